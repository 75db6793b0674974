import Binary
public import CommitLog
public import Metadata
import Synchronization
import World

/// Brings an image to where it takes effect: first the folders and logs of this node's partitions, with their roles and
/// settings, then every loop.
///
/// Logs are opened and removed by jobs of the background lane, one image after another; the control thread does not
/// wait for the disk, and a topic is in a loop's hands only when its logs are open. What changes
/// is used by those jobs only.
public final class TopicPublisher: ImagePublisher, @unchecked Sendable {
    private let nodeId: Int32
    private let directory: LogDirectory
    private let contexts: [BrokerContext]
    private let router: FlushRouter
    private let resolve: @Sendable (ClusterImage, String) -> TopicSettings

    // Of the background lane, one image at a time.
    private var topics: [Uuid: LocalTopic] = [:]
    private var nextNumber = 0

    /// A publisher for the loops of `contexts`.
    ///
    /// - Parameter resolve: the settings of a topic in an image.
    public init(
        nodeId: Int32, directory: LogDirectory, contexts: [BrokerContext],
        resolve: @escaping @Sendable (ClusterImage, _ topic: String) -> TopicSettings
    ) {
        self.nodeId = nodeId
        self.directory = directory
        self.contexts = contexts
        self.resolve = resolve
        router = FlushRouter(directory.flusher)
    }

    /// Lets all partitions go; after the last image, when no job runs any more.
    public func end() {
        router.removeAll()
        topics = [:]
    }

    public func publish(_ image: ClusterImage, _ delta: ImageDelta, done: @escaping @Sendable () -> Void) {
        let result = Mutex(TopicTable.empty)
        let holder = Holder(result)
        directory.world.jobs.submit(.background) { [self] in
            let table = update(image, delta)
            holder.table.withLock { $0 = table }
        } completion: { [self] in
            distribute(image, holder.table.withLock { $0 }, delta, done: done)
        }
    }

    /// Takes the table from the job to its completion.
    private final class Holder: Sendable {
        let table: Mutex<TopicTable>
        init(_ table: consuming Mutex<TopicTable>) { self.table = table }
    }

    private func distribute(
        _ image: ClusterImage, _ table: TopicTable, _ delta: ImageDelta, done: @escaping @Sendable () -> Void
    ) {
        let left = Counter(contexts.count)
        for context in contexts {
            context.loop.execute {
                context.apply(image, table, delta: delta)
                if left.countDown() { done() }
            }
        }
    }

    private final class Counter: Sendable {
        private let left: Atomic<Int>
        init(_ count: Int) { left = Atomic(count) }
        func countDown() -> Bool { left.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
    }

    // MARK: On the background lane

    private func update(_ image: ClusterImage, _ delta: ImageDelta) -> TopicTable {
        var wakes = Wakes()
        for (id, topic) in delta.removedTopics { remove(id, topic.name, &wakes) }
        let touched = touched(image, delta)
        openLogs(of: touched, image)
        for id in touched {
            guard let topic = image.topic(id: id) else { continue }
            topics[id] = update(topic, resolve(image, topic.name), &wakes)
        }
        wakes.tell(from: nil)
        return TopicTable(Array(topics.values))
    }

    /// The topics whose partitions or settings may be others than before.
    private func touched(_ image: ClusterImage, _ delta: ImageDelta) -> [Uuid] {
        if delta.changedConfigs.contains(where: { $0.type == ConfigResource.cluster.type }) {
            return Array(image.state.topics.keys)
        }
        var ids = delta.changedTopics
        for resource in delta.changedConfigs where resource.type == ConfigResource.topic("").type {
            if let topic = image.topic(named: resource.name) { ids.insert(topic.id) }
        }
        return Array(ids)
    }

    /// Opens the logs of topics, as far as they are new here, all at once: one after another thousands take seconds.
    private func openLogs(of ids: [Uuid], _ image: ClusterImage) {
        var wanted: [LogDirectory.Wanted] = []
        for id in ids {
            guard let topic = image.topic(id: id) else { continue }
            let options = resolve(image, topic.name).log
            for (number, partition) in topic.partitions.enumerated() where partition.replicas.contains(nodeId) {
                let index = Int32(clamping: number)
                guard topics[id]?.partition(index) == nil else { continue }
                let folder = PartitionFolder(topic: topic.name, partition: index)
                wanted.append(LogDirectory.Wanted(folder, topicId: id, options: options))
            }
        }
        directory.open(wanted)
    }

    private func update(_ topic: TopicImage, _ settings: TopicSettings, _ wakes: inout Wakes) -> LocalTopic {
        let before = topics[topic.id]
        var partitions: [Partition?] = []
        for (number, image) in topic.partitions.enumerated() {
            let index = Int32(clamping: number)
            guard image.replicas.contains(nodeId) else {
                partitions.append(nil)
                continue
            }
            let partition = before?.partition(index) ?? open(topic, index, settings)
            partitions.append(partition)
            guard let partition else { continue }
            partition.log.update(settings.log)
            if image.leader == nodeId {
                partition.lead(
                    nodeId: nodeId, epoch: image.leaderEpoch, replicas: image.replicas, inSync: image.isr,
                    settings: settings, &wakes)
            } else {
                partition.follow(leaderId: image.leader, epoch: image.leaderEpoch, &wakes)
            }
        }
        return LocalTopic(
            name: topic.name, id: topic.id, isInternal: topic.isInternal, settings: settings, partitions: partitions)
    }

    /// Opens the log of a partition; nil where that fails, and then the partition answers as one that is not here.
    private func open(_ topic: TopicImage, _ index: Int32, _ settings: TopicSettings) -> Partition? {
        do throws(LogError) {
            let log = try directory.openLog(
                PartitionFolder(topic: topic.name, partition: index), topicId: topic.id, options: settings.log)
            let partition = Partition(
                topic: topic.name, topicId: topic.id, index: index, number: nextNumber, log: log, flushes: router)
            nextNumber += 1
            router.add(partition)
            return partition
        } catch {
            directory.world.events.emit(Event(.error, "partition.open", "\(topic.name)-\(index): \(error)"))
            return nil
        }
    }

    private func remove(_ id: Uuid, _ name: String, _ wakes: inout Wakes) {
        guard let topic = topics.removeValue(forKey: id) else { return }
        for case let partition? in topic.partitions {
            partition.follow(leaderId: -1, epoch: .max, &wakes)
            router.remove(partition)
            do throws(LogError) { try directory.delete(partition.log) } catch {
                directory.world.events.emit(Event(.error, "partition.delete", "\(name)-\(partition.index): \(error)"))
            }
        }
    }
}
