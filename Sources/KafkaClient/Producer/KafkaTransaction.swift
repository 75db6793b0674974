/// What belongs to one transaction: handed to the body of `KafkaProducer.withTransaction`, and of no use after it.
public struct KafkaTransaction: Sendable {
    private let producer: KafkaProducer

    init(_ producer: KafkaProducer) { self.producer = producer }

    /// Sends a record with the transaction and waits until the broker has it; see `KafkaProducer.send`.
    @discardableResult
    public func send(_ message: KafkaProducerMessage) async throws -> KafkaAcknowledgement {
        try await producer.send(message)
    }

    /// Sends all records of a block with the transaction and waits until brokers have them.
    public func send(_ block: KafkaMessageBlock) async throws { try await producer.send(block) }

    /// Puts a record into the buffer. The commit waits for it, and fails if it fails.
    public func enqueue(_ message: KafkaProducerMessage) async throws { try await producer.enqueue(message) }

    /// Puts all records of a block into the buffer.
    public func enqueue(_ block: KafkaMessageBlock) async throws { try await producer.enqueue(block) }

    /// Commits offsets of a group with the transaction: they become the group's if and when the transaction commits.
    ///
    /// - Parameters:
    ///   - offsets: of each partition the offset of the next record to be read.
    ///   - member: who read them (`KafkaConsumer.groupMetadata`), so that a member that has lost its partitions cannot.
    public func sendOffsets(_ offsets: [TopicPartition: CommittedOffset], of member: GroupIdentity) async throws {
        try await producer.driver.addOffsets(offsets, of: member)
    }

    /// Commits with the transaction what a consumer has read, up to and including the record or batch in hand. The
    /// consumer must not commit by itself (`GroupOptions.commitInterval` nil).
    ///
    /// - Throws: `.invalid` for a consumer without a group.
    public func sendOffsets(of consumer: KafkaConsumer) async throws {
        guard let member = consumer.groupMetadata else {
            throw ClientError(.invalid, "consumer", "it belongs to no group")
        }
        let positions = consumer.positionsForCommit
        guard !positions.isEmpty else { return }
        try await sendOffsets(positions.mapValues { CommittedOffset($0) }, of: member)
    }
}

/// Transactions, for producers with a `ProducerOptions.transactionalId`. One at a time.
extension KafkaProducer {
    /// Gets the producer's identity: from then on whoever had the transactional id before is fenced, and what that had
    /// open is aborted. The first transaction does so by itself; to be called before reading what an earlier run may have
    /// left half done.
    ///
    /// - Throws: `.invalid` without a transactional id; the coordinator's refusal.
    public func initTransactions() async throws { try await driver.initTransactions() }

    /// Runs `body` in a transaction: it is committed when `body` returns, and aborted when `body` throws or the task is
    /// cancelled meanwhile. Readers of committed records see all of it or nothing.
    ///
    /// ```swift
    /// try await producer.withTransaction { transaction in
    ///     try await transaction.enqueue(KafkaProducerMessage(topic: "totals", key: "7", value: "42"))
    ///     try await transaction.sendOffsets(of: consumer)
    /// }
    /// ```
    ///
    /// After an error that is `isFenced` the producer is of no use any more; after others the work can be done again in
    /// another transaction, from what the group has committed (`KafkaConsumer.seekToCommitted`).
    ///
    /// - Throws: what `body` throws; why the transaction could not be committed; `.invalid` where one is open already.
    public func withTransaction<Value: Sendable>(
        _ body: (KafkaTransaction) async throws -> Value
    ) async throws -> Value {
        try await driver.initTransactions()
        try driver.beginTransaction()
        do {
            let value = try await body(KafkaTransaction(self))
            try Task.checkCancellation()
            try await end(commit: true)
            return value
        } catch {
            // Where there is nothing left to abort, or nobody to ask, the reason is the first error's.
            try? await end(commit: false)
            throw error
        }
    }

    /// Ends the transaction whether or not the task has been cancelled: half an end is none.
    private func end(commit: Bool) async throws {
        try await Task { [driver] in try await driver.endTransaction(commit: commit) }.value
    }
}
