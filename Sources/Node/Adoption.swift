import Binary
import Broker
public import CommitLog
import Metadata
import Posix
public import World

/// Takes partitions that lie in the data directory, and that the metadata does not know, into the metadata.
///
/// Nothing else happens to such folders: they are neither renamed nor deleted, whatever the metadata says.
final class Adoption: Sendable {
    private let directory: LogDirectory
    private let control: ControlPlane
    private let options: BrokerOptions

    init(_ directory: LogDirectory, _ control: ControlPlane, _ options: BrokerOptions) {
        self.directory = directory
        self.control = control
        self.options = options
    }

    /// The folders of no partition that the metadata knows.
    ///
    /// - Parameter served: those whose logs the metadata has had opened, by id.
    func strangers(but served: Set<PartitionFolder> = []) throws(LogError) -> [PartitionFolder] {
        let folders = try directory.folders().filter { !served.contains($0) }
        return try Adoption.strangers(folders, in: directory.path, control.image.state, of: directory.world.disk)
    }

    static func strangers(
        _ folders: [PartitionFolder], in path: String, _ state: ClusterState, of disk: any Disk
    ) throws(LogError) -> [PartitionFolder] {
        var strangers: [PartitionFolder] = []
        for folder in folders {
            if let topic = state.topic(named: folder.topic), topic.partition(folder.partition) != nil {
                let id = try PartitionMetadata.read("\(path)/\(folder.name)", of: disk)
                if id == nil || id == topic.id { continue }
            }
            strangers.append(folder)
        }
        return strangers
    }

    /// Says which folders nobody serves.
    func nameStrangers() {
        let events = directory.world.events
        do throws(LogError) {
            let served = directory.logs.map { PartitionFolder(topic: $0.topic, partition: $0.partition) }
            let folders = try strangers(but: Set(served))
            guard !folders.isEmpty else { return }
            let names = folders.prefix(10).map(\.name).joined(separator: ", ") + (folders.count > 10 ? ", ..." : "")
            events.emit(
                Event(
                    .warning, "directory.unknown",
                    "\(directory.path): \(folders.count) folders are of no topic that the metadata knows, and are left "
                        + "alone: \(names); 'varve log adopt' takes them in"))
        } catch {
            events.emit(Event(.warning, "directory.unknown", "\(error)"))
        }
    }

    /// Takes folders in, topic by topic; what cannot be taken is said and left alone. Answers the topics taken.
    ///
    /// - Throws: `ControlError` where the metadata cannot be changed.
    @discardableResult
    func adopt(_ folders: [PartitionFolder]) throws -> [AdoptedTopic] {
        var waiting: [(topic: AdoptedTopic, answer: Answer<Result<ApiError?, ControlError>>)] = []
        for (name, folders) in Dictionary(grouping: folders, by: \.topic).sorted(by: { $0.key < $1.key }) {
            do throws(LogError) {
                let found = try find(name, folders)
                let answer = Answer<Result<ApiError?, ControlError>>()
                let broker = options.nodeId
                control.submit({ controller, _ in controller.planAdoption(of: found.topic, by: broker) }) {
                    answer.give($0)
                }
                waiting.append((found.adopted, answer))
            } catch {
                refuse(name, error.description)
            }
        }
        var adopted: [AdoptedTopic] = []
        for (topic, answer) in waiting {
            if let error = try answer.wait().get() {
                refuse(topic.name, error.message ?? "\(error.code)")
            } else {
                adopted.append(topic)
                directory.world.events.emit(Event(.info, "directory.adopted", "\(directory.path): \(topic)"))
            }
        }
        return adopted
    }

    private func refuse(_ topic: String, _ why: String) {
        directory.world.events.emit(
            Event(.error, "directory.unknown", "\(directory.path): the folders of \(topic) are left alone: \(why)"))
    }

    /// Opens, and so recovers, the logs of a topic.
    private func find(
        _ name: String, _ folders: [PartitionFolder]
    ) throws(LogError) -> (topic: FoundTopic, adopted: AdoptedTopic) {
        let internals = [options.offsetsTopic, options.transactionsTopic].first { $0.name == name }
        guard let last = folders.map(\.partition).max(), last < Adoption.maxPartitions else {
            throw LogError(.unsupported, directory.path, "a partition's number is \(Adoption.maxPartitions) or more")
        }
        var adopted = AdoptedTopic(name: name)
        var epochs = [Int32?](repeating: nil, count: max(Int(last) + 1, Int(internals?.partitions ?? 0)))
        var id: Uuid?
        for folder in folders.sorted(by: { $0.partition < $1.partition }) {
            let log = try directory.openLog(folder, topicId: id)
            id = log.topicId
            epochs[Int(folder.partition)] = log.epochs.latest ?? -1
            adopted.partitions.append(folder.partition)
            adopted.records += log.ends.end - log.ends.start
        }
        // Nobody has said how long records are to be kept; Kafka's seven days would remove most of many a log at once.
        let configs = internals?.configs ?? [("retention.ms", "-1")]
        let topic = FoundTopic(name: name, id: id ?? .zero, epochs: epochs, configs: configs)
        return (topic, adopted)
    }

    /// More partitions than a topic can be given at once.
    private static let maxPartitions: Int32 = 10_000
}

/// A topic that was taken into the metadata.
public struct AdoptedTopic: Sendable, CustomStringConvertible {
    /// Its name.
    public let name: String
    /// The partitions that were found.
    public var partitions: [Int32] = []
    /// The offsets between their starts and ends.
    public var records: Int64 = 0

    public var description: String {
        "topic \(name) is served from now on: \(partitions.count) partitions, \(records) records, kept until "
            + "retention.ms is set"
    }
}

extension Node {
    /// The partitions of a data directory that its metadata does not know; none where it has no metadata: a broker takes
    /// all of them. Looks only, also while a broker has the directory.
    public static func strangers(in path: String) throws(NodeError) -> [PartitionFolder] {
        do {
            let disk = PosixDisk()
            guard let state = try ColdMetadata.state(in: path, of: disk) else { return [] }
            let folders = try disk.list(path).compactMap { $0.isDirectory ? PartitionFolder($0.name) : nil }
            return try Adoption.strangers(folders.filter { $0 != .metadata }, in: path, state, of: disk)
        } catch {
            throw NodeError(error)
        }
    }

    /// Takes topics whose folders lie in a directory into its metadata, while no broker has it. Topics that are not
    /// there, or are known already, are left out of the answer.
    public static func adopt(
        _ topics: [String], in path: String, events: any EventSink
    ) throws(NodeError) -> [AdoptedTopic] {
        do { return try adoptOffline(Set(topics), path, events) } catch let error as NodeError { throw error } catch {
            throw NodeError(error)
        }
    }

    private static func adoptOffline(
        _ topics: Set<String>, _ path: String, _ events: any EventSink
    ) throws -> [AdoptedTopic] {
        let world = LogWorld.machine(events: events)
        defer { world.jobs.stop() }
        let settings = try StaticSettings([:])
        let directory = try openDirectory(NodeOptions(directory: path), settings, world)
        let loop = try ControlLoop(clock: world.clock, jobs: world.jobs)
        let control = try ControlPlane.open(
            ControlOptions(
                directory: path, properties: directory.properties,
                settings: settings.node(directory.properties.nodeId)),
            ControlWorld(
                disk: directory.reserveDisk, jobs: world.jobs, loop: loop.loop, clock: world.clock,
                random: world.random, events: events))
        loop.start()
        defer { loop.stop() }
        let address = SocketAddress(host: "127.0.0.1", port: 9092)
        let epoch = try register(control, directory, address, NoLoops())
        // An orderly end must not say of logs that nobody has opened that they need no recovery.
        if directory.start != .clean { for folder in try directory.folders() { _ = try directory.openLog(folder) } }
        let adoption = Adoption(directory, control, settings.broker(directory.properties))
        let adopted = try adoption.adopt(try adoption.strangers().filter { topics.contains($0.topic) })
        let stopped = Answer<Void>()
        control.stop { stopped.give(()) }
        stopped.wait()
        try directory.close(brokerEpoch: epoch)
        return adopted
    }

    /// Nobody serves anything.
    private final class NoLoops: ImagePublisher {
        func publish(_ image: ClusterImage, _ delta: ImageDelta, done: @escaping @Sendable () -> Void) { done() }
    }
}
