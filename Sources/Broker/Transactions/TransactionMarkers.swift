import CommitLog
import Coordination
import KafkaProtocol
import Metadata
import Records
import World

/// A marker that ends a producer's transaction in the partitions it is written to.
struct Marker: Sendable {
    let producer: TransactionalProducer
    let isCommit: Bool
    /// Of the coordinator that has it written: partitions take none of an older one.
    let coordinatorEpoch: Int32
    /// 2 where the marker's epoch is above that of the transaction (KIP-890).
    let transactionVersion: Int16

    /// Appends it to a partition as the leader of `epoch`; answers the offset after it.
    func append(
        to partition: Partition, epoch: Int32, now: Timestamp, _ wakes: inout Wakes
    ) throws(LogError) -> Int64 {
        var builder = RecordBatchBuilder()
        builder.producerId = producer.id
        builder.producerEpoch = producer.epoch
        do throws(RecordsError) {
            try builder.append(
                TransactionMarker(isCommit: isCommit, coordinatorEpoch: coordinatorEpoch), timestamp: now.milliseconds)
            try builder.seal()
        } catch {
            throw LogError(.invalidRecord, partition.log.path, error.description)
        }
        let rules: BatchRules = transactionVersion >= 2 ? .risingMarkerEpoch : []
        return try partition.append(&builder, rules, epoch: epoch, now: now, &wakes)
    }
}

/// Writes one marker to partitions of this node, and tells of each what came of it once the marker is durable, whatever
/// the topic's mode: a transaction must not be half ended after a crash. Belongs to a loop.
/// Used on that loop's thread only, hence unchecked.
final class TransactionMarkers: DurableWaiter, @unchecked Sendable {
    let context: BrokerContext
    private let marker: Marker
    private let partitions: [TopicPartition]
    private var results: [ErrorCode?]
    private var missing: Int
    /// Let go once it was called, with what it holds.
    private var finish: (([ErrorCode]) -> Void)?

    /// - Parameter finish: gets an error for each partition, in their order; on the loop of `context`.
    init(
        _ marker: Marker, to partitions: [TopicPartition], _ context: BrokerContext,
        finish: @escaping ([ErrorCode]) -> Void
    ) {
        self.context = context
        self.marker = marker
        self.partitions = partitions
        self.finish = finish
        results = Array(repeating: nil, count: partitions.count)
        missing = partitions.count
    }

    func begin() {
        guard missing > 0 else { return end() }
        for number in partitions.indices { write(number) }
    }

    private func write(_ number: Int) {
        let place = partitions[number]
        guard context.image.topic(named: place.topic)?.partition(place.partition) != nil else {
            return durable(number, .unknownTopicOrPartition)
        }
        guard let partition = context.topics.byName[place.topic]?.partition(place.partition) else {
            return durable(number, .notLeaderOrFollower)
        }
        if place.topic == context.groups.internalTopic.name {
            // Its shard has to know, too.
            return context.groups.append(marker, at: place.partition) { result in
                switch result {
                case .success(let end): self.wait(for: end, partition, number)
                case .failure(let error): self.durable(number, error.code)
                }
            }
        }
        var wakes = Wakes()
        do throws(LogError) {
            let leadership = partition.leadership
            guard leadership.isHere else { return durable(number, .notLeaderOrFollower) }
            let end = try marker.append(to: partition, epoch: leadership.epoch, now: context.loop.wall, &wakes)
            partition.waitUntilDurable(end, self, number: number, &wakes)
            wakes.tell(from: context)
        } catch {
            wakes.tell(from: context)
            durable(number, ErrorMapping.code(error.code))
        }
    }

    private func wait(for end: Int64, _ partition: Partition, _ number: Int) {
        var wakes = Wakes()
        partition.waitUntilDurable(end, self, number: number, &wakes)
        wakes.tell(from: context)
    }

    func durable(_ number: Int, _ error: ErrorCode) {
        guard results.indices.contains(number), results[number] == nil else { return }
        results[number] = error
        missing -= 1
        if missing == 0 { end() }
    }

    private func end() {
        let finish = finish.take()
        finish?(results.map { $0 ?? .unknownServerError })
    }
}
