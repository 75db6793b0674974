import Metadata
import World

/// Makes the internal topic when it is wanted for the first time.
extension Coordinator where Shard: ~Copyable {
    /// Calls `done` on this loop when the topic is there, at once if it is, or when it cannot be made.
    func prepareTopic(_ done: @escaping @Sendable () -> Void) {
        guard context.image.topic(named: internalTopic.name) == nil, let control = context.broker.control else {
            return done()
        }
        waitingForTopic.append(done)
        guard waitingForTopic.count == 1 else { return }
        let topic = internalTopic
        control.submit { controller, plan in
            controller.planInternalTopic(topic, plan)
        } completion: { [context] _ in
            // Whatever came of it, the image says whether it is there.
            context.loop.execute { Shard.coordinator(of: context).topicPrepared() }
        }
    }

    private func topicPrepared() {
        let waiting = waitingForTopic
        waitingForTopic = []
        for done in waiting { done() }
    }
}
