import KafkaProtocol
import World

/// A coordinator that answers when the high watermark of its partition has passed what it appended.
protocol PartitionWatcher: AnyObject, Sendable {
    /// Whose loop it belongs to.
    var context: BrokerContext { get }
    /// The high watermark has moved, or this node leads the partition no more, or its log has failed; on that loop.
    func partitionMoved()
}

/// Who has to be told after a partition has moved on; collected under its lock, told without it.
public struct Wakes {
    enum Item {
        /// A wait of a produce request is over.
        case acknowledged(AckWait, ErrorCode)
        /// There is more to read of one of a fetch's partitions, or something to say about it.
        case readable(Fetch, position: Int)
        /// A partition has a new high watermark, or this node leads it no more.
        case moved(any PartitionWatcher)
        /// What somebody appended is kept for good, or will not be.
        case durable(any DurableWaiter, number: Int, ErrorCode)

        /// Whose loop it concerns.
        var context: BrokerContext {
            switch self {
            case .acknowledged(let wait, _): wait.parked.call.context
            case .readable(let fetch, _): fetch.context
            case .moved(let watcher): watcher.context
            case .durable(let waiter, _, _): waiter.context
            }
        }
    }

    private var items: [Item] = []

    /// Nobody to tell.
    public init() {}

    mutating func add(_ more: [Item]) {
        if !more.isEmpty { items += more }
    }

    /// Tells everyone: those of the loop `current`, which is the caller's, at once, the others with one wake per loop.
    public consuming func tell(from current: BrokerContext?) {
        guard !items.isEmpty else { return }
        var byContext: [(context: BrokerContext, items: [Item])] = []
        for item in items {
            let context = item.context
            if context === current {
                context.wake(item)
            } else if let position = byContext.firstIndex(where: { $0.context === context }) {
                byContext[position].items.append(item)
            } else {
                byContext.append((context, [item]))
            }
        }
        for (context, items) in byContext {
            context.loop.execute { for item in items { context.wake(item) } }
        }
    }
}
