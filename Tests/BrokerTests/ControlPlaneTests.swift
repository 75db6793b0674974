import Binary
import CommitLog
import Metadata
import Records
import SimulatedWorld
import Synchronization
import Testing
import World

@testable import Broker

/// A control plane on a simulated disk, in simulated time.
private final class ControlRig: ImagePublisher, EventSink {
    let disk: SimulatedDisk
    let scheduler: Scheduler
    let world: SharedWorld
    let images = Mutex<[(offset: Int64, delta: ImageDelta)]>([])
    let events = Mutex<[Event]>([])

    /// The world is made in two steps because the rig itself takes its events.
    final class SharedWorld: Sendable {
        let jobs: SimulatedJobs
        let loop: SimulatedLoop
        let random: SeededRandom

        init(_ scheduler: Scheduler, seed: UInt64) {
            jobs = SimulatedJobs(scheduler)
            loop = SimulatedLoop(scheduler)
            random = SeededRandom(seed: seed)
        }
    }

    init(_ disk: SimulatedDisk, seed: UInt64) {
        self.disk = disk
        scheduler = Scheduler(seed: seed)
        world = SharedWorld(scheduler, seed: seed)
    }

    func emit(_ event: Event) { events.withLock { $0.append(event) } }

    func publish(_ image: ClusterImage, _ delta: ImageDelta, done: @escaping @Sendable () -> Void) {
        images.withLock { $0.append((image.offset, delta)) }
        scheduler.after(nanoseconds: 1000, done)
    }

    func open(_ configure: (inout ControlOptions) -> Void = { _ in }) throws -> ControlPlane {
        // As LogDirectory leaves a new directory: it exists, durably, and says whose it is.
        if !disk.exists("/data") {
            try disk.makeDirectory("/data")
            try disk.syncDirectory("/")
        }
        let properties = MetaProperties(clusterId: "c", nodeId: 1, directoryId: Uuid(high: 0x4000, low: 1))
        var options = ControlOptions(directory: "/data", properties: properties, settings: NodeSettings())
        configure(&options)
        return try ControlPlane.open(
            options,
            ControlWorld(
                disk: disk, jobs: world.jobs, loop: world.loop, clock: scheduler, random: world.random, events: self))
    }

    /// Starts and runs until nothing is left to do; the broker's epoch.
    func start(_ control: ControlPlane, clean: Bool = true) -> Result<Int64, ControlError>? {
        let answer = Mutex<Result<Int64, ControlError>?>(nil)
        control.start(
            BrokerRegistration(
                id: 1, incarnationId: Uuid(high: 1, low: 2),
                directoryId: Uuid(high: 0x4000, low: 1),
                listeners: [.init(name: "PLAINTEXT", host: "127.0.0.1", port: 9092)], rack: nil, startedClean: clean),
            publisher: self
        ) { result in answer.withLock { $0 = result } }
        while scheduler.step() {}
        return answer.withLock { $0 }
    }

    /// Submits changes of one record each, as fast as they come, and runs; answers for each the error, or nil.
    func submit(_ control: ControlPlane, _ records: [[MetadataRecord]]) -> [ControlError?] {
        let answers = Mutex<[Int: ControlError?]>([:])
        for (index, records) in records.enumerated() {
            control.submit({ _, _ in Plan(records: records, reply: index) }) { result in
                answers.withLock { answers in
                    switch result {
                    case .success(let index): answers[index] = .some(nil)
                    case .failure(let error): answers[index] = error
                    }
                }
            }
        }
        while scheduler.step() {}
        return answers.withLock { answers in
            records.indices.map { index in
                answers[index] ?? ControlError(.storage, "change \(index)", "was never answered")
            }
        }
    }
}

private func topicRecords(_ number: Int) -> [MetadataRecord] {
    var topic = TopicRecord()
    topic.name = "topic-\(number)"
    topic.topicId = Uuid(high: 7, low: UInt64(number))
    var partition = PartitionRecord()
    partition.partitionId = 0
    partition.topicId = topic.topicId
    partition.replicas = [1]
    partition.isr = [1]
    partition.leader = 1
    partition.leaderEpoch = 0
    partition.partitionEpoch = 0
    return [.topic(topic), .partition(partition)]
}

@Suite struct ControlPlaneTests {
    @Test func formatsStartsAndComesBack() throws {
        let disk = SimulatedDisk(seed: 1)
        let first = ControlRig(disk, seed: 1)
        let control = try first.open()
        #expect(control.isNew)
        // LeaderChange, KRaftVersion and Voters take 0...2, the features and a setting what follows.
        let end = Int64(4 + Features.initial.count)
        #expect(try first.start(control)?.get() == end)
        #expect(first.submit(control, [topicRecords(1), [], topicRecords(2)]).allSatisfy { $0 == nil })
        #expect(control.image.offset == end + 4)
        #expect(control.image.topicsByName.map(\.name) == ["topic-1", "topic-2"])
        #expect(control.image.aliveBrokers.map(\.brokerId) == [1])
        let contradiction = first.submit(control, [topicRecords(1)])
        #expect(contradiction[0]?.code == .damaged)
        #expect(control.image.offset == end + 4)

        disk.restart(.process)
        let second = ControlRig(disk, seed: 2)
        let again = try second.open()
        #expect(again.isNew == false)
        #expect(try second.start(again)?.get() == end + 6)
        #expect(again.image.topicsByName.map(\.name) == ["topic-1", "topic-2"])
        #expect(again.image.topicsByName.map { $0.partitions[0].leaderEpoch } == [0, 0])
        // Everything is one change against the empty image, then the registration.
        #expect(second.images.withLock { $0.map(\.offset) } == [end + 5, end + 6])
        #expect(second.images.withLock { $0[0].delta.changedTopics.count } == 2)

        disk.restart(.machine)
        let third = ControlRig(disk, seed: 3)
        let unclean = try third.open()
        #expect(try third.start(unclean, clean: false)?.get() == end + 8)
        #expect(unclean.image.topicsByName.map { $0.partitions[0].leaderEpoch } == [1, 1])
        #expect(third.events.withLock { $0.isEmpty })
    }

    /// A snapshot takes the place of the log below it, and the next start reads both.
    @Test func writesSnapshotsAndTrims() throws {
        let disk = SimulatedDisk(seed: 5)
        let rig = ControlRig(disk, seed: 5)
        let control = try rig.open { $0.snapshotBytes = 2000 }
        _ = rig.start(control)
        for round in 0..<10 {
            let changes = (0..<5).map { topicRecords(round * 5 + $0) }
            #expect(rig.submit(control, changes).allSatisfy { $0 == nil })
        }
        let files = try disk.list("/data/__cluster_metadata-0").map(\.name)
        let snapshots = files.filter { $0.hasSuffix(".checkpoint") }
        #expect(snapshots.count == 1 && snapshots != ["00000000000000000000-0000000000.checkpoint"], "\(files)")
        #expect(files.filter { $0.hasSuffix(".log") }.contains("00000000000000000000.log") == false, "\(files)")

        disk.restart(.machine)
        let second = ControlRig(disk, seed: 6)
        let again = try second.open()
        _ = second.start(again)
        #expect(again.image.topicsByName.count == 50)
        #expect(again.image.state.brokers[1]?.brokerEpoch == again.image.offset)
    }

    /// The machine dies before every single change of the disk: what was answered is there after the next start, and
    /// nothing is there in part.
    @Test func survivesACrashAnywhere() throws {
        let total = try day(stoppingAt: .max).operations
        #expect(total > 60)
        for operation in 0..<total {
            let (disk, answered, _) = try day(stoppingAt: operation)
            disk.restart(.machine)
            let rig = ControlRig(disk, seed: 99)
            let control = try rig.open()
            let epoch = try #require(rig.start(control), "crash before operation \(operation)")
            #expect(throws: Never.self, "crash before operation \(operation)") { try epoch.get() }
            let names = Set(control.image.topicsByName.map(\.name))
            let missing = answered.filter { !names.contains("topic-\($0)") }
            #expect(missing.isEmpty, "crash before operation \(operation) lost \(missing)")
            #expect(control.image.topicsByName.allSatisfy { $0.partitions.count == 1 })
        }
    }

    /// A day of changes with snapshots, cut off at an operation of the disk; the topics whose creation was answered.
    private func day(stoppingAt operation: Int) throws -> (disk: SimulatedDisk, answered: [Int], operations: Int) {
        let disk = SimulatedDisk(seed: UInt64(truncatingIfNeeded: operation))
        disk.stop(at: operation)
        let rig = ControlRig(disk, seed: 4)
        var answered: [Int] = []
        guard let control = try? rig.open({ $0.snapshotBytes = 800 }) else { return (disk, [], disk.operationCount) }
        _ = rig.start(control)
        for round in 0..<4 {
            let answers = rig.submit(control, (0..<3).map { topicRecords(round * 3 + $0) })
            answered += answers.indices.filter { answers[$0] == nil }.map { round * 3 + $0 }
        }
        return (disk, answered, disk.operationCount)
    }

    @Test func stopsWhenTheDiskFails() throws {
        let disk = SimulatedDisk(seed: 8)
        let rig = ControlRig(disk, seed: 8)
        let control = try rig.open()
        _ = rig.start(control)
        disk.inject(Fault(.sync, pathContains: ".log", .error(5)))
        let answers = rig.submit(control, [topicRecords(1), topicRecords(2)])
        #expect(answers.map { $0?.code } == [.storage, .storage])
        #expect(rig.submit(control, [topicRecords(3)]).map { $0?.code } == [.notController])
        #expect(control.image.topicsByName.isEmpty)
        #expect(rig.events.withLock { $0.map(\.name) } == ["control.failed"])
    }

    /// A torn tail is kept aside and cut; damage before intact batches stops the start.
    @Test func judgesDamage() throws {
        let disk = SimulatedDisk(seed: 9)
        let rig = ControlRig(disk, seed: 9)
        let control = try rig.open()
        _ = rig.start(control)
        _ = rig.submit(control, [topicRecords(1)])
        _ = rig.submit(control, [topicRecords(2)])
        let path = "/data/__cluster_metadata-0/00000000000000000000.log"
        let file = try disk.open(path, .write)
        let size = try file.size()
        try file.write([1, 2, 3, 4, 5], at: size)
        let second = ControlRig(disk, seed: 10)
        let again = try second.open()
        #expect(second.events.withLock { $0.map(\.name) } == ["control.tail-cut"])
        #expect(try disk.readAll("/data/varve.metadata-tail.\(9 + Features.initial.count)") == [1, 2, 3, 4, 5])
        #expect(try file.size() == size)
        _ = second.start(again)
        #expect(again.image.topicsByName.count == 2)

        try file.write([255], at: 80)
        let error = #expect(throws: ControlError.self) { try second.open() }
        #expect(error?.code == .damaged)
        #expect(error?.cause.hasPrefix("is damaged at byte 0 (offset 0)") == true)
    }
}
