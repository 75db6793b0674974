public import Coordination
import KafkaProtocol
public import Metadata
import Synchronization
import World

/// The coordinator of consumer groups, whose shards are in `__consumer_offsets`.
typealias GroupCoordinator = Coordinator<GroupShard>

extension GroupShard: HostedShard {
    static var eventName: String { "group" }
    static func topic(_ options: BrokerOptions) -> InternalTopic { options.offsetsTopic }
    static func empty(_ context: BrokerContext) -> GroupShard { GroupShard(options: context.broker.options.groups) }
    static func coordinator(of context: BrokerContext) -> GroupCoordinator { context.groups }

    static func prepare(_ shard: inout GroupShard, _ context: BrokerContext) {
        shard.topicsChanged(to: ImageTopics(context.image), changed: [], hasNew: true)
        context.groupSettings().apply(to: &shard)
    }

    static func carryOut(_ effect: GroupEffect, for partition: ShardPartition<GroupShard>) {
        switch effect {
        case .resolve(let resolution): resolve(resolution, for: partition)
        }
    }

    /// Looks expressions up on another thread: there may be thousands of topics.
    private static func resolve(_ resolution: TopicResolution, for partition: ShardPartition<GroupShard>) {
        let context = partition.context
        let topics = ImageTopics(context.image)
        let holder = ResolutionHolder()
        context.broker.jobs.submit(.read) {
            let outcome = resolution.run(over: topics.names)
            holder.outcome.withLock { $0 = outcome }
        } completion: {
            context.loop.execute {
                guard let outcome = holder.outcome.withLock({ $0 }) else { return }
                partition.plan { $0.resolved(outcome, now: context.loop.now, wall: context.loop.wall) }
            }
        }
    }
}

/// Takes the outcome from the job to its completion.
private final class ResolutionHolder: Sendable {
    let outcome = Mutex<TopicResolution.Outcome?>(nil)
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
