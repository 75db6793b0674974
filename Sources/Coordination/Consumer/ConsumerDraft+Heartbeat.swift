import Binary
import KafkaProtocol
import World

extension ConsumerDraft {
    /// A member is new or alive, and may have changed its mind: takes it, and the group with it, one step on.
    ///
    /// - Parameters:
    ///   - memberId: of a member that is new too; never empty.
    ///   - isStale: whether the topics may have changed since the group's hash was taken.
    /// - Returns: the member as it was, and as it is.
    mutating func heartbeat(
        _ request: ConsumerGroupHeartbeatRequest, as memberId: String, from caller: GroupCaller, isStale: Bool
    ) throws(GroupRefusal) -> (before: ConsumerMember, after: ConsumerMember) {
        try refuseIfFull(memberId)
        let owned = request.topicPartitions.map(PartitionSet.init)
        let before =
            if let instanceId = request.instanceId {
                try staticMember(instanceId, memberId, epoch: request.memberEpoch, owned)
            } else {
                try dynamicMember(memberId, epoch: request.memberEpoch, owned)
            }
        var updated = before
        updated.instanceId = request.instanceId ?? before.instanceId
        updated.rackId = request.rackId ?? before.rackId
        if request.rebalanceTimeoutMs != -1 { updated.rebalanceTimeoutMs = request.rebalanceTimeoutMs }
        updated.assignor = request.serverAssignor ?? before.assignor
        if let names = request.subscribedTopicNames { updated.topics = Set(names).sorted() }
        updated.expression = request.subscribedTopicRegex ?? before.expression
        updated.clientId = caller.clientId
        updated.clientHost = caller.clientHost
        updated.classic = nil
        let hasChanged = try update(updated, isStale: isStale)
        updateTarget()
        let after = try reconcile(memberId, owned: owned, hasSubscriptionChanged: hasChanged)
        return (before, after)
    }

    func refuseIfFull(_ memberId: String) throws(GroupRefusal) {
        guard group.members.count >= Int(options.maxSize), group.members[memberId] == nil else { return }
        throw GroupRefusal(
            .groupMaxSizeReached,
            "The consumer group has reached its maximum capacity of \(options.maxSize) members.")
    }

    // MARK: Who it is

    private func dynamicMember(
        _ memberId: String, epoch: Int32, _ owned: PartitionSet?
    ) throws(GroupRefusal) -> ConsumerMember {
        guard epoch != 0 else { return group.members[memberId] ?? ConsumerMember(id: memberId) }
        let member = try member(memberId)
        try refuseIfFenced(member, epoch: epoch, owned)
        return member
    }

    private mutating func staticMember(
        _ instanceId: String, _ memberId: String, epoch: Int32, _ owned: PartitionSet?
    ) throws(GroupRefusal) -> ConsumerMember {
        guard epoch == 0 else {
            let member = try member(instanceId: instanceId, memberId)
            try refuseIfFenced(member, epoch: epoch, owned)
            return member
        }
        guard let owner = group.staticMember(instanceId) else {
            return group.members[memberId] ?? ConsumerMember(id: memberId)
        }
        guard owner.isClassic || owner.epoch == ConsumerMember.temporarilyLeft else {
            throw GroupRefusal(
                .unreleasedInstanceId,
                "Static member \(memberId) with instance id \(instanceId) cannot join the group because "
                    + "the instance id is owned by \(owner.id) member.")
        }
        return replace(owner, by: memberId)
    }

    /// A static member comes back, perhaps under another id: what it had goes over to that.
    mutating func replace(_ owner: ConsumerMember, by memberId: String) -> ConsumerMember {
        let member = ConsumerMember(id: memberId, inPlaceOf: owner)
        let target = group.target[owner.id] ?? PartitionSet()
        writeEnd(of: owner.id)
        write(metadata: member.metadataValue, of: memberId)
        write(target: target, of: memberId)
        write(current: member.currentValue, of: memberId)
        return member
    }

    func member(_ memberId: String) throws(GroupRefusal) -> ConsumerMember {
        if let member = group.members[memberId] { return member }
        throw GroupRefusal(.unknownMemberId, "Member \(memberId) is not a member of group \(id).")
    }

    /// The static member, if the caller is it.
    func member(instanceId: String, _ memberId: String) throws(GroupRefusal) -> ConsumerMember {
        guard let member = group.staticMember(instanceId) else {
            throw GroupRefusal(.unknownMemberId, "Instance id \(instanceId) is unknown.")
        }
        guard member.id == memberId else {
            throw GroupRefusal(
                .fencedInstanceId,
                "Static member \(memberId) with instance id \(instanceId) was fenced by member \(member.id).")
        }
        return member
    }

    /// Takes the epoch before the member's own for it only if the reply that told of the next was lost: then the member
    /// says that it has no more than it was assigned.
    private func refuseIfFenced(
        _ member: ConsumerMember, epoch: Int32, _ owned: PartitionSet?
    ) throws(GroupRefusal) {
        guard epoch != member.epoch else { return }
        let mayBeLate = epoch < member.epoch && epoch == member.previousEpoch
        guard mayBeLate, let owned, member.assigned.isSuperset(of: owned) else {
            throw GroupRefusal(
                .fencedMemberEpoch,
                "The consumer group member has a \(epoch < member.epoch ? "smaller" : "greater") member epoch "
                    + "(\(epoch)) than the one known by the group coordinator (\(member.epoch)). "
                    + "The member must abandon all its partitions and rejoin.")
        }
    }

    // MARK: What it wants

    /// Writes what is new about a member, and goes on to the next epoch if the group is another by that.
    ///
    /// - Returns: whether the member's subscription has changed.
    mutating func update(_ member: ConsumerMember, isStale: Bool) throws(GroupRefusal) -> Bool {
        let former = group.members[member.id] ?? ConsumerMember(id: member.id)
        let isNew = group.members[member.id] == nil
        let namesChanged = former.topics != member.topics
        let expressionChanged = former.expression != member.expression
        let expressionCounts = try counts(of: member.expression, insteadOf: former.expression)
        if isNew || !member.hasSameMetadata(as: former) { write(metadata: member.metadataValue, of: member.id) }
        if expressionChanged { endUnused(former.expression) }
        let hasChanged = namesChanged || expressionChanged
        if !group.exists || namesChanged || expressionCounts {
            bumpEpoch()
        } else if hasChanged || isStale, metadataHash != group.metadataHash {
            bumpEpoch()
        }
        return hasChanged
    }

    /// Whether the change of an expression changes at once what topics the group subscribes to; one that nobody else
    /// has waits until it is resolved.
    private func counts(of expression: String, insteadOf former: String) throws(GroupRefusal) -> Bool {
        guard expression != former else { return false }
        if expression.isEmpty || group.expressions[expression] != nil {
            return expression.isEmpty || group.resolutions[expression] != nil
        }
        do throws(PatternError) {
            _ = try TopicPattern(expression)
        } catch {
            throw GroupRefusal(
                .invalidRegularExpression,
                "SubscribedTopicRegex `\(expression)` is not a valid regular expression: \(error.reason).")
        }
        return false
    }

    /// Forgets what an expression stood for when nobody subscribes to it any more.
    mutating func endUnused(_ expression: String) {
        guard group.expressions[expression] == nil, group.resolutions[expression] != nil else { return }
        write(resolution: nil, of: expression)
    }
}

extension PartitionSet {
    init(_ topics: [ConsumerGroupHeartbeatRequest.TopicPartitions]) {
        self.init()
        for topic in topics {
            for partition in topic.partitions { insert(partition, of: topic.topicId) }
        }
    }
}
