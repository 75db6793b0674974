import Binary
import Synchronization

/// Reads the partitions of a cluster: those it is assigned, or those its group gives it.
///
/// ```swift
/// let consumer = KafkaConsumer(kafka, group: GroupOptions(group: "billing"), topics: ["orders"])
/// for try await message in consumer.messages {
///     print(message.offset, message.value ?? [])
/// }
/// ```
///
/// Brokers are asked ahead of the reader, up to `ConsumerOptions.queuedBytes`; a reader that does not read holds them
/// back. Membership, heartbeats and commits go on by themselves on the cluster's loop, however long the program works on a
/// batch; only a rebalance that takes partitions away waits until the batch in hand is finished. Positions are committed
/// every `GroupOptions.commitInterval`, before partitions are given up and when it is closed; what counts as read is
/// said by the sequence in use. One iteration at a time. Any thread or task may call it.
///
/// A consumer is to be closed; otherwise its group finds out by itself, after the session timeout, that it is gone.
public final class KafkaConsumer: Sendable {
    private let cluster: KafkaCluster
    private let driver: ConsumerDriver
    private let group: GroupOptions?

    /// A reader without a group; `assign` gives it partitions.
    public init(_ cluster: KafkaCluster, options: ConsumerOptions = ConsumerOptions()) {
        self.cluster = cluster
        group = nil
        driver = ConsumerDriver(cluster.loop, GroupConsumer(options: options), handler: nil)
    }

    /// A member of a group, which joins at once.
    ///
    /// - Parameters:
    ///   - onRebalance: is told of, and awaited at, every change of the member's partitions. Called by one task at a time.
    public init(
        _ cluster: KafkaCluster, group: GroupOptions, topics: [String], options: ConsumerOptions = ConsumerOptions(),
        onRebalance: (@Sendable (KafkaConsumer, KafkaRebalance) async -> Void)? = nil
    ) {
        var group = group
        group.awaitsRevocation = true
        if group.memberId.isEmpty {
            var generator = SystemRandomNumberGenerator()
            group.memberId = Uuid.random { generator.next() }.description
        }
        self.cluster = cluster
        self.group = group
        // The driver outlives the consumer by a moment; its handler must not keep the consumer alive.
        let place = ConsumerPlace()
        var handler: ConsumerDriver.Handler?
        if let onRebalance {
            handler = { news in
                if let consumer = place.consumer { await onRebalance(consumer, news) }
            }
        }
        driver = ConsumerDriver(
            cluster.loop, GroupConsumer(topics: topics, group: group, options: options), handler: handler)
        place.set(self)
    }

    deinit { driver.abandon() }

    /// The batches, as brokers sent them: the fast way to read.
    public var batches: KafkaBatches { KafkaBatches(driver: driver) }

    /// The records, each with memory of its own.
    public var messages: KafkaConsumerMessages { KafkaConsumerMessages(driver: driver) }

    /// Leaves the group, after committing where commits happen by themselves, and ends all iterations.
    ///
    /// - Parameter patience: how long the coordinator is waited for.
    public func close(patience: Duration = .seconds(5)) async { await driver.close(patience: patience) }
}

/// Partitions and positions.
extension KafkaConsumer {
    /// Adds a partition to be read, or begins it anew; for readers without a group.
    ///
    /// - Throws: `.invalid` for a member of a group.
    public func assign(
        _ partition: TopicPartition, at start: StartPosition, until stop: StopPosition = .never
    ) throws(ClientError) {
        guard group == nil else {
            throw ClientError(.invalid, "\(partition)", "the group assigns this consumer's partitions")
        }
        driver.with { $0.machine.consumer.assign(partition, at: start, until: stop) }
    }

    /// Reads some partitions no more; for readers without a group.
    public func unassign(_ partitions: [TopicPartition]) throws(ClientError) {
        guard group == nil else {
            throw ClientError(.invalid, "partitions", "the group assigns this consumer's partitions")
        }
        driver.with { state in
            state.dropCursor(partitions)
            state.machine.consumer.unassign(partitions)
        }
    }

    /// Wants other topics from the group.
    public func subscribe(_ topics: [String]) { driver.with { $0.machine.subscribe(topics) } }

    /// What is read.
    public var assignment: [TopicPartition] { driver.with { $0.machine.consumer.assignment.sorted() } }

    /// The offset of the next record to be read of each partition, as far as it is known.
    public var positions: [TopicPartition: Int64] {
        driver.with { state in
            state.markReadUpToRecord()
            return state.machine.consumer.positions
        }
    }

    /// How many records of each partition are still to be read, by the newest reply; -1 where no broker has said yet.
    public var lag: [TopicPartition: Int64] {
        driver.with { state in
            state.markReadUpToRecord()
            var lag: [TopicPartition: Int64] = [:]
            for (partition, position) in state.machine.consumer.positions {
                let end = state.machine.consumer.bounds(of: partition)?.highWatermark ?? -1
                lag[partition] = end < 0 ? -1 : max(0, end &- max(position, 0))
            }
            return lag
        }
    }

    /// Whether every partition has been read up to where reading was to stop.
    public var isDone: Bool { driver.with { $0.machine.isDone } }

    /// Goes on reading a partition from somewhere else; of the batch in hand nothing more is handed out. Does nothing for
    /// a partition that is not assigned.
    public func seek(_ partition: TopicPartition, to start: StartPosition) {
        driver.with { state in
            state.dropCursor([partition])
            state.machine.consumer.seek(partition, to: start)
        }
    }

    /// Hands out no more batches of some partitions; their places are kept.
    public func pause(_ partitions: [TopicPartition]) { setPaused(true, partitions) }

    /// Hands out batches of paused partitions again.
    public func resume(_ partitions: [TopicPartition]) { setPaused(false, partitions) }

    private func setPaused(_ isPaused: Bool, _ partitions: [TopicPartition]) {
        driver.with { state in
            for partition in partitions { state.machine.consumer.setPaused(isPaused, partition) }
        }
    }
}

/// The group.
extension KafkaConsumer {
    /// Commits what was read, up to and including the record or batch in hand, and waits for the coordinator.
    ///
    /// - Parameter offsets: what to commit instead: of each partition the offset of the next record to be read.
    /// - Throws: the coordinator's refusal; `.invalid`, retriable, where the member has no partitions at the moment.
    public func commit(_ offsets: [TopicPartition: CommittedOffset]? = nil) async throws {
        try await driver.commit(offsets)
    }

    /// Goes back to what the group has committed, as after a transaction that was aborted: what was read since is read
    /// again. Partitions of which it has committed nothing begin where `ConsumerOptions.reset` says.
    ///
    /// - Throws: `.invalid` for a reader without a group.
    public func seekToCommitted() async throws {
        guard let name = group?.group else {
            throw ClientError(.invalid, "consumer", "it belongs to no group")
        }
        let partitions = assignment
        let committed = try await KafkaAdmin(cluster).perform { try $0.committedOffsets(of: name, partitions) }
        driver.with { state in
            state.dropCursor(partitions)
            let first: StartPosition = state.machine.consumer.options.reset == .latest ? .end : .start
            for partition in partitions {
                state.machine.consumer.seek(partition, to: committed[partition].map { .offset($0.offset) } ?? first)
            }
        }
    }

    /// What a transaction commits of this consumer.
    var positionsForCommit: [TopicPartition: Int64] {
        driver.with { state in
            state.markRead()
            return state.machine.member.unsaved(state.machine.consumer.positions).mapValues(\.offset)
        }
    }

    /// Who reads, for transactions that commit this consumer's offsets; nil for a reader without a group.
    public var groupMetadata: GroupIdentity? {
        guard let group else { return nil }
        return driver.with { state in
            GroupIdentity(
                group: group.group, generation: state.machine.member.generation,
                memberId: state.machine.member.memberId, instanceId: group.instanceId)
        }
    }
}

/// Where a handler finds its consumer, without keeping it alive.
private final class ConsumerPlace: Sendable {
    private struct Reference { weak var consumer: KafkaConsumer? }
    private let reference = Mutex(Reference())

    var consumer: KafkaConsumer? { reference.withLock { $0.consumer } }

    func set(_ consumer: KafkaConsumer) { reference.withLock { $0.consumer = consumer } }
}
