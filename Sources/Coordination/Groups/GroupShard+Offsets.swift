import KafkaProtocol
import Records
import World

extension GroupShard {
    // MARK: OffsetCommit

    mutating func commit(_ request: OffsetCommitRequest, from caller: GroupCaller, _ turn: inout GroupTurn) {
        if let error = refusal(of: request, version: caller.version) {
            return turn.answer(caller.token, .failed(error))
        }
        classic[request.groupId]?.committed(by: request.memberId, &turn)
        let topics = request.topics.map { topic in
            var response = OffsetCommitResponse.OffsetCommitResponseTopic()
            response.name = topic.name
            response.topicId = topic.topicId
            response.partitions = topic.partitions.map { partition in
                var entry = OffsetCommitResponse.OffsetCommitResponsePartition()
                entry.partitionIndex = partition.partitionIndex
                if isTooLarge(partition.committedMetadata) {
                    entry.errorCode = ErrorCode.offsetMetadataTooLarge.rawValue
                } else {
                    turn.plan.records.append(record(request, topic, partition, turn.wall))
                }
                return entry
            }
            return response
        }
        turn.answer(caller.token, .commit(topics), whenCommitted: !turn.plan.records.isEmpty)
    }

    private func refusal(of request: OffsetCommitRequest, version: Int16) -> ErrorCode? {
        if let group = classic[request.groupId] { return group.refusal(of: request) }
        if let group = consumer[request.groupId], group.exists { return group.refusal(of: request, version: version) }
        if let group = foreign[request.groupId], group.hasMembers { return .unknownMemberId }
        // Nobody manages this group: it comes into being as a place for offsets.
        if request.generationIdOrMemberEpoch < 0 { return nil }
        return version >= 9 ? .groupIdNotFound : .illegalGeneration
    }

    func isTooLarge(_ metadata: String?) -> Bool {
        guard let metadata, metadata.utf8.count > Int(options.offsetMetadataMaxSize) else { return false }
        return metadata.utf16.count > Int(options.offsetMetadataMaxSize)
    }

    private func record(
        _ request: OffsetCommitRequest, _ topic: OffsetCommitRequest.OffsetCommitRequestTopic,
        _ partition: OffsetCommitRequest.OffsetCommitRequestPartition, _ wall: Timestamp
    ) -> GroupRecord {
        var key = OffsetCommitKey()
        key.group = request.groupId
        key.topic = topic.name
        key.partition = partition.partitionIndex
        var value = OffsetCommitValue()
        value.offset = partition.committedOffset
        value.leaderEpoch = partition.committedLeaderEpoch
        value.metadata = partition.committedMetadata ?? ""
        value.commitTimestamp = wall.milliseconds
        if request.retentionTimeMs >= 0 {
            let (expiry, overflow) = wall.milliseconds.addingReportingOverflow(request.retentionTimeMs)
            value.expireTimestamp = overflow ? .max : expiry
        } else {
            value.topicId = topic.topicId
        }
        return .offsetCommit(key, value)
    }

    // MARK: OffsetFetch

    /// What is not known has the offset -1; an error of the group there is only for a member of a consumer group with
    /// another epoch.
    func fetch(_ request: OffsetFetchRequest.OffsetFetchRequestGroup, requireStable: Bool) -> GroupReply {
        var response = OffsetFetchResponse.OffsetFetchResponseGroup()
        response.groupId = request.groupId
        if let error = consumer[request.groupId]?.refusal(of: request) { return .failed(error) }
        let wanted = request.topics ?? allTopics(of: request.groupId)
        response.topics = wanted.map { topic in
            var entry = OffsetFetchResponse.OffsetFetchResponseTopics()
            entry.name = topic.name
            entry.topicId = topic.topicId
            entry.partitions = topic.partitionIndexes.map { partition in
                position(of: request.groupId, topic.name, partition, requireStable: requireStable)
            }
            return entry
        }
        return .fetch(response)
    }

    private func allTopics(of group: String) -> [OffsetFetchRequest.OffsetFetchRequestTopics] {
        let all = offsets[group]
        return all.topicNames.map { name in
            var topic = OffsetFetchRequest.OffsetFetchRequestTopics()
            topic.name = name
            topic.partitionIndexes = all.partitions(of: name)
            return topic
        }
    }

    private func position(
        of group: String, _ topic: String, _ partition: Int32, requireStable: Bool
    ) -> OffsetFetchResponse.OffsetFetchResponsePartitions {
        var entry = OffsetFetchResponse.OffsetFetchResponsePartitions()
        entry.partitionIndex = partition
        entry.committedOffset = -1
        entry.committedLeaderEpoch = -1
        entry.metadata = ""
        if requireStable, offsets.hasPending(group, topic, partition) {
            entry.errorCode = ErrorCode.unstableOffsetCommit.rawValue
        } else if let committed = offsets.offset(group, topic, partition) {
            entry.committedOffset = committed.offset
            entry.committedLeaderEpoch = committed.leaderEpoch
            entry.metadata = committed.metadata
        }
        return entry
    }

    // MARK: OffsetDelete

    mutating func deleteOffsets(_ request: OffsetDeleteRequest, _ turn: inout GroupTurn) -> GroupReply {
        let group = classic[request.groupId]
        let consumer = consumer[request.groupId].flatMap { $0.exists ? $0 : nil }
        if group == nil, consumer == nil, foreign[request.groupId] == nil { return .failed(.groupIdNotFound) }
        if let group, group.state != .empty, !group.usesConsumerProtocol { return .failed(.nonEmptyGroup) }
        if foreign[request.groupId]?.hasMembers == true { return .failed(.nonEmptyGroup) }
        let topics = request.topics.map { topic in
            let isSubscribed = group?.isSubscribed(to: topic.name) ?? consumer?.isSubscribed(to: topic.name) ?? false
            var response = OffsetDeleteResponse.OffsetDeleteResponseTopic()
            response.name = topic.name
            response.partitions = topic.partitions.map { partition in
                var entry = OffsetDeleteResponse.OffsetDeleteResponsePartition()
                entry.partitionIndex = partition.partitionIndex
                if isSubscribed {
                    entry.errorCode = ErrorCode.groupSubscribedToTopic.rawValue
                } else if exists(request.groupId, topic.name, partition.partitionIndex) {
                    turn.plan.records.append(
                        GroupShard.tombstone(request.groupId, topic.name, partition.partitionIndex))
                }
                return entry
            }
            return response
        }
        return .deleteOffsets(topics)
    }

    private func exists(_ group: String, _ topic: String, _ partition: Int32) -> Bool {
        offsets.offset(group, topic, partition) != nil || offsets.hasPending(group, topic, partition)
    }

    static func tombstone(_ group: String, _ topic: String, _ partition: Int32) -> GroupRecord {
        var key = OffsetCommitKey()
        key.group = group
        key.topic = topic
        key.partition = partition
        return .offsetCommit(key, nil)
    }
}
