import Coordination
import KafkaProtocol
import Metadata

/// A coordinator's shard as a broker hosts it: one for each partition of an internal topic that this node leads.
protocol HostedShard: CoordinatorShard, ~Copyable {
    /// What the shard's events are called after.
    static var eventName: String { get }
    /// The internal topic whose partitions hold the shards' logs; made when the coordinator is first wanted.
    static func topic(_ options: BrokerOptions) -> InternalTopic
    /// A shard to be loaded.
    static func empty(_ context: BrokerContext) -> Self
    /// Tells a shard that was loaded what it has to know of the image, before anybody asks it.
    static func prepare(_ shard: inout Self, _ context: BrokerContext)
    /// The coordinator of a loop that hosts such shards.
    static func coordinator(of context: BrokerContext) -> Coordinator<Self>
    /// Does what a plan asks for, now that its records are committed; on the loop of the shard.
    static func carryOut(_ effect: Effect, for partition: ShardPartition<Self>)
}
