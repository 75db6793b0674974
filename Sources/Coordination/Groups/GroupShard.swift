public import KafkaProtocol
import Records
public import World

/// The groups of one partition of `__consumer_offsets`: who is in them, and what they have committed.
///
/// Time runs from `loaded` on: members found in the log have one session then to show themselves.
public struct GroupShard: CoordinatorShard, ~Copyable {
    /// Settings; they may change at any time.
    public var options: GroupOptions

    /// Each id is in at most one of the following.
    var classic: [String: ClassicGroup] = [:]
    var consumer: [String: ConsumerGroup] = [:]
    var foreign: [String: ForeignGroup] = [:]
    var offsets = OffsetTable()

    /// What is set for single groups.
    public var overrides: [String: ConsumerGroupOptions.Overrides] = [:]

    /// The topics that there are, as far as the driver has told.
    var topics: any TopicDirectory = NoTopics()
    /// The version of the topics with which a name came that was not there before.
    var newTopicsVersion: Int64 = -1
    /// Consumer groups whose topics may have changed since they last looked.
    var staleGroups: Set<String> = []
    /// Consumer groups whose expressions are being looked up.
    var resolving: Set<String> = []
    /// When the expressions of a group were last looked up, and with which version of the topics.
    var resolved: [String: (version: Int64, at: Instant)] = [:]

    private var deadlines = DeadlineQueue<GroupTimer>()
    /// The deadlines of consumer groups' members, which have no place in a group that is made of records.
    private var named: [GroupTimer: Deadline] = [:]
    private var retention = Deadline()
    private var isLoading = true

    /// An empty shard, to be loaded.
    public init(options: GroupOptions) { self.options = options }

    public var nextDeadline: Instant? { deadlines.first }

    public static func failure(_ error: ErrorCode) -> GroupReply { .failed(error) }

    // MARK: Log

    public mutating func apply(_ record: GroupRecord, at offset: Int64, producerId: Int64? = nil) {
        switch record {
        case .offsetCommit(let key, let value?):
            if classic[key.group] == nil, consumer[key.group] == nil, foreign[key.group] == nil {
                classic[key.group] = ClassicGroup(id: key.group, wall: nil)
            }
            offsets.commit(key, CommittedOffset(value, at: offset), producerId: producerId)
        case .offsetCommit(let key, nil):
            offsets.remove(key)
        case .groupMetadata(let key, let value?):
            if isLoading || classic[key.group] == nil {
                classic[key.group] = ClassicGroup(id: key.group, loading: value)
            } else {
                classic[key.group]?.apply(value)
            }
        case .groupMetadata(let key, nil):
            classic[key.group] = nil
        case .consumer(let record):
            applyConsumer(record)
        case .foreign(let record):
            applyForeign(record)
        }
    }

    private mutating func applyConsumer(_ record: ConsumerGroupRecord) {
        let id = record.group
        consumer[id, default: ConsumerGroup(id: id)].apply(record)
        if consumer[id]?.isGone == true {
            consumer[id] = nil
            staleGroups.remove(id)
            resolved[id] = nil
            keepPlaceForOffsets(of: id)
        } else if consumer[id]?.exists == true, !record.isTombstone {
            classic[id] = nil
        }
    }

    /// Offsets outlive a group that was of another type.
    private mutating func keepPlaceForOffsets(of id: String) {
        if classic[id] == nil, offsets.contains(group: id) { classic[id] = ClassicGroup(id: id, wall: nil) }
    }

    private mutating func applyForeign(_ record: ForeignGroupRecord) {
        let id = record.group
        var group = foreign[id] ?? ForeignGroup(kind: record.kind)
        group.apply(record)
        foreign[id] = group.isGone ? nil : group
        if group.exists, !record.isTombstone { classic[id] = nil }
        if group.isGone { keepPlaceForOffsets(of: id) }
    }

    public mutating func endTransaction(producerId: Int64, committed: Bool) {
        offsets.endTransaction(producerId: producerId, committed: committed)
    }

    public mutating func loaded(now: Instant, wall: Timestamp) -> GroupPlan {
        isLoading = false
        var turn = GroupTurn(now: now, wall: wall, options: options)
        for id in classic.keys.sorted() {
            classic[id]?.startSessions(&turn)
        }
        for (id, group) in consumer.sorted(by: { $0.key < $1.key }) {
            // What was true of its topics when the log was written need not be now.
            staleGroups.insert(id)
            startSessions(of: group, &turn)
        }
        awaitRetention(&turn)
        return finish(turn)
    }

    // MARK: Requests

    public mutating func plan(
        _ request: GroupRequest, from caller: GroupCaller, now: Instant, wall: Timestamp
    ) -> GroupPlan {
        var turn = GroupTurn(now: now, wall: wall, options: options)
        switch request {
        case .join(let request): join(request, from: caller, &turn)
        case .sync(let request): sync(request, from: caller, &turn)
        case .heartbeat(let request):
            turn.answer(caller.token, .heartbeat(heartbeat(request, &turn)))
        case .leave(let request): leave(request, from: caller, &turn)
        case .commit(let request): commit(request, from: caller, &turn)
        case .commitInTransaction(let request): commit(inTransaction: request, from: caller, &turn)
        case .fetch(let request, let requireStable):
            turn.answer(caller.token, fetch(request, requireStable: requireStable), whenCommitted: true)
        case .list(let states, let types):
            turn.answer(caller.token, .list(list(states: states, types: types)), whenCommitted: true)
        case .describe(let group):
            turn.answer(caller.token, .describe(describe(group)), whenCommitted: true)
        case .delete(let group):
            turn.answer(caller.token, .delete(delete(group, &turn)), whenCommitted: true)
        case .deleteOffsets(let request):
            turn.answer(caller.token, deleteOffsets(request, &turn), whenCommitted: true)
        case .consumerHeartbeat(let request, let visibility): heartbeat(request, visibility, from: caller, &turn)
        case .describeConsumerGroup(let group):
            turn.answer(caller.token, .describeConsumerGroup(describeConsumerGroup(group)), whenCommitted: true)
        }
        return finish(turn)
    }

    private mutating func join(_ request: JoinGroupRequest, from caller: GroupCaller, _ turn: inout GroupTurn) {
        let id = request.groupId
        if let error = refusal(of: request) {
            return turn.answer(caller.token, .join(.failed(error, memberId: request.memberId)))
        }
        if livingConsumerGroup(id) != nil { return joinConsumerGroup(request, from: caller, &turn) }
        if let group = consumer[id] { end(group, turn: &turn) }
        if classic[id] == nil { classic[id] = ClassicGroup(id: id, wall: turn.wall) }
        if let group = foreign[id] {
            // A group of another type without members makes way, and its offsets stay.
            turn.plan.records += group.tombstones(group: id)
        }
        classic[id]?.join(request, from: caller, &turn)
        collect(id)
    }

    private func refusal(of request: JoinGroupRequest) -> ErrorCode? {
        guard !request.groupId.isEmpty else { return .invalidGroupId }
        guard request.sessionTimeoutMs >= options.minSessionTimeoutMs,
            request.sessionTimeoutMs <= options.maxSessionTimeoutMs
        else { return .invalidSessionTimeout }
        if let group = foreign[request.groupId], group.hasMembers { return .inconsistentGroupProtocol }
        if classic[request.groupId] == nil, livingConsumerGroup(request.groupId) == nil, !request.memberId.isEmpty {
            return .unknownMemberId
        }
        return nil
    }

    private mutating func sync(_ request: SyncGroupRequest, from caller: GroupCaller, _ turn: inout GroupTurn) {
        if request.groupId.isEmpty { return turn.answer(caller.token, .sync(.failed(.invalidGroupId))) }
        if caller.version >= 5, request.protocolType == nil || request.protocolName == nil {
            return turn.answer(caller.token, .sync(.failed(.inconsistentGroupProtocol)))
        }
        if livingConsumerGroup(request.groupId) != nil { return syncConsumerGroup(request, from: caller, &turn) }
        guard classic[request.groupId] != nil else {
            return turn.answer(caller.token, .sync(.failed(.unknownMemberId)))
        }
        classic[request.groupId]?.sync(request, from: caller, &turn)
    }

    private mutating func heartbeat(_ request: HeartbeatRequest, _ turn: inout GroupTurn) -> ErrorCode {
        if request.groupId.isEmpty { return .invalidGroupId }
        if livingConsumerGroup(request.groupId) != nil { return heartbeatConsumerGroup(request, &turn) }
        return classic[request.groupId]?.heartbeat(request, &turn) ?? .unknownMemberId
    }

    private mutating func leave(_ request: LeaveGroupRequest, from caller: GroupCaller, _ turn: inout GroupTurn) {
        if request.groupId.isEmpty { return turn.answer(caller.token, .failed(.invalidGroupId)) }
        if livingConsumerGroup(request.groupId) != nil {
            return turn.answer(caller.token, .leave(leaveConsumerGroup(request, &turn)), whenCommitted: true)
        }
        let members =
            classic[request.groupId]?.leave(request, &turn)
            ?? request.members.map { LeaveGroupResponse.MemberResponse($0, .unknownMemberId) }
        turn.answer(caller.token, .leave(members), whenCommitted: !turn.plan.records.isEmpty)
        collect(request.groupId)
    }

    // MARK: Time

    public mutating func fireNext(now: Instant, wall: Timestamp) -> GroupPlan? {
        guard let (entry, timer) = deadlines.next(until: now) else { return nil }
        var turn = GroupTurn(now: now, wall: wall, options: options)
        switch timer {
        case .session(let id, let member):
            classic[id]?.sessionComesUp(of: member, entry: entry, &turn)
            collect(id)
        case .join(let id):
            classic[id]?.joinComesUp(entry: entry, &turn)
        case .sync(let id):
            classic[id]?.syncComesUp(entry: entry, &turn)
        case .retention:
            if retention.comesUp(entry: entry, .retention, &turn) {
                expire(&turn)
                awaitRetention(&turn)
            }
        case .memberSession, .revocation, .rejoin, .memberSync:
            if comesUp(timer, entry: entry, &turn) { fire(timer, &turn) }
        }
        return finish(turn)
    }

    private mutating func comesUp(_ timer: GroupTimer, entry: Instant, _ turn: inout GroupTurn) -> Bool {
        let isDue = named[timer]?.comesUp(entry: entry, timer, &turn) ?? false
        if isDue || named[timer]?.isIdle == true { named[timer] = nil }
        return isDue
    }

    private mutating func fire(_ timer: GroupTimer, _ turn: inout GroupTurn) {
        switch timer {
        case .memberSession(let id, let member): expire(member, of: id, "was silent for its session", &turn)
        case .revocation(let id, let member): expire(member, of: id, "gave no partitions up in time", &turn)
        case .rejoin(let id, let member): expire(member, of: id, "did not join again in time", &turn)
        case .memberSync(let id, let member): expire(member, of: id, "sent no SyncGroup in time", &turn)
        case .session, .join, .sync, .retention: break
        }
    }

    /// Whether a deadline is awaited that the shard keeps by name.
    func isScheduled(_ timer: GroupTimer) -> Bool { named[timer]?.at != nil }

    private mutating func awaitRetention(_ turn: inout GroupTurn) {
        let next = turn.now.advanced(milliseconds: options.offsetsRetentionCheckIntervalMs)
        retention.set(next, .retention, &turn)
    }

    mutating func finish(_ turn: consuming GroupTurn) -> GroupPlan {
        for (timer, at) in turn.scheduled {
            if let at { named[timer, default: Deadline()].set(at, timer, &turn) } else { named[timer]?.clear() }
        }
        for (at, timer) in turn.timers { deadlines.insert(at, timer) }
        return turn.plan
    }

    /// Forgets a group that came and went without a trace in the log.
    private mutating func collect(_ id: String) {
        if classic[id]?.isVacant == true, !offsets.contains(group: id) { classic[id] = nil }
    }
}
