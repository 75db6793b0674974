import Binary
import KafkaProtocol

extension ConsumerGroup {
    /// Why offsets may not be committed by who says so; nil if they may.
    ///
    /// A member may use an epoch before its own as long as it had every partition it commits for by then: the commit was
    /// on its way while it went on.
    func refusal(of commit: OffsetCommitRequest, version: Int16) -> ErrorCode? {
        let epoch = commit.generationIdOrMemberEpoch
        if epoch < 0, isEmpty { return nil }
        guard let member = members[commit.memberId] else { return .unknownMemberId }
        if !member.isClassic, version < 9 { return .unsupportedVersion }
        let partitions = commit.topics.lazy.flatMap { topic in
            topic.partitions.lazy.map { (topic.topicId, $0.partitionIndex) }
        }
        return member.refusal(ofCommitAt: epoch, for: partitions)
    }

    /// The same within a transaction, where who says nothing of a member is believed.
    func refusal(of commit: TxnOffsetCommitRequest, topics: any TopicDirectory) -> ErrorCode? {
        guard commit.generationId >= 0 || !commit.memberId.isEmpty || commit.groupInstanceId != nil else { return nil }
        if commit.generationId < 0, isEmpty { return nil }
        guard let member = members[commit.memberId] else { return .unknownMemberId }
        let partitions = commit.topics.lazy.flatMap { topic in
            let id = topics.topic(named: topic.name)?.id ?? .zero
            return topic.partitions.lazy.map { (id, $0.partitionIndex) }
        }
        return member.refusal(ofCommitAt: commit.generationId, for: partitions)
    }

    /// Why offsets are not told to who asks; nil if they are. Who names no member may always know.
    func refusal(of fetch: OffsetFetchRequest.OffsetFetchRequestGroup) -> ErrorCode? {
        guard let memberId = fetch.memberId, !memberId.isEmpty || fetch.memberEpoch >= 0 else { return nil }
        guard let member = members[memberId] else { return .unknownMemberId }
        guard fetch.memberEpoch != member.epoch else { return nil }
        return member.isClassic ? .illegalGeneration : .staleMemberEpoch
    }
}

extension ConsumerMember {
    fileprivate func refusal(
        ofCommitAt commitEpoch: Int32, for partitions: some Sequence<(Uuid, Int32)>
    ) -> ErrorCode? {
        guard commitEpoch != epoch else { return nil }
        let stale: ErrorCode = isClassic ? .illegalGeneration : .staleMemberEpoch
        guard commitEpoch < epoch else { return stale }
        let hadAll = partitions.allSatisfy { topic, partition in
            assigned.epoch(partition, of: topic).map { commitEpoch >= $0 } ?? false
        }
        return hadAll ? nil : stale
    }
}

extension GroupShard {
    /// Ends offsets of consumer groups whose time is over, and empty groups that have none.
    mutating func expireConsumerGroups(_ turn: inout GroupTurn) {
        for (id, group) in consumer.sorted(by: { $0.key < $1.key }) {
            let all = offsets[id].sorted
            let subscribed = group.subscribedTopics
            let expired = all.filter { entry in
                !subscribed.contains(entry.topic) && !offsets.hasPending(id, entry.topic, entry.partition)
                    && isOver(entry.offset, since: entry.offset.commitTimestamp, turn)
            }
            for entry in expired {
                turn.plan.records.append(GroupShard.tombstone(id, entry.topic, entry.partition))
            }
            guard expired.count == all.count, group.isEmpty, !offsets.hasPending(group: id) else { continue }
            end(group, turn: &turn)
        }
    }

    /// Writes the end of a group without members.
    func end(_ group: ConsumerGroup, turn: inout GroupTurn) {
        var draft = ConsumerDraft(group, topics: topics, options: options.consumer, wall: turn.wall)
        draft.writeEnd()
        turn.plan.records += draft.records
    }
}
