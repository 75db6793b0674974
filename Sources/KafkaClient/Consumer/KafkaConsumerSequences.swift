import ClientCore

/// The batches of a consumer's partitions, as brokers sent them: the fast way to read.
///
/// `FetchedBatch.forEachRecord` walks the records in place; nothing is copied or allocated per record, and the task
/// suspends at most once per batch. A batch counts as read when the next one is asked for, or with `commit`.
public struct KafkaBatches: AsyncSequence, Sendable {
    let driver: ConsumerDriver

    /// Iterates; ends when the consumer is closed.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let session: ReadingSession

        /// The next batch.
        ///
        /// - Throws: what went wrong for good with a partition or with the membership, once; the others can be read on
        ///   with a new iteration. `CancellationError` where the task is cancelled.
        public mutating func next() async throws -> FetchedBatch? { try await session.nextBatch() }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(session: ReadingSession(driver)) }
}

/// The records of a consumer's partitions, each with memory of its own: the easy way to read.
///
/// A record counts as read when the next one is asked for, the iteration is left, or with `commit`.
public struct KafkaConsumerMessages: AsyncSequence, Sendable {
    let driver: ConsumerDriver

    /// Iterates; ends when the consumer is closed.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let session: ReadingSession

        /// The next record; errors as with `KafkaBatches`.
        public mutating func next() async throws -> KafkaConsumerMessage? { try await session.nextMessage() }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(session: ReadingSession(driver)) }
}
