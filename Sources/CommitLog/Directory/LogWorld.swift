import Posix
public import World

/// What a data directory stands on: the machine's, or a simulation's.
public struct LogWorld: Sendable {
    /// The file system.
    public var disk: any Disk
    /// Where blocking work is done.
    public var jobs: any Jobs
    /// Time.
    public var clock: any Clock
    /// Chance, for ids.
    public var random: any Random
    /// Takes what an operator may want to read.
    public var events: any EventSink
    /// Threads that open and close many logs at once; 1 where nothing may happen by chance.
    public var threads = 1

    /// A world of these parts.
    public init(
        disk: any Disk, jobs: any Jobs, clock: any Clock, random: any Random, events: any EventSink = SilentSink()
    ) {
        self.disk = disk
        self.jobs = jobs
        self.clock = clock
        self.random = random
        self.events = events
    }

    /// This machine, with threads of its own; events are dropped unless a sink is given.
    public static func machine(events: any EventSink = SilentSink()) -> LogWorld {
        var world = LogWorld(
            disk: PosixDisk(), jobs: ThreadJobs(), clock: SystemClock(), random: SystemRandom(), events: events)
        world.threads = 4
        return world
    }
}

/// Drops every event: for programs that ask the log itself (`Partition.damage`, thrown errors).
public struct SilentSink: EventSink {
    /// Drops every event.
    public init() {}

    public func emit(_ event: Event) {}
}
