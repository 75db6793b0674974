import KafkaProtocol
import Records
public import World

/// Sends records to partitions, as a machine: records in, requests out, replies in, results out.
///
/// `append` puts records into batches per partition; `step` sends what is due; `received` takes replies; `takeResults`
/// answers what came of each batch. All times are given by the caller. Records of one partition are appended by the
/// broker in the order of `append`; with idempotence (the default) exactly once as long as the producer lives.
///
/// Hot state in one value that does not allocate per record; owned by one thread.
public struct Producer: ~Copyable {
    /// What came of `append`.
    public enum Admission: Equatable, Sendable {
        /// The record is in a batch of this partition.
        case accepted(partition: Int32)
        /// There is no room: `step` until results have come, then append again.
        case full
        /// The topic's partitions are not known yet: `step` until they are, then append again.
        case unknownTopic
    }

    /// How it works.
    public let options: ProducerOptions
    /// What it knows of the cluster.
    public internal(set) var metadata = ClusterMetadata()
    /// Bytes of records held, sent or not.
    public internal(set) var bufferedBytes = 0
    /// When `step` has something to do, whatever comes in between; nil for nothing.
    public internal(set) var nextDeadline: Instant?
    /// Whether a batch became full since the last `step`.
    public internal(set) var hasFullBatch = false
    /// Whether batches go out at once, however young, until nothing is left.
    public internal(set) var isFlushing = false

    var topics: [ProducerTopic] = []
    private var topicNumbers: [String: Int] = [:]
    /// The partitions with batches, in the order in which they got their first.
    var active: [Slot] = []
    var spare: [ProducerBatch] = []
    var results: [BatchResult] = []
    var identity: ProducerIdentity?
    var identityRequest: UInt64?
    var identityRetryAt = Instant(nanoseconds: .min)
    var identityFailure: ClientError?
    var requests: [UInt64: SentRequest] = [:]
    var requestsPerBroker: [Int32: Int] = [:]
    private let hasTransactions: Bool
    /// Its transactions; nil without a transactional id.
    var transaction: TransactionState?

    /// A producer without topics.
    public init(options: ProducerOptions = ProducerOptions()) {
        self.options = options
        hasTransactions = options.transactionalId != nil
        metadata.backoff = options.retryBackoff
        metadata.allowsTopicCreation = options.allowsTopicCreation
        transaction = options.transactionalId.map { TransactionState(id: $0) }
    }

    /// The number of a topic for `append`; its partitions are asked for from now on.
    public mutating func topic(_ name: String) -> Int {
        if let number = topicNumbers[name] { return number }
        metadata.want([name])
        topics.append(ProducerTopic(name: name, options: options))
        topicNumbers[name] = topics.count - 1
        refreshTopics()
        return topics.count - 1
    }

    /// How many partitions a topic has; 0 while that is not known.
    public func partitionCount(_ topic: Int) -> Int {
        topic >= 0 && topic < topics.count ? topics[topic].partitions.count : 0
    }

    /// Whether every record has its result.
    public var isIdle: Bool { active.isEmpty }

    /// Why nothing can be sent at the moment; nil where nothing is wrong.
    public var failure: ClientError? { identityFailure ?? metadata.lastFailure }

    /// Sends everything at the next steps, however young the batches.
    public mutating func flush() {
        isFlushing = !active.isEmpty
        if isFlushing { hasFullBatch = true }
    }

    /// Lets young batches wait for more records again, though not everything has been sent since `flush`.
    public mutating func stopFlushing() { isFlushing = false }

    /// Takes the results that came since the last call.
    public mutating func takeResults() -> [BatchResult] {
        defer { results.removeAll() }
        return results
    }

    /// Puts a record into a batch.
    ///
    /// - Parameters:
    ///   - topic: its number.
    ///   - partition: nil to choose by the key, or for a record without one so that batches get full.
    ///   - timestamp: milliseconds since 1970.
    ///   - headers: encoded (`RecordHeaderList`); nil for none.
    /// - Throws: `.invalid` for a topic number or partition that does not exist, a record that fits no request, or without
    ///   an open transaction where there has to be one; the reason where that can only be aborted.
    public mutating func append(
        to topic: Int, partition: Int32? = nil, timestamp: Int64, key: RawSpan?, value: RawSpan?,
        headers: RawSpan? = nil, now: Instant
    ) throws(ClientError) -> Admission {
        guard topic >= 0, topic < topics.count else { throw ClientError(.invalid, "topic \(topic)", "not opened") }
        if hasTransactions { try checkTransaction() }
        let count = topics[topic].partitions.count
        guard count > 0 else { return .unknownTopic }
        let size = (key?.byteCount ?? 0) + (value?.byteCount ?? 0) + (headers?.byteCount ?? 0) + 32
        guard size <= options.maxRequestSize else {
            throw ClientError(
                .invalid, "record for topic \(topics[topic].name)",
                "\(size) bytes are more than the \(options.maxRequestSize) of a request")
        }
        guard bufferedBytes + size <= options.bufferMemory || active.isEmpty else { return .full }
        var isSticky = false
        let chosen: Int32
        if let partition {
            chosen = partition
        } else if let key {
            chosen = Records.partition(ofKey: key, partitions: Int32(truncatingIfNeeded: count))
        } else {
            isSticky = true
            chosen = topics[topic].sticky.next(partitions: count, available: topics[topic].available)
        }
        guard chosen >= 0, chosen < count else {
            throw ClientError(
                .invalid, "partition \(chosen) of topic \(topics[topic].name)", "it has \(count) partitions")
        }
        let appended = try put(
            Slot(topic: topic, partition: Int(chosen)), timestamp, key, value, headers, size: size, now: now)
        if isSticky {
            topics[topic].sticky.appended(
                appended.bytes, isBatchComplete: appended.isFull, partitions: count,
                available: topics[topic].available)
        }
        return .accepted(partition: chosen)
    }

    private mutating func put(
        _ slot: Slot, _ timestamp: Int64, _ key: RawSpan?, _ value: RawSpan?, _ headers: RawSpan?, size: Int,
        now: Instant
    ) throws(ClientError) -> (bytes: Int, isFull: Bool) {
        let queue = self.queue(slot)
        var open = queue.open
        if let batch = open, batch.builder.sizeInBytes + size > options.batchSize {
            queue.closeOpen()
            hasFullBatch = true
            open = nil
        }
        let batch = open ?? begin(slot, queue, now: now)
        let before = batch.builder.sizeInBytes
        do throws(RecordsError) {
            try batch.builder.append(timestamp: timestamp, key: key, value: value, encodedHeaders: headers)
        } catch {
            throw ClientError(.invalid, "record for topic \(topics[slot.topic].name)", error.description)
        }
        let bytes = batch.builder.sizeInBytes - before
        bufferedBytes += bytes
        let isFull = batch.builder.sizeInBytes >= options.batchSize
        if isFull {
            queue.closeOpen()
            hasFullBatch = true
        }
        return (bytes, isFull)
    }

    func queue(_ slot: Slot) -> PartitionQueue { topics[slot.topic].partitions[slot.partition] }

    private mutating func begin(_ slot: Slot, _ queue: PartitionQueue, now: Instant) -> ProducerBatch {
        let batch = spare.popLast() ?? ProducerBatch(options)
        if queue.isEmpty { active.append(slot) }
        queue.begin(batch, now: now)
        nextDeadline = min(nextDeadline ?? .distantFuture, now.advanced(milliseconds: options.linger))
        return batch
    }
}

/// One partition, by numbers.
struct Slot: Hashable {
    let topic: Int
    let partition: Int
}

/// A Produce request without a reply.
struct SentRequest {
    let broker: Int32
    var batches: [SentBatch]
}

/// One batch of a request.
struct SentBatch {
    let slot: Slot
    let batch: ProducerBatch
}

/// One topic of a producer.
struct ProducerTopic {
    let name: String
    /// By number; grows with the topic, never shrinks.
    var partitions: [PartitionQueue] = []
    /// The partitions with a leader.
    var available: [Int32] = []
    var sticky: StickyPartitioner

    init(name: String, options: ProducerOptions) {
        self.name = name
        // Topics of one producer must not walk their partitions in step.
        let seed = name.utf8.reduce(options.seed ^ 0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        sticky = StickyPartitioner(batchSize: options.batchSize, seed: seed)
    }
}
