public import Metadata
import World

/// Makes `__consumer_offsets` when it is wanted for the first time.
extension GroupCoordinator {
    /// Calls `done` on this loop when the topic is there, at once if it is, or when it cannot be made.
    func prepareTopic(_ done: @escaping @Sendable () -> Void) {
        guard context.image.topic(named: GroupCoordinator.topic) == nil, let control = context.broker.control else {
            return done()
        }
        waitingForTopic.append(done)
        guard waitingForTopic.count == 1 else { return }
        let topic = context.broker.options.offsetsTopic
        control.submit { controller, plan in
            controller.planInternalTopic(topic, plan)
        } completion: { [context] _ in
            // Whatever came of it, the image says whether it is there.
            context.loop.execute { context.groups.topicPrepared() }
        }
    }

    private func topicPrepared() {
        let waiting = waitingForTopic
        waitingForTopic = []
        for done in waiting { done() }
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
