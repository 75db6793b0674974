public import KafkaProtocol
import Records

/// How a leader is chosen on request; the raw value is the wire's.
public enum ElectionType: Int8, Sendable {
    /// The first replica, where it is in sync.
    case preferred = 0
    /// Any living replica of a partition that has no leader, at the cost of what the others have and it has not.
    case unclean = 1
}

extension Controller {
    /// Gives partitions other leaders, each for itself (KIP-460).
    ///
    /// - Parameter wanted: the partitions; nil for all, of which only those are told where something changed or failed.
    /// - Returns: for each topic what became of its partitions, in the order asked for.
    public func planElections(
        _ type: ElectionType, _ wanted: [ElectLeadersRequest.TopicPartitions]?
    ) -> Plan<[ElectLeadersResponse.ReplicaElectionResult]> {
        let asked =
            wanted
            ?? state.topicIds.keys.sorted().compactMap { name in
                guard let topic = state.topic(named: name) else { return nil }
                var entry = ElectLeadersRequest.TopicPartitions()
                entry.topic = name
                entry.partitions = topic.partitions.indices.map { Int32(clamping: $0) }
                return entry
            }
        var plan = Plan<[ElectLeadersResponse.ReplicaElectionResult]>(reply: [])
        // A partition that is named again is as the first election leaves it.
        var done: Set<Elected> = []
        for topic in asked {
            var answer = ElectLeadersResponse.ReplicaElectionResult()
            answer.topic = topic.topic
            for index in topic.partitions {
                var result = ElectLeadersResponse.PartitionResult()
                result.partitionId = index
                result.errorMessage = nil
                do throws(ApiError) {
                    let record = try election(type, topic.topic, index)
                    guard done.insert(Elected(topic: topic.topic, partition: index)).inserted else {
                        throw Controller.electionNotNeeded
                    }
                    plan.records.append(record)
                } catch {
                    if wanted == nil, error.code == .electionNotNeeded { continue }
                    result.errorCode = error.code.rawValue
                    result.errorMessage = error.message
                }
                answer.partitionResult.append(result)
            }
            plan.reply.append(answer)
        }
        return plan
    }

    private struct Elected: Hashable {
        let topic: String
        let partition: Int32
    }

    private static let electionNotNeeded = ApiError(
        .electionNotNeeded, "Leader election not needed for topic partition.")

    private func election(
        _ type: ElectionType, _ name: String, _ index: Int32
    ) throws(ApiError) -> MetadataRecord {
        guard let topic = state.topic(named: name) else {
            throw ApiError(.unknownTopicOrPartition, "No such topic as \(name)")
        }
        guard let partition = topic.partition(index) else {
            throw ApiError(.unknownTopicOrPartition, "No such partition as \(name)-\(index)")
        }
        let election = PartitionElection(isAlive: isAlive)
        let decision: PartitionChangeRecord?
        let missing: ErrorCode
        switch type {
        case .preferred:
            guard partition.leader != partition.replicas.first else { throw Controller.electionNotNeeded }
            decision = election.electPreferred(partition)
            missing = .preferredLeaderNotAvailable
        case .unclean:
            guard partition.leader < 0 else { throw Controller.electionNotNeeded }
            decision = election.electUncleanly(partition)
            missing = .eligibleLeadersNotAvailable
        }
        guard var change = decision else { throw ApiError(missing) }
        change.topicId = topic.id
        change.partitionId = index
        return .partitionChange(change)
    }
}
