import Binary
import KafkaProtocol
import Records

/// Members of the classic protocol in a consumer group: they join and synchronise as ever, but the coordinator assigns.
/// The generation is their member epoch, nobody is told of the others, and there is no leader.
extension ConsumerDraft {
    // MARK: JoinGroup

    /// Takes a member of the classic protocol, and one step on.
    mutating func join(
        _ request: JoinGroupRequest, as memberId: String, from caller: GroupCaller, isStale: Bool
    ) throws(GroupRefusal) -> ConsumerMember {
        let protocols = ClassicProtocol.list(of: request)
        try refuseIfFull(memberId)
        let isIn = group.members[memberId] != nil
        guard supports(request.protocolType, protocols, of: memberId), let first = protocols.first,
            let subscription = EmbeddedProtocol.subscription(first.metadata)
        else { throw GroupRefusal(.inconsistentGroupProtocol) }
        var updated = group.members[memberId] ?? ConsumerMember(id: memberId)
        if let instanceId = request.groupInstanceId {
            updated = try staticMember(instanceId, memberId, isNew: request.memberId.isEmpty)
        } else if !isIn, caller.version >= 4, request.memberId.isEmpty {
            throw GroupRefusal(.memberIdRequired)
        }
        updated.instanceId = request.groupInstanceId ?? updated.instanceId
        updated.rackId = subscription.rackId ?? updated.rackId
        if request.rebalanceTimeoutMs != -1 { updated.rebalanceTimeoutMs = request.rebalanceTimeoutMs }
        updated.topics = Set(subscription.topics).sorted()
        updated.expression = ""
        updated.clientId = caller.clientId
        updated.clientHost = caller.clientHost
        updated.classic = .init(sessionTimeoutMs: request.sessionTimeoutMs, protocols: protocols)
        let hasChanged = try update(updated, isStale: isStale)
        updateTarget()
        let owned = PartitionSet(subscription.ownedPartitions, topics: topics)
        return try reconcile(memberId, owned: owned, hasSubscriptionChanged: hasChanged)
    }

    private mutating func staticMember(
        _ instanceId: String, _ memberId: String, isNew: Bool
    ) throws(GroupRefusal) -> ConsumerMember {
        guard isNew else { return try member(instanceId: instanceId, memberId) }
        guard let owner = group.staticMember(instanceId) else { return ConsumerMember(id: memberId) }
        return replace(owner, by: memberId)
    }

    /// Whether the other classic members could live with these protocols, should the group turn classic again.
    private func supports(_ type: String, _ protocols: [ClassicProtocol], of memberId: String) -> Bool {
        guard type == EmbeddedProtocol.type, !protocols.isEmpty else { return false }
        let others = group.members.values.filter { $0.isClassic && $0.id != memberId }
        return protocols.contains { offered in
            others.allSatisfy { $0.classic?.protocols.contains { $0.name == offered.name } ?? false }
        }
    }

    // MARK: SyncGroup, Heartbeat

    /// The member of the classic protocol that a request names, if it is of this generation.
    func classicMember(
        _ memberId: String, instanceId: String?, generation: Int32
    ) throws(GroupRefusal) -> ConsumerMember {
        let member = try classicMember(memberId, instanceId: instanceId)
        guard member.epoch == generation else { throw GroupRefusal(.illegalGeneration) }
        return member
    }

    func classicMember(_ memberId: String, instanceId: String?) throws(GroupRefusal) -> ConsumerMember {
        let member =
            if let instanceId { try member(instanceId: instanceId, memberId) } else { try member(memberId) }
        guard member.isClassic else { throw GroupRefusal(.unknownMemberId) }
        return member
    }

    /// What a member is to be assigned by SyncGroup.
    func sync(_ request: SyncGroupRequest) throws(GroupRefusal) -> (member: ConsumerMember, bytes: [UInt8]) {
        let member = try classicMember(
            request.memberId, instanceId: request.groupInstanceId, generation: request.generationId)
        guard let offered = member.classic?.protocols.first,
            request.protocolType.map({ $0 == EmbeddedProtocol.type }) ?? true,
            request.protocolName.map({ $0 == offered.name }) ?? true
        else { throw GroupRefusal(.inconsistentGroupProtocol) }
        return (member, EmbeddedProtocol.encode(member.assigned, for: offered.metadata, topics: topics))
    }

    /// Whether a member has to join again before it hears its assignment. One that is giving partitions up has just
    /// done so.
    func mustRejoinBeforeSync(_ member: ConsumerMember) -> Bool {
        group.targetEpoch > member.epoch && member.state != .unrevokedPartitions
    }

    /// Whether a member has to join again: to follow the group, to give partitions up, or to get what is free now.
    func mustRejoin(_ member: ConsumerMember) -> Bool {
        if member.epoch < group.targetEpoch || member.state == .unrevokedPartitions { return true }
        return member.state == .unreleasedPartitions && !isWaiting(member)
    }

    private func isWaiting(_ member: ConsumerMember) -> Bool {
        (group.target[member.id] ?? PartitionSet()).topics.contains { topic, partitions in
            partitions.contains { member.assigned.epoch($0, of: topic) == nil && !group.isFree($0, of: topic) }
        }
    }

    // MARK: LeaveGroup

    /// The member that is to leave: by an administrator, who names the instance alone, any static one.
    func leaving(_ identity: LeaveGroupRequest.MemberIdentity) throws(GroupRefusal) -> ConsumerMember {
        guard identity.memberId.isEmpty, let instanceId = identity.groupInstanceId else {
            return try classicMember(identity.memberId, instanceId: identity.groupInstanceId)
        }
        guard let member = group.staticMember(instanceId) else { throw GroupRefusal(.unknownMemberId) }
        return member
    }
}
