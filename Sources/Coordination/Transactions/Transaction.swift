import Records

/// Everything that is known of a transactional id. Its changes are values: a step makes the next one, which counts
/// from the moment its record is appended.
struct Transaction: Sendable {
    /// Epochs end here (32767 is left for the marker that fences the last producer).
    static let lastEpoch = Int16.max - 1

    var producerId: Int64
    /// The id before the last rotation; -1 for none.
    var previousProducerId: Int64 = -1
    /// The id that the next transaction will have, while one ends whose epochs are used up; -1 for none.
    var nextProducerId: Int64 = -1
    var epoch: Int16
    /// The epoch before the last bump that its own producer asked for, by which a repeated request is known; -1 for
    /// none. It is not in the log.
    var previousEpoch: Int16 = -1
    var timeoutMs: Int32
    var state: TransactionState = .empty
    var partitions: Set<TopicPartition> = []
    /// When the transaction began, in milliseconds; -1 before.
    var startMs: Int64 = -1
    var updateMs: Int64
    /// The version of transactions by which its client works: 2 raises the epoch with every transaction (KIP-890).
    var clientVersion: Int16 = 0

    init(producerId: Int64, epoch: Int16, timeoutMs: Int32, updateMs: Int64) {
        self.producerId = producerId
        self.epoch = epoch
        self.timeoutMs = timeoutMs
        self.updateMs = updateMs
    }

    /// Whether no further epoch may be given to a producer.
    var isExhausted: Bool { epoch >= Transaction.lastEpoch }
    var bumpsEpoch: Bool { clientVersion >= 2 }

    // MARK: Steps

    /// A fresh start of its producer in the next epoch.
    func restarted(previousEpoch: Int16, timeoutMs: Int32, at now: Int64) -> Transaction {
        var next = self
        next.epoch = epoch &+ 1
        next.previousEpoch = previousEpoch
        next.empty(timeoutMs: timeoutMs, at: now)
        return next
    }

    /// A fresh start with another id, for the epochs of this one are used up.
    func rotated(to id: Int64, remembersEpoch: Bool, timeoutMs: Int32, at now: Int64) -> Transaction {
        var next = self
        next.previousProducerId = producerId
        next.producerId = id
        next.epoch = 0
        next.previousEpoch = remembersEpoch ? epoch : -1
        next.empty(timeoutMs: timeoutMs, at: now)
        return next
    }

    private mutating func empty(timeoutMs: Int32, at now: Int64) {
        state = .empty
        self.timeoutMs = timeoutMs
        partitions = []
        startMs = -1
        updateMs = now
        nextProducerId = -1
    }

    /// With more partitions, the first of which begin a transaction.
    func with(_ more: [TopicPartition], clientVersion: Int16, at now: Int64) -> Transaction {
        var next = self
        if state != .ongoing {
            next.startMs = now
            next.partitions = []
        }
        next.state = .ongoing
        next.partitions.formUnion(more)
        next.updateMs = now
        next.clientVersion = clientVersion
        return next
    }

    /// Decided by its client, who works by `clientVersion`.
    ///
    /// - Parameter nextProducerId: the id of the next transaction, where the epochs of this one are used up.
    func decided(commit: Bool, clientVersion: Int16, nextProducerId: Int64 = -1, at now: Int64) -> Transaction {
        var next = self
        next.state = commit ? .prepareCommit : .prepareAbort
        if clientVersion >= 2 {
            next.previousEpoch = epoch
            next.epoch = epoch == .max ? epoch : epoch + 1
            next.nextProducerId = nextProducerId
        }
        if state != .ongoing {
            next.startMs = now
            next.partitions = []
        }
        next.updateMs = now
        next.clientVersion = clientVersion
        return next
    }

    /// Aborted by the coordinator in an epoch that no producer has: whoever wrote it is fenced.
    func fenced(at now: Int64) -> Transaction {
        var next = self
        next.state = .prepareAbort
        next.epoch = epoch == .max ? epoch : epoch + 1
        next.previousEpoch = -1
        next.updateMs = now
        return next
    }

    /// All markers are written.
    func completed(at now: Int64) -> Transaction {
        var next = self
        next.state = state == .prepareCommit ? .completeCommit : .completeAbort
        next.partitions = []
        next.updateMs = now
        if nextProducerId >= 0 {
            next.previousProducerId = producerId
            next.producerId = nextProducerId
            next.nextProducerId = -1
            next.epoch = 0
        }
        return next
    }

    // MARK: Log

    init?(_ value: TransactionLogValue) {
        guard let state = TransactionState(rawValue: value.transactionStatus) else { return nil }
        producerId = value.producerId
        previousProducerId = value.previousProducerId
        nextProducerId = value.nextProducerId
        epoch = value.producerEpoch
        timeoutMs = value.transactionTimeoutMs
        self.state = state
        for topic in value.transactionPartitions ?? [] {
            for partition in topic.partitionIds { partitions.insert(TopicPartition(topic.topic, partition)) }
        }
        startMs = value.transactionStartTimestampMs
        updateMs = value.transactionLastUpdateTimestampMs
        clientVersion = value.clientTransactionVersion
    }

    var value: TransactionLogValue {
        var value = TransactionLogValue()
        value.producerId = producerId
        value.previousProducerId = previousProducerId
        value.nextProducerId = nextProducerId
        value.producerEpoch = epoch
        value.transactionTimeoutMs = timeoutMs
        value.transactionStatus = state.rawValue
        // Kafka writes null where there can be none.
        value.transactionPartitions =
            state == .empty
            ? nil
            : byTopic.map { topic, partitions in
                var entry = TransactionLogValue.PartitionsSchema()
                entry.topic = topic
                entry.partitionIds = partitions
                return entry
            }
        value.transactionLastUpdateTimestampMs = updateMs
        value.transactionStartTimestampMs = startMs
        value.clientTransactionVersion = clientVersion
        return value
    }

    /// Its partitions by topic, in order.
    var byTopic: [(topic: String, partitions: [Int32])] {
        var result: [(topic: String, partitions: [Int32])] = []
        for entry in partitions.sorted() {
            if result.last?.topic == entry.topic {
                result[result.count - 1].partitions.append(entry.partition)
            } else {
                result.append((entry.topic, [entry.partition]))
            }
        }
        return result
    }
}
