public import Binary
public import KafkaProtocol
import Records

/// A topic to delete, by its name or its id.
public enum TopicSelector: Hashable, Sendable {
    case name(String)
    case id(Uuid)
}

extension Controller {
    /// Deletes topics, each for itself.
    ///
    /// - Returns: for each selector, in order, the topic that is gone or why not.
    public func planDeleteTopics(_ selectors: [TopicSelector]) -> Plan<[Result<TopicImage, ApiError>]> {
        var plan = Plan<[Result<TopicImage, ApiError>]>(reply: [])
        var gone: Set<Uuid> = []
        for selector in selectors {
            let found: TopicImage?
            let missing: ApiError
            switch selector {
            case .name(let name):
                found = state.topic(named: name)
                missing = ApiError(.unknownTopicOrPartition, "This server does not host this topic-partition.")
            case .id(let id):
                found = state.topics[id]
                missing = ApiError(.unknownTopicId, "This server does not host this topic ID.")
            }
            guard let topic = found, gone.insert(topic.id).inserted else {
                plan.reply.append(.failure(missing))
                continue
            }
            var record = RemoveTopicRecord()
            record.topicId = topic.id
            plan.records.append(.removeTopic(record))
            plan.reply.append(.success(topic))
        }
        return plan
    }

    /// Adds partitions to topics, each for itself.
    ///
    /// - Parameter refused: names that the caller has refused already, by right, with the error to answer.
    public func planCreatePartitions(
        _ request: CreatePartitionsRequest, refused: [String: ApiError] = [:], _ context: PlanContext
    ) -> Plan<CreatePartitionsResponse> {
        var plan = Plan(reply: CreatePartitionsResponse())
        var counts: [String: Int] = [:]
        for topic in request.topics { counts[topic.name, default: 0] += 1 }
        for topic in request.topics {
            guard let count = counts.removeValue(forKey: topic.name) else { continue }
            do throws(ApiError) {
                guard count == 1 else { throw ApiError(.invalidRequest, "Duplicate topic name.") }
                if let error = refused[topic.name] { throw error }
                let records = try newPartitions(topic, context)
                if !request.validateOnly { plan.records += records }
                var result = CreatePartitionsResponse.CreatePartitionsTopicResult()
                result.name = topic.name
                plan.reply.results.append(result)
            } catch {
                plan.reply.results.append(.init(topic.name, error))
            }
        }
        return plan
    }

    private func newPartitions(
        _ request: CreatePartitionsRequest.CreatePartitionsTopic, _ context: PlanContext
    ) throws(ApiError) -> [MetadataRecord] {
        guard let topic = state.topic(named: request.name) else { throw ApiError(.unknownTopicOrPartition) }
        let present = topic.partitions.count
        guard request.count != present else {
            throw ApiError(.invalidPartitions, "Topic already has \(present) partition(s).")
        }
        guard request.count > present else {
            throw ApiError(
                .invalidPartitions,
                "The topic \(request.name) currently has \(present) partition(s); \(request.count) would not be an "
                    + "increase.")
        }
        let added = Int(request.count) - present
        guard added <= Controller.maxPartitionsPerRequest else {
            throw ApiError(.policyViolation, "Excessively large number of partitions per request.")
        }
        let lists = try replicaLists(adding: added, to: topic, request.assignments, context)
        return lists.enumerated().map { index, replicas in
            let number = Int32(truncatingIfNeeded: present + index)
            return .partition(newPartition(replicas).record(topicId: topic.id, partition: number))
        }
    }

    private func replicaLists(
        adding added: Int, to topic: TopicImage,
        _ assignments: [CreatePartitionsRequest.CreatePartitionsAssignment]?, _ context: PlanContext
    ) throws(ApiError) -> [[Int32]] {
        let factor = topic.partitions.first?.replicas.count ?? 1
        guard let assignments else {
            return try placement.place(partitions: added, replicationFactor: factor, random: context.random)
        }
        guard assignments.count == added else {
            throw ApiError(
                .invalidReplicaAssignment,
                "Attempted to add \(added) additional partition(s), but only \(assignments.count) assignment(s) were "
                    + "specified.")
        }
        for assignment in assignments { try check(assignment: assignment.brokerIds, size: factor) }
        return assignments.map(\.brokerIds)
    }
}
