import KafkaProtocol
import Metadata

/// Creates topics that somebody asked for by name, without an answer to anybody.
enum AutoCreation {
    /// Begins to create topics with the broker's defaults. Several who ask at once do no harm: the later ones find the
    /// topic there.
    static func begin(_ names: [String], _ call: Call) {
        // Those that brokers keep for themselves come when their coordinator is first asked for.
        let names = names.filter { !TopicName.isInternal($0) }
        guard !names.isEmpty else { return }
        var request = CreateTopicsRequest()
        request.topics = names.map { name in
            var topic = CreateTopicsRequest.CreatableTopic()
            topic.name = name
            topic.numPartitions = -1
            topic.replicationFactor = -1
            return topic
        }
        let plan = request
        call.submit({ $0.planCreateTopics(plan, $1) }, then: { _ in })
    }
}
