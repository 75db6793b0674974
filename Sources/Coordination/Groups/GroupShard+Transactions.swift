import KafkaProtocol
import Records
import World

extension GroupShard {
    /// TxnOffsetCommit: offsets that count once the producer's transaction is committed, and never if it is not.
    mutating func commit(
        inTransaction request: TxnOffsetCommitRequest, from caller: GroupCaller, _ turn: inout GroupTurn
    ) {
        if let error = refusal(of: request) { return turn.answer(caller.token, .failed(error)) }
        classic[request.groupId]?.committed(by: request.memberId, &turn)
        let topics = request.topics.map { topic in
            var response = TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic()
            response.name = topic.name
            response.partitions = topic.partitions.map { partition in
                var entry = TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition()
                entry.partitionIndex = partition.partitionIndex
                if isTooLarge(partition.committedMetadata) {
                    entry.errorCode = ErrorCode.offsetMetadataTooLarge.rawValue
                } else {
                    turn.plan.records.append(record(request.groupId, topic.name, partition, turn.wall))
                }
                return entry
            }
            return response
        }
        turn.plan.producer = TransactionalProducer(id: request.producerId, epoch: request.producerEpoch)
        turn.answer(caller.token, .commitInTransaction(topics), whenCommitted: !turn.plan.records.isEmpty)
    }

    private func refusal(of request: TxnOffsetCommitRequest) -> ErrorCode? {
        if let group = classic[request.groupId] { return group.refusal(of: request) }
        if let group = consumer[request.groupId], group.exists {
            return group.refusal(of: request, topics: topics)
        }
        if let group = foreign[request.groupId], group.hasMembers { return .unknownMemberId }
        return request.generationId < 0 ? nil : .illegalGeneration
    }

    private func record(
        _ group: String, _ topic: String, _ partition: TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition,
        _ wall: Timestamp
    ) -> GroupRecord {
        var key = OffsetCommitKey()
        key.group = group
        key.topic = topic
        key.partition = partition.partitionIndex
        var value = OffsetCommitValue()
        value.offset = partition.committedOffset
        value.leaderEpoch = partition.committedLeaderEpoch
        value.metadata = partition.committedMetadata ?? ""
        value.commitTimestamp = wall.milliseconds
        return .offsetCommit(key, value)
    }
}

extension ClassicGroup {
    /// Whether a producer may commit offsets for the group: who says which member it works for must be right; who says
    /// nothing is believed, for producers before version 3 of the request know no more.
    func refusal(of commit: TxnOffsetCommitRequest) -> ErrorCode? {
        guard commit.generationId >= 0 || !commit.memberId.isEmpty || commit.groupInstanceId != nil else { return nil }
        if commit.generationId < 0, state == .empty { return nil }
        if case .failure(let error) = position(of: commit.memberId, instanceId: commit.groupInstanceId) { return error }
        return commit.generationId == generation ? nil : .illegalGeneration
    }
}
