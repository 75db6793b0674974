import Binary
import KafkaProtocol
import Records
public import World

extension GroupShard {
    // MARK: ConsumerGroupHeartbeat

    mutating func heartbeat(
        _ request: ConsumerGroupHeartbeatRequest, _ visibility: TopicVisibility, from caller: GroupCaller,
        _ turn: inout GroupTurn
    ) {
        var response: ConsumerGroupHeartbeatResponse
        do throws(GroupRefusal) {
            try request.validate(version: caller.version, assignors: options.consumer.assignors)
            response =
                request.memberEpoch < 0
                ? try leave(request, &turn) : try stay(request, visibility, from: caller, &turn)
        } catch {
            response = ConsumerGroupHeartbeatResponse()
            response.errorCode = error.code.rawValue
            response.errorMessage = error.message
        }
        turn.answer(caller.token, .consumerHeartbeat(response), whenCommitted: true)
    }

    private mutating func stay(
        _ request: ConsumerGroupHeartbeatRequest, _ visibility: TopicVisibility, from caller: GroupCaller,
        _ turn: inout GroupTurn
    ) throws(GroupRefusal) -> ConsumerGroupHeartbeatResponse {
        let id = request.groupId
        let memberId = request.memberId.isEmpty ? caller.chance.description : request.memberId
        var draft = try draft(of: id, mayBegin: request.memberEpoch == 0, turn)
        let owner = request.instanceId.flatMap { draft.group.staticMember($0) }
        let (before, after) = try draft.heartbeat(
            request, as: memberId, from: caller, isStale: staleGroups.contains(id))
        commit(draft, &turn)
        staleGroups.remove(id)
        if before.epoch == 0 { turn.note("group.member_joined", "group \(id): member \(memberId) joins") }
        if before.isClassic { cancelTimers(of: memberId, in: id, &turn) }
        if let owner, owner.id != memberId { cancelTimers(of: owner.id, in: id, &turn) }
        watch(after, of: draft, isNews: after != before, &turn)
        resolveExpressions(of: draft, visibility, &turn)

        var response = ConsumerGroupHeartbeatResponse()
        response.memberId = memberId
        response.memberEpoch = after.epoch
        response.heartbeatIntervalMs = draft.options.heartbeatIntervalMs
        // A full request asks for everything: the member may have missed a reply.
        let isFull =
            request.rebalanceTimeoutMs != -1 && request.topicPartitions != nil
            && (request.subscribedTopicNames != nil || request.subscribedTopicRegex != nil)
        if request.memberEpoch == 0 || isFull || !after.assigned.hasSamePartitions(as: before.assigned) {
            response.assignment = .init(after.assigned)
        }
        return response
    }

    private mutating func leave(
        _ request: ConsumerGroupHeartbeatRequest, _ turn: inout GroupTurn
    ) throws(GroupRefusal) -> ConsumerGroupHeartbeatResponse {
        guard consumer[request.groupId]?.exists == true else {
            throw GroupRefusal(.groupIdNotFound, "Group \(request.groupId) not found.")
        }
        var draft = try draft(of: request.groupId, mayBegin: false, turn)
        switch try draft.leave(request) {
        case .away:
            commit(draft, &turn)
            turn.cancel(.revocation(group: draft.id, member: request.memberId))
        case .removed(let member):
            turn.note("group.member_left", "group \(draft.id): member \(member.id) leaves")
            remove([member], from: draft, &turn)
        }
        var response = ConsumerGroupHeartbeatResponse()
        response.memberId = request.memberId
        response.memberEpoch = request.memberEpoch
        return response
    }

    // MARK: Drafts

    /// A draft of a consumer group.
    ///
    /// - Parameter mayBegin: whether one may come into being, anew or from a classic group.
    func draft(of id: String, mayBegin: Bool, _ turn: GroupTurn) throws(GroupRefusal) -> ConsumerDraft {
        let options = options.consumer.applying(overrides[id])
        if let group = consumer[id], group.exists || mayBegin {
            return ConsumerDraft(group, topics: topics, options: options, wall: turn.wall)
        }
        let taken = classic[id] != nil || foreign[id] != nil
        guard mayBegin else {
            throw GroupRefusal(
                .groupIdNotFound, taken ? "Group \(id) is not a consumer group." : "Consumer group \(id) not found.")
        }
        guard foreign[id] == nil else { throw GroupRefusal(.groupIdNotFound, "Group \(id) is not a consumer group.") }
        let fresh = ConsumerDraft(ConsumerGroup(id: id), topics: topics, options: options, wall: turn.wall)
        guard let classic = classic[id] else { return fresh }
        return try upgrade(classic, to: fresh)
    }

    /// What a draft wrote goes to the log; a classic group that it takes the place of lets everybody go.
    mutating func commit(_ draft: ConsumerDraft, _ turn: inout GroupTurn) {
        turn.plan.records += draft.records
        guard consumer[draft.id] == nil, let former = classic[draft.id] else { return }
        classic[draft.id]?.dismiss(&turn)
        for member in former.members.all {
            let end = turn.now.advanced(milliseconds: Int64(member.sessionTimeoutMs))
            turn.schedule(.memberSession(group: draft.id, member: member.id), at: end)
        }
    }

    // MARK: Time

    /// Starts a member's session anew, and its time to give partitions up if it has just been told to.
    private func watch(_ member: ConsumerMember, of draft: ConsumerDraft, isNews: Bool, _ turn: inout GroupTurn) {
        let session = turn.now.advanced(milliseconds: Int64(draft.options.sessionTimeoutMs))
        turn.schedule(.memberSession(group: draft.id, member: member.id), at: session)
        let revocation = GroupTimer.revocation(group: draft.id, member: member.id)
        if member.state != .unrevokedPartitions {
            turn.cancel(revocation)
        } else if isNews {
            turn.schedule(revocation, at: turn.now.advanced(milliseconds: Int64(member.rebalanceTimeoutMs)))
        }
    }

    /// A member found in the log has one session to show itself.
    func startSessions(of group: ConsumerGroup, _ turn: inout GroupTurn) {
        let options = options.consumer.applying(overrides[group.id])
        for member in group.sortedMembers {
            let timeout = member.classic?.sessionTimeoutMs ?? options.sessionTimeoutMs
            let end = turn.now.advanced(milliseconds: Int64(timeout))
            turn.schedule(.memberSession(group: group.id, member: member.id), at: end)
            guard member.state == .unrevokedPartitions, !member.isClassic else { continue }
            let revocation = turn.now.advanced(milliseconds: Int64(member.rebalanceTimeoutMs))
            turn.schedule(.revocation(group: group.id, member: member.id), at: revocation)
        }
    }

    /// A member has not done in time what it had to.
    mutating func expire(_ memberId: String, of id: String, _ reason: String, _ turn: inout GroupTurn) {
        guard let member = consumer[id]?.members[memberId],
            let draft = try? draft(of: id, mayBegin: false, turn)
        else { return }
        turn.note("group.member_expired", "group \(id): member \(memberId) \(reason)")
        remove([member], from: draft, &turn)
    }

    /// Takes members out of a group, which turns classic if none is left that speaks the consumer protocol.
    mutating func remove(_ members: [ConsumerMember], from draft: ConsumerDraft, _ turn: inout GroupTurn) {
        for member in members { cancelTimers(of: member.id, in: draft.id, &turn) }
        if isDowngrade(draft.group, without: members) { return downgrade(draft, without: members, &turn) }
        var draft = draft
        draft.remove(members)
        commit(draft, &turn)
    }

    func cancelTimers(of memberId: String, in group: String, _ turn: inout GroupTurn) {
        turn.cancel(.memberSession(group: group, member: memberId))
        turn.cancel(.revocation(group: group, member: memberId))
        turn.cancel(.rejoin(group: group, member: memberId))
        turn.cancel(.memberSync(group: group, member: memberId))
    }

    // MARK: Topics

    /// The topics have changed: groups that subscribe to any of `changed` look at them with their next heartbeat.
    ///
    /// - Parameters:
    ///   - changed: names of topics that are new, gone, or have other partitions than before.
    ///   - hasNew: whether there are names that were not there before.
    public mutating func topicsChanged(to topics: any TopicDirectory, changed: Set<String>, hasNew: Bool) {
        self.topics = topics
        if hasNew { newTopicsVersion = topics.version }
        for (id, group) in consumer where !staleGroups.contains(id) {
            if changed.contains(where: group.isSubscribed) { staleGroups.insert(id) }
        }
    }

    /// Has the expressions of a group looked up if there is reason to, and nobody is at it.
    private mutating func resolveExpressions(
        of draft: ConsumerDraft, _ visibility: TopicVisibility, _ turn: inout GroupTurn
    ) {
        let group = draft.group
        guard !group.expressions.isEmpty, !resolving.contains(group.id) else { return }
        let isUnresolved = group.expressions.keys.contains { group.resolutions[$0] == nil }
        let last = resolved[group.id]
        let age = last.map { turn.now.milliseconds(since: $0.at) } ?? .max
        let hasNewTopics = (last?.version ?? -1) < newTopicsVersion && age > Int64(options.consumer.expressionRestMs)
        guard isUnresolved || hasNewTopics || age > Int64(options.consumer.expressionRefreshMs) else { return }
        resolving.insert(group.id)
        let resolution = TopicResolution(
            group: group.id, visibility: visibility, expressions: group.expressions.keys.sorted(),
            version: topics.version)
        turn.plan.effects.append(.resolve(resolution))
    }

    /// Takes in what the expressions of a group stand for; the group is another if that is something else than before.
    public mutating func resolved(_ outcome: TopicResolution.Outcome, now: Instant, wall: Timestamp) -> GroupPlan {
        var turn = GroupTurn(now: now, wall: wall, options: options)
        resolving.remove(outcome.group)
        resolved[outcome.group] = (outcome.version, now)
        guard consumer[outcome.group]?.exists == true,
            var draft = try? draft(of: outcome.group, mayBegin: false, turn)
        else {
            resolved[outcome.group] = nil
            return finish(turn)
        }
        draft.take(outcome)
        commit(draft, &turn)
        return finish(turn)
    }
}

extension ConsumerDraft {
    fileprivate mutating func take(_ outcome: TopicResolution.Outcome) {
        var hasChanged = false
        for (expression, topics) in outcome.topics.sorted(by: { $0.key < $1.key })
        where group.expressions[expression] != nil {
            let former = group.resolutions[expression]
            guard former?.topics != topics else { continue }
            if former?.topics ?? [] != topics { hasChanged = true }
            let resolution = ConsumerGroup.Resolution(
                topics: topics, version: outcome.version, timestamp: wall.milliseconds)
            write(resolution: resolution, of: expression)
        }
        if hasChanged { bumpEpoch() }
    }
}

extension ConsumerGroupHeartbeatResponse.Assignment {
    init(_ assigned: OwnedPartitions) {
        self.init()
        topicPartitions = assigned.sorted.map { topic, partitions in
            var entry = ConsumerGroupHeartbeatResponse.TopicPartitions()
            entry.topicId = topic
            entry.partitions = partitions.map(\.number)
            return entry
        }
    }
}
