import ClientCore
import KafkaProtocol

/// A transaction that a producer has open in a partition, and whether its coordinator knows.
struct OpenTransaction {
    let partition: TopicPartition
    let producer: ProducerDescription
    /// What the coordinator says of it; nil where none knows the producer.
    let known: TransactionDescription?

    /// The first offset of it.
    var start: Int64 { producer.transactionStart }

    /// Whether no coordinator will ever end it: none knows of the producer, or it knows of no open transaction of it in
    /// this partition.
    var isHanging: Bool {
        guard let known, ["Ongoing", "PrepareCommit", "PrepareAbort"].contains(known.state) else { return true }
        return known.producerId != producer.producerId || !known.partitions.contains(partition)
    }

    /// Those of a partition, the one that began first in front.
    static func all(in partitions: [TopicPartition], _ session: Session) throws(Failure) -> [OpenTransaction] {
        let answers = try session.run { (admin) throws(ClientError) in try admin.producers(of: partitions) }
        var open: [(TopicPartition, ProducerDescription)] = []
        for partition in partitions.sorted() {
            switch answers[partition] {
            case .success(let producers):
                open += producers.filter { $0.transactionStart >= 0 }
                    .sorted { $0.transactionStart < $1.transactionStart }.map { (partition, $0) }
            case .failure(let error): throw Failure(error)
            case nil: continue
            }
        }
        let known = try coordinated(Set(open.map(\.1.producerId)), session)
        return open.map { OpenTransaction(partition: $0, producer: $1, known: known[$1.producerId]) }
    }

    /// What coordinators say about producers, by their ids.
    private static func coordinated(
        _ producers: Set<Int64>, _ session: Session
    ) throws(Failure) -> [Int64: TransactionDescription] {
        guard !producers.isEmpty else { return [:] }
        return try session.run { (admin) throws(ClientError) in
            var known: [Int64: TransactionDescription] = [:]
            for transaction in try admin.transactions(producers: producers.sorted()) {
                do throws(ClientError) {
                    known[transaction.producerId] = try admin.transaction(transaction.transactionalId)
                } catch {
                    // It may have gone between the two questions.
                    if error.kafka != .transactionalIdNotFound { throw error }
                }
            }
            return known
        }
    }
}
