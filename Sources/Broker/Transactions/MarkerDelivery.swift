import Coordination
import KafkaProtocol
import World

/// Brings the markers of a decided transaction to all of its partitions, however long some of them take, and then tells
/// the coordinator. Belongs to the loop of the coordinator's shard, and ends with it.
/// Used on that loop's thread only, hence unchecked.
final class MarkerDelivery: TimerHandler, @unchecked Sendable {
    /// How long it waits before it tries partitions again that could not take their marker.
    private static let retryMilliseconds: Int64 = 100

    private let order: MarkerOrder
    private let shard: ShardPartition<TransactionShard>
    private var left: [TopicPartition]

    init(_ order: MarkerOrder, for shard: ShardPartition<TransactionShard>) {
        self.order = order
        self.shard = shard
        left = order.partitions
    }

    func begin() {
        guard !shard.isOver else { return }
        let marker = Marker(
            producer: order.producer, isCommit: order.isCommit, coordinatorEpoch: shard.epoch,
            transactionVersion: order.transactionVersion)
        let partitions = left
        TransactionMarkers(marker, to: partitions, shard.context) { errors in
            self.done(zip(partitions, errors))
        }.begin()
    }

    private func done(_ results: Zip2Sequence<[TopicPartition], [ErrorCode]>) {
        guard !shard.isOver else { return }
        left = results.filter { !isSettled($0.1, $0.0) }.map(\.0)
        let context = shard.context
        if left.isEmpty {
            let order = order
            shard.plan { $0.markersWritten(order, now: context.loop.now, wall: context.loop.wall) }
        } else {
            context.loop.schedule(at: context.loop.now.advanced(milliseconds: MarkerDelivery.retryMilliseconds), self)
        }
    }

    /// Whether nothing is left to do for a partition.
    private func isSettled(_ error: ErrorCode, _ partition: TopicPartition) -> Bool {
        switch error {
        case .none, .unknownTopicOrPartition: return true
        // The partition has seen a later epoch of the producer, or a later coordinator: what this marker says is past.
        case .invalidProducerEpoch, .transactionCoordinatorFenced:
            shard.context.broker.events.emit(
                Event(
                    .warning, "transaction.marker",
                    "\(partition.topic)-\(partition.partition) refused the marker of \(order.transactionalId): \(error)"
                ))
            return true
        default: return false
        }
    }

    func timerFired(now: Instant) { begin() }
}
