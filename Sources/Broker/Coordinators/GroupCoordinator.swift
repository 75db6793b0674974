public import Coordination
import KafkaProtocol
public import Metadata

/// The coordinator of consumer groups, whose shards are in `__consumer_offsets`.
typealias GroupCoordinator = Coordinator<GroupShard>

extension GroupShard: HostedShard {
    static var eventName: String { "group" }
    static func topic(_ options: BrokerOptions) -> InternalTopic { options.offsetsTopic }
    static func empty(_ context: BrokerContext) -> GroupShard { GroupShard(options: context.broker.options.groups) }
    static func coordinator(of context: BrokerContext) -> GroupCoordinator { context.groups }
    static func carryOut(_ effect: Never, for partition: ShardPartition<GroupShard>) {}
}

extension Coordinator<GroupShard> {
    /// Asks the coordinators of several groups, each once, however often it is named; a group that the caller has no right to do `operation`
    /// on answers so.
    ///
    /// - Parameters:
    ///   - part: makes a part of the reply of a group's answer; on this loop.
    ///   - finish: gets the parts in the order of the groups.
    func askEach<Part: Sendable>(
        _ groups: [String], _ operation: Operation, _ call: Call, question: (String) -> GroupRequest,
        part: @escaping @Sendable (String, GroupReply) -> Part, finish: @escaping ([Part]) -> Void
    ) {
        var seen: Set<String> = []
        let groups = groups.filter { seen.insert($0).inserted }
        let gathering = Gathering<Part>(groups.count, finish: finish)
        for (position, group) in groups.enumerated() {
            if call.session.allow(operation, .group(group)) {
                ask(question(group), of: group, call) { gathering.put(part(group, $0), at: position) }
            } else {
                gathering.put(part(group, .failed(.groupAuthorizationFailed)), at: position)
            }
        }
    }
}

extension BrokerOptions {
    /// `__consumer_offsets` as Kafka makes it, but flushed before anything is acknowledged. Compacted: nothing of it is
    /// ever trimmed by age or size.
    public var offsetsTopic: InternalTopic {
        InternalTopic(
            name: TopicName.consumerOffsets, partitions: offsetsTopicPartitions,
            replicationFactor: offsetsTopicReplicationFactor,
            configs: [
                ("cleanup.policy", "compact"), ("compression.type", "producer"), ("flush.messages", "1"),
                ("segment.bytes", String(offsetsTopicSegmentBytes)),
            ])
    }
}
