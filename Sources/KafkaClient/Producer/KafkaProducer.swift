/// Sends records to the partitions of a cluster; idempotent unless the options say otherwise.
///
/// Records of one partition arrive in the order in which they were taken. `send` suspends until the broker has
/// acknowledged; `enqueue` only until there is room in the buffer (`ProducerOptions.bufferMemory`), which is how a fast
/// caller is held back. For many records at once there is `KafkaMessageBlock`. Any thread or task may call it.
///
/// A producer is to be closed: what is in its buffer when the last reference goes is not sent.
public final class KafkaProducer: Sendable {
    private let cluster: KafkaCluster
    let driver: ProducerDriver

    /// A producer; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - topicPatience: how long a topic that nobody knows may take to appear before sending to it fails.
    ///   - onDelivery: called with every batch's result on the client's loop, so it must neither block nor take long.
    public init(
        _ cluster: KafkaCluster, options: ProducerOptions = ProducerOptions(), topicPatience: Duration = .seconds(5),
        onDelivery: (@Sendable (BatchResult) -> Void)? = nil
    ) {
        self.cluster = cluster
        driver = ProducerDriver(
            cluster.loop, options: options, topicPatience: topicPatience, onDelivery: onDelivery)
    }

    deinit { driver.abandon() }

    /// Sends a record and waits for its acknowledgement: many tasks at once fill batches, one alone waits for
    /// `ProducerOptions.linger` each time.
    ///
    /// - Throws: `ClientError` where the record could not be appended; `CancellationError` where the task was cancelled:
    ///   the record may be sent nevertheless, if it was in the buffer already.
    @discardableResult
    public func send(_ message: KafkaProducerMessage) async throws -> KafkaAcknowledgement {
        let waiter = Waiter<KafkaAcknowledgement>()
        try await driver.append(message, claim: .record(waiter))
        return try await waiter.value()
    }

    /// Puts a record into the buffer and returns; suspends while there is no room.
    ///
    /// What becomes of it is told to `onDelivery`, and by `flush`, which throws if any such record has failed.
    public func enqueue(_ message: KafkaProducerMessage) async throws {
        try await driver.append(message, claim: nil)
    }

    /// Sends all records of a block and waits until every one is acknowledged.
    ///
    /// - Throws: the first failure. Records of a block are no unit: some may be in the log then. Where the failure is of
    ///   the block itself, such as a record that is too large, those before it are sent.
    public func send(_ block: KafkaMessageBlock) async throws {
        let delivery = BlockDelivery()
        try await driver.append(block, delivery: delivery)
        try await driver.finish(delivery)
    }

    /// Puts all records of a block into the buffer and returns; suspends while there is no room.
    public func enqueue(_ block: KafkaMessageBlock) async throws {
        try await driver.append(block, delivery: nil)
    }

    /// Sends what is in the buffer and waits until each record has its result.
    ///
    /// - Throws: the first failure of a record given to `enqueue` since the last `flush`.
    public func flush() async throws { try await driver.flush() }

    /// Bytes of records that are in the buffer, sent or not.
    public var bufferedBytes: Int { driver.bufferedBytes }

    /// Takes no more records, sends those it has, and waits for their results.
    ///
    /// - Throws: as `flush`. The producer is closed even so.
    public func close() async throws {
        driver.close()
        defer { driver.abandon() }
        try await driver.flush()
    }
}
