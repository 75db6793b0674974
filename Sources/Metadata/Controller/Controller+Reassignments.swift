public import KafkaProtocol
import Records

extension Controller {
    /// Answers who wants partitions to have other replicas. This release runs a quorum of one node and copies nothing to
    /// other brokers: to want the replicas that there are is granted, all else is refused.
    ///
    /// - Returns: for each topic what became of its partitions, in the order asked for.
    public func planReassignments(
        _ topics: [AlterPartitionReassignmentsRequest.ReassignableTopic]
    ) -> Plan<[AlterPartitionReassignmentsResponse.ReassignableTopicResponse]> {
        Plan(
            reply: topics.map { topic in
                var answer = AlterPartitionReassignmentsResponse.ReassignableTopicResponse()
                answer.name = topic.name
                answer.partitions = topic.partitions.map { partition in
                    let error = refusal(of: partition, in: topic.name)
                    var result = AlterPartitionReassignmentsResponse.ReassignablePartitionResponse()
                    result.partitionIndex = partition.partitionIndex
                    result.errorCode = (error?.code ?? .none).rawValue
                    result.errorMessage = error?.message
                    return result
                }
                return answer
            })
    }

    private func refusal(
        of wanted: AlterPartitionReassignmentsRequest.ReassignablePartition, in name: String
    ) -> ApiError? {
        do throws(ApiError) {
            guard let topic = state.topic(named: name) else {
                throw ApiError(.unknownTopicOrPartition, "Unable to find a topic named \(name).")
            }
            guard let partition = topic.partition(wanted.partitionIndex) else {
                throw ApiError(
                    .unknownTopicOrPartition, "Unable to find partition \(name):\(wanted.partitionIndex).")
            }
            let isMoving = !partition.addingReplicas.isEmpty || !partition.removingReplicas.isEmpty
            guard let replicas = wanted.replicas else {
                throw isMoving ? Controller.replicasStay : ApiError(.noReassignmentInProgress)
            }
            try check(assignment: replicas, size: nil)
            guard !isMoving, replicas == partition.replicas else { throw Controller.replicasStay }
            return nil
        } catch {
            return error
        }
    }

    private static let replicasStay = ApiError(
        .invalidReplicaAssignment, "This release runs one broker and moves no replicas to others.")
}
