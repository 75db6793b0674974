import CommitLog
public import Metadata
import Quorum
import Synchronization
public import World

/// The node's control plane: drives quorum and controller on a thread of its own, with their log on disk, and publishes
/// committed images.
///
/// The way of a change: `submit` → plan → append → working state → durable → committed → image → every loop has it →
/// reply. Disk work is done by jobs on the control lane; batches that come while one is at work go together into the
/// next, so many changes share a sync.
///
/// Unchecked because what changes is used on the control thread only.
public final class ControlPlane: @unchecked Sendable {
    /// Whether the metadata was made by this `open`.
    public let isNew: Bool

    // Everything below is touched on the control thread only.
    let options: ControlOptions
    let world: ControlWorld
    let directory: ControlDirectory
    var raft: RaftNode
    var replay: MetadataReplay
    var controller: Controller?
    var life: Life?
    /// Appended and not committed, oldest first.
    var uncommitted: [QuorumBatch]
    /// The end and the epoch of what `replay` has.
    var applied: SnapshotID
    var appliedTimestamp: Int64
    var storage = StorageQueue()
    var replies = ReplyQueue()
    var snapshots: SnapshotSchedule
    var isPublishing = false
    /// The end of the newest image that every loop has.
    var publishedEnd: Int64 = 0
    private let published = Mutex<ClusterImage>(.empty)

    /// What belongs to one life of the process: set by `start`.
    struct Life {
        let registration: BrokerRegistration
        let publisher: any ImagePublisher
        var ready: (@Sendable (Result<Int64, ControlError>) -> Void)?
        var brokerEpoch: Int64?
    }

    init(
        options: ControlOptions, world: ControlWorld, directory: ControlDirectory,
        contents: ControlDirectory.Contents, isNew: Bool
    ) throws {
        self.isNew = isNew
        self.options = options
        self.world = world
        self.directory = directory
        raft = RaftNode(
            key: ReplicaKey(id: options.properties.nodeId, directoryId: options.properties.directoryId),
            state: contents.state, recovered: contents.recovered)
        replay = MetadataReplay()
        for value in contents.snapshot.records { try replay.apply(MetadataVersion.decode(value)) }
        uncommitted = contents.batches
        applied = contents.snapshotID
        appliedTimestamp = contents.snapshot.lastContainedLogTimestamp
        snapshots = SnapshotSchedule(last: contents.snapshotID, at: world.clock.monotonic)
    }

    /// The settings of this node; any thread.
    public var settings: NodeSettings { options.settings }

    /// The newest image that every loop has; any thread.
    public var image: ClusterImage { published.withLock { $0 } }

    func setImage(_ image: ClusterImage) { published.withLock { $0 = image } }

    /// Starts leading and registers this broker; called once.
    ///
    /// - Parameter ready: called on the control thread with the broker's epoch when the first image that has this
    ///   broker is published, or with the reason why there will be none.
    public func start(
        _ registration: BrokerRegistration, publisher: any ImagePublisher,
        ready: @escaping @Sendable (Result<Int64, ControlError>) -> Void
    ) {
        world.loop.execute { [self] in
            life = Life(registration: registration, publisher: publisher, ready: ready, brokerEpoch: nil)
            guard raft.voters.isMajority([raft.key.id]), raft.voters.contains(raft.key) else {
                let voters = raft.voters.voters.map { String($0.key.id) }.joined(separator: ", ")
                return fail(
                    ControlError(
                        .mismatch, options.directory,
                        "belongs to a quorum of the nodes \(voters); this release runs a quorum of this node alone"))
            }
            step(.start)
        }
    }

    /// Asks the controller for a change, or for a look at its working state; any thread.
    ///
    /// - Parameters:
    ///   - plan: called on the control thread; must not keep what it is given.
    ///   - completion: called on the control thread once: with the plan's reply when the change is committed and every
    ///     loop has the image; with an error when it is not known whether it will be.
    public func submit<Reply: Sendable>(
        _ plan: @escaping @Sendable (Controller, PlanContext) -> Plan<Reply>,
        completion: @escaping @Sendable (Result<Reply, ControlError>) -> Void
    ) {
        world.loop.execute { [self] in
            // Not bound to a name: a second reference would make the next change copy the state.
            guard let decision = controller.map({ plan($0, context) }) else {
                return completion(
                    .failure(ControlError(.notController, options.directory, "this node does not lead the quorum")))
            }
            propose(decision.records) { error in
                completion(error.map { .failure($0) } ?? .success(decision.reply))
            }
        }
    }

    /// Takes no more changes, finishes what the disk has begun, then calls `done` on the control thread.
    public func stop(_ done: @escaping @Sendable () -> Void) {
        world.loop.execute { [self] in
            controller = nil
            resolveReplies(with: ControlError(.notController, options.directory, "this node is stopping"))
            // It holds all loops, and they hold this object.
            life = nil
            storage.whenIdle = done
            storage.takeIdle()?()
        }
    }

    /// Gives the replies whose change is published, or all of them the error.
    func resolveReplies(with error: ControlError? = nil) {
        for reply in replies.take(upTo: error == nil ? publishedEnd : .max) { reply(error) }
    }

    /// The state of the quorum, for those who ask; any thread.
    ///
    /// - Parameter completion: called on the control thread.
    func describeQuorum(_ completion: @escaping @Sendable (QuorumDescription) -> Void) {
        world.loop.execute { [self] in
            completion(
                QuorumDescription(
                    leaderId: raft.state.leaderId ?? -1, epoch: raft.state.epoch,
                    highWatermark: raft.highWatermark ?? -1, endOffset: raft.endOffset, voters: raft.voters,
                    now: world.clock.wall))
        }
    }

    /// Bytes that the data directory's file system has, and that can still be written; -1 where the system does not
    /// say. Any thread.
    ///
    /// - Parameter completion: called on the background lane.
    func space(_ completion: @escaping @Sendable (_ total: Int64, _ usable: Int64) -> Void) {
        world.jobs.submit(.background) { [self] in
            completion(
                (try? world.disk.totalSpace(options.directory)) ?? -1,
                (try? world.disk.freeSpace(options.directory)) ?? -1)
        } completion: {
        }
    }

    var context: PlanContext {
        PlanContext(nextOffset: raft.endOffset, now: world.clock.wall, random: world.random.next)
    }
}

/// The quorum at one moment.
struct QuorumDescription: Sendable {
    let leaderId: Int32
    let epoch: Int32
    let highWatermark: Int64
    let endOffset: Int64
    let voters: VoterSet
    let now: Timestamp
}

/// The parts of the outside that the control plane uses.
public struct ControlWorld: Sendable {
    public let disk: any Disk
    public let jobs: any Jobs
    /// The control thread.
    public let loop: any Loop
    public let clock: any Clock
    public let random: any Random
    public let events: any EventSink

    /// A world.
    public init(
        disk: any Disk, jobs: any Jobs, loop: any Loop, clock: any Clock, random: any Random, events: any EventSink
    ) {
        self.disk = disk
        self.jobs = jobs
        self.loop = loop
        self.clock = clock
        self.random = random
        self.events = events
    }
}
