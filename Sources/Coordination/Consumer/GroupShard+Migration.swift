import Binary
import KafkaProtocol
import Records

/// A group may go from one protocol to the other while it lives, so that an application can be moved member by member.
extension GroupShard {
    // MARK: Upgrade

    /// Makes a consumer group of a classic one: its members keep what they have, and are told by their next heartbeat
    /// to join again.
    func upgrade(_ classic: ClassicGroup, to draft: ConsumerDraft) throws(GroupRefusal) -> ConsumerDraft {
        var draft = draft
        guard classic.state != .empty else {
            if classic.isPersistent { draft.write(ClassicGroup.tombstone(classic.id)) }
            return draft
        }
        if let reason = obstacle(to: classic, draft) {
            throw GroupRefusal(
                .groupIdNotFound, "Cannot upgrade classic group \(classic.id) to consumer group because \(reason).")
        }
        draft.write(ClassicGroup.tombstone(classic.id))
        var members: [ConsumerMember] = []
        for member in classic.members.all { members.append(try upgrade(member, of: classic, topics: draft.topics)) }
        for member in members { draft.write(metadata: member.metadataValue, of: member.id) }
        draft.write(epoch: classic.generation, metadataHash: draft.metadataHash)
        for member in members { draft.write(target: member.assigned.partitions, of: member.id) }
        // Made at no time of ours, so that the one with the newcomer need not wait.
        draft.write(targetEpoch: classic.generation)
        for member in members { draft.write(current: member.currentValue, of: member.id) }
        return draft
    }

    private func obstacle(to classic: ClassicGroup, _ draft: ConsumerDraft) -> String? {
        if !draft.options.migrationPolicy.allowsUpgrade { return "online upgrade is disabled" }
        if !classic.usesConsumerProtocol { return "the group does not use the consumer embedded protocol" }
        if classic.members.count > Int(draft.options.maxSize) {
            return "the group size exceeds the consumer group maximum size"
        }
        return nil
    }

    private func upgrade(
        _ member: ClassicMember, of classic: ClassicGroup, topics: any TopicDirectory
    ) throws(GroupRefusal) -> ConsumerMember {
        func refusal(_ reason: String) -> GroupRefusal {
            GroupRefusal(
                .groupIdNotFound, "Cannot upgrade classic group \(classic.id) to consumer group because \(reason).")
        }
        let name = classic.protocolName ?? member.protocols.first?.name
        guard let subscription = EmbeddedProtocol.subscription(member.metadata(of: name)) else {
            throw refusal("the embedded consumer protocol is malformed")
        }
        var upgraded = ConsumerMember(id: member.id)
        upgraded.instanceId = member.instanceId
        upgraded.rackId = subscription.rackId
        upgraded.clientId = member.clientId
        upgraded.clientHost = member.clientHost
        upgraded.topics = Set(subscription.topics).sorted()
        upgraded.rebalanceTimeoutMs = member.rebalanceTimeoutMs
        upgraded.classic = .init(sessionTimeoutMs: member.sessionTimeoutMs, protocols: member.protocols)
        upgraded.epoch = classic.generation
        upgraded.previousEpoch = classic.generation
        guard !member.assignment.isEmpty else { return upgraded }
        guard let assignment = EmbeddedProtocol.assignment(member.assignment) else {
            throw refusal("the embedded consumer protocol is malformed")
        }
        // It would be lost: this coordinator assigns by its own assignors.
        guard assignment.userData?.isEmpty ?? true else {
            throw refusal("an unsupported custom assignor is in use")
        }
        let assigned = PartitionSet(assignment.assignedPartitions, topics: topics)
        upgraded.assigned = OwnedPartitions(assigned, epoch: classic.generation)
        return upgraded
    }

    // MARK: Downgrade

    /// Whether only members of the classic protocol remain.
    func isDowngrade(_ group: ConsumerGroup, without leaving: [ConsumerMember]) -> Bool {
        let left = Set(leaving.map(\.id))
        let remaining = group.members.values.filter { !left.contains($0.id) }
        return !remaining.isEmpty && remaining.allSatisfy(\.isClassic)
            && options.consumer.migrationPolicy.allowsDowngrade && remaining.count <= Int(options.maxGroupSize)
    }

    /// Makes a classic group of the members that remain; they rebalance, and one of them assigns from now on.
    mutating func downgrade(
        _ draft: ConsumerDraft, without leaving: [ConsumerMember], _ turn: inout GroupTurn
    ) {
        let left = Set(leaving.map(\.id))
        var group = ClassicGroup(id: draft.id, wall: turn.wall)
        group.protocolType = EmbeddedProtocol.type
        group.generation = draft.group.epoch
        for member in draft.group.sortedMembers {
            cancelTimers(of: member.id, in: draft.id, &turn)
            guard !left.contains(member.id), let face = member.classic else { continue }
            var classic = ClassicMember(
                id: member.id, instanceId: member.instanceId, clientId: member.clientId,
                clientHost: member.clientHost, rebalanceTimeoutMs: member.rebalanceTimeoutMs,
                sessionTimeoutMs: face.sessionTimeoutMs, protocols: face.protocols)
            classic.assignment = EmbeddedProtocol.encode(
                member.assigned, for: face.protocols.first?.metadata ?? [], topics: draft.topics)
            group.add(classic)
        }
        group.resumeAsClassic(&turn)
        // What was written on the way here would be ended at once.
        if let former = consumer[draft.id] { end(former, turn: &turn) }
        turn.plan.records.append(group.record(assignments: nil))
        turn.note("group.downgraded", "group \(draft.id): only members of the classic protocol are left")
        group.startSessions(&turn)
        group.prepareRebalance(&turn)
        classic[draft.id] = group
    }
}

extension ClassicGroup {
    /// The members were together before, in another kind of group: it goes on as a stable one.
    fileprivate mutating func resumeAsClassic(_ turn: inout GroupTurn) {
        protocolName = selectProtocol()
        subscribedTopics = readSubscriptions()
        enter(.stable, turn)
    }

    /// The group goes on as another kind of group: whoever waits joins that.
    mutating func dismiss(_ turn: inout GroupTurn) {
        for position in members.indices {
            if let token = members[position].join { turn.answer(token, .join(.failed(.rebalanceInProgress))) }
            if let token = members[position].sync { turn.answer(token, .sync(.failed(.rebalanceInProgress))) }
            members[position].join = nil
            members[position].sync = nil
        }
        joined = 0
    }
}
