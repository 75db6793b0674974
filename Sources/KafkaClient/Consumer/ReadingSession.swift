import Binary
import ClientCore
import Records
import Synchronization

/// How far the records of the batch in hand have been handed out. Shared between the task that iterates and the driver.
final class RecordCursor: Sendable {
    /// The offset behind the last record handed out.
    let next: Atomic<Int64>
    /// Whether the rest of the batch is not to be handed out: it was sought, or lost.
    let isStale = Atomic(false)

    init() { next = Atomic(0) }
}

/// One iteration over a consumer; ends with its iterator. Used by one task at a time, hence unchecked.
final class ReadingSession: @unchecked Sendable {
    private let driver: ConsumerDriver
    private let number: Int
    private var scratch = BinaryWriter()
    private var messages: [KafkaConsumerMessage] = []
    private var position = 0
    private var cursor: RecordCursor?

    init(_ driver: ConsumerDriver) {
        self.driver = driver
        number = driver.beginReading()
    }

    deinit { driver.endReading(number) }

    func nextBatch() async throws -> FetchedBatch? { try await driver.next(number, cursor: nil) }

    /// The next record; suspends only where a batch has to be waited for.
    func nextMessage() async throws -> KafkaConsumerMessage? {
        while true {
            if let cursor, position < messages.count, !cursor.isStale.load(ordering: .relaxed) {
                let message = messages[position]
                position += 1
                cursor.next.store(message.offset &+ 1, ordering: .relaxed)
                return message
            }
            let fresh = RecordCursor()
            guard let batch = try await driver.next(number, cursor: fresh) else { return nil }
            messages.removeAll(keepingCapacity: true)
            position = 0
            cursor = fresh
            try batch.forEachRecord(&scratch) { record in
                messages.append(KafkaConsumerMessage(record, of: batch.partition))
                return true
            }
        }
    }
}
