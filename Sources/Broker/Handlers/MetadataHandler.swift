import Binary
import KafkaProtocol
import Metadata
import Records

/// Says who is in the cluster and who leads which partition.
enum MetadataHandler: RequestHandler {
    typealias Request = MetadataRequest

    static func handle(_ request: MetadataRequest, _ call: Call) {
        let context = call.context
        var response = MetadataResponse()
        response.brokers = brokers(call)
        response.clusterId = context.broker.options.clusterId
        response.controllerId = context.broker.options.nodeId
        response.topics = topics(request, call)
        if request.includeTopicAuthorizedOperations {
            for index in response.topics.indices where response.topics[index].errorCode == 0 {
                let topic = Resource.topic(response.topics[index].name ?? "")
                response.topics[index].topicAuthorizedOperations = call.session.allowedOperations(on: topic)
            }
        }
        if request.includeClusterAuthorizedOperations {
            response.clusterAuthorizedOperations = call.session.allowedClusterOperations()
        }
        call.reply(response)
    }

    private static func brokers(_ call: Call) -> [MetadataResponse.MetadataResponseBroker] {
        return call.context.image.aliveBrokers.compactMap { registration in
            guard let address = ListenerAddress(of: registration, for: call.session) else { return nil }
            var broker = MetadataResponse.MetadataResponseBroker()
            broker.nodeId = registration.brokerId
            broker.host = address.host
            broker.port = address.port
            broker.rack = registration.rack
            return broker
        }
    }

    private static func topics(_ request: MetadataRequest, _ call: Call) -> [MetadataResponse.MetadataResponseTopic] {
        let image = call.context.image
        // Null means all, but for version 0, which has no null and means it by empty.
        guard let asked = request.topics, call.version > 0 || !asked.isEmpty else {
            return image.topicsByName.filter { call.session.allow(.describe, .topic($0.name)) }
                .map { describe($0, call) }
        }
        if call.version < 12, asked.contains(where: { $0.name == nil || $0.topicId != .zero }) {
            return asked.map { topic in refused(.invalidRequest, name: topic.name ?? "", id: topic.topicId) }
        }
        if asked.contains(where: { $0.topicId != .zero }) {
            return byId(asked.map(\.topicId).filter { $0 != .zero }, call)
        }
        let nameless = asked.filter { $0.name == nil }.map { _ in refused(.invalidRequest, name: "", id: .zero) }
        return nameless + byName(asked.compactMap(\.name), creates: request.allowAutoTopicCreation, call)
    }

    private static func byId(_ ids: [Uuid], _ call: Call) -> [MetadataResponse.MetadataResponseTopic] {
        var seen: Set<Uuid> = []
        return ids.filter { seen.insert($0).inserted }.map { id in
            guard let topic = call.context.image.topic(id: id), call.session.allow(.describe, .topic(topic.name)) else {
                return refused(.unknownTopicId, name: nil, id: id)
            }
            return describe(topic, call)
        }
    }

    private static func byName(
        _ names: [String], creates: Bool, _ call: Call
    ) -> [MetadataResponse.MetadataResponseTopic] {
        var seen: Set<String> = []
        var missing: [String] = []
        let creates = creates && call.settings.autoCreatesTopics
        let mayCreateAll = creates && call.session.allow(.create, .cluster)
        let topics = names.filter { seen.insert($0).inserted }.map { name in
            guard call.session.allow(.describe, .topic(name)) else {
                return refused(.topicAuthorizationFailed, name: name, id: .zero)
            }
            if let topic = call.context.image.topic(named: name) { return describe(topic, call) }
            guard TopicName.fault(name) == nil else {
                return refused(.invalidTopicException, name: name, id: .zero)
            }
            if creates, !mayCreateAll, !call.session.allow(.create, .topic(name)) {
                return refused(.topicAuthorizationFailed, name: name, id: .zero)
            }
            missing.append(name)
            return refused(.unknownTopicOrPartition, name: name, id: .zero)
        }
        // The answer is still "unknown"; the client asks again.
        if creates { AutoCreation.begin(missing, call) }
        return topics
    }

    private static func refused(
        _ code: ErrorCode, name: String?, id: Uuid
    ) -> MetadataResponse.MetadataResponseTopic {
        var topic = MetadataResponse.MetadataResponseTopic()
        topic.errorCode = code.rawValue
        topic.name = name
        topic.topicId = id
        topic.isInternal = name.map(TopicName.isInternal) ?? false
        return topic
    }

    private static func describe(_ topic: TopicImage, _ call: Call) -> MetadataResponse.MetadataResponseTopic {
        var answer = MetadataResponse.MetadataResponseTopic()
        answer.name = topic.name
        answer.topicId = topic.id
        answer.isInternal = topic.isInternal
        let image = call.context.image
        answer.partitions = topic.partitions.enumerated().map { index, partition in
            var entry = MetadataResponse.MetadataResponsePartition()
            entry.partitionIndex = Int32(truncatingIfNeeded: index)
            let hasLeader = partition.leader >= 0 && image.isAlive(partition.leader)
            entry.errorCode = (hasLeader ? ErrorCode.none : .leaderNotAvailable).rawValue
            entry.leaderId = hasLeader ? partition.leader : -1
            entry.leaderEpoch = partition.leaderEpoch
            entry.replicaNodes = partition.replicas
            entry.isrNodes = partition.isr
            entry.offlineReplicas = partition.replicas.filter { !image.isAlive($0) }
            if call.version == 0 { hideDead(image, &entry) }
            return entry
        }
        return answer
    }

    /// Version 0 has no list of offline replicas: it lists living ones only, and says that some are missing.
    private static func hideDead(
        _ image: ClusterImage, _ partition: inout MetadataResponse.MetadataResponsePartition
    ) {
        guard !partition.offlineReplicas.isEmpty else { return }
        partition.replicaNodes = partition.replicaNodes.filter(image.isAlive)
        partition.isrNodes = partition.isrNodes.filter(image.isAlive)
        if partition.errorCode == 0 { partition.errorCode = ErrorCode.replicaNotAvailable.rawValue }
    }
}
