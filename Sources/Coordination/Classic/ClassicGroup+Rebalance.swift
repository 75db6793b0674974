import KafkaProtocol
import Records
import World

extension ClassicGroup {
    /// Something about the members changed: starts a rebalance, or sees whether that was the last thing the one on
    /// its way waited for.
    mutating func rebalanceOrCompleteJoin(_ turn: inout GroupTurn) {
        if state == .preparingRebalance {
            completeJoinIfReady(&turn)
        } else {
            prepareRebalance(&turn)
        }
    }

    mutating func prepareRebalance(_ turn: inout GroupTurn) {
        if state == .completingRebalance { dropAssignment(error: .rebalanceInProgress, &turn) }
        syncEnd.clear()
        let isInitial = state == .empty
        enter(.preparingRebalance, turn)
        guard isInitial else { return completeJoinOrWait(&turn) }
        // More members are likely to come right after the first: one rebalance for all of them.
        let delay = turn.options.initialRebalanceDelayMs
        initialDelay = InitialDelay(delayMs: delay, remainingMs: max(rebalanceTimeoutMs.subtracting(delay), 0))
        awaitJoins(forMs: delay, &turn)
    }

    /// Completes the join phase when all have joined; a first rebalance waits its time all the same.
    mutating func completeJoinIfReady(_ turn: inout GroupTurn) {
        if state == .preparingRebalance, initialDelay == nil, everyoneJoined { completeJoin(&turn) }
    }

    private mutating func completeJoinOrWait(_ turn: inout GroupTurn) {
        if everyoneJoined {
            completeJoin(&turn)
        } else {
            awaitJoins(forMs: rebalanceTimeoutMs, &turn)
        }
    }

    private mutating func awaitJoins(forMs milliseconds: Int32, _ turn: inout GroupTurn) {
        joinEnd.set(turn.now.advanced(milliseconds: Int64(milliseconds)), .join(group: id), &turn)
    }

    /// The queue's entry for the end of the join phase came up.
    mutating func joinComesUp(entry: Instant, _ turn: inout GroupTurn) {
        guard joinEnd.comesUp(entry: entry, .join(group: id), &turn), state == .preparingRebalance else { return }
        if var initial = initialDelay, initial.newMemberCame, initial.remainingMs > 0 {
            let delay = min(turn.options.initialRebalanceDelayMs, initial.remainingMs)
            initial.remainingMs = max(initial.remainingMs.subtracting(initial.delayMs), 0)
            initial.delayMs = delay
            initial.newMemberCame = false
            initialDelay = initial
            return awaitJoins(forMs: delay, &turn)
        }
        completeJoin(&turn)
    }

    /// Ends the join phase: who did not join is out, unless it is static; the others are the next generation.
    mutating func completeJoin(_ turn: inout GroupTurn) {
        joinEnd.clear()
        initialDelay = nil
        for position in members.indices.reversed()
        where members[position].join == nil && members[position].instanceId == nil {
            remove(at: position, &turn)
        }
        guard members.isEmpty || electLeader() else {
            // Nobody came; sessions will end, or somebody will.
            return awaitJoins(forMs: rebalanceTimeoutMs, &turn)
        }
        generation = generation == .max ? 0 : generation + 1
        guard !members.isEmpty else {
            protocolName = nil
            subscribedTopics = readSubscriptions()
            enter(.empty, turn)
            return turn.plan.records.append(record(assignments: [:]))
        }
        protocolName = selectProtocol()
        subscribedTopics = readSubscriptions()
        enter(.completingRebalance, turn)
        turn.note("group.rebalanced", "group \(id): generation \(generation) has \(members.count) members")
        answerJoins(&turn)
        syncEnd.set(turn.now.advanced(milliseconds: Int64(rebalanceTimeoutMs)), .sync(group: id), &turn)
    }

    private mutating func answerJoins(_ turn: inout GroupTurn) {
        for position in members.indices {
            if let token = members[position].join {
                turn.answer(token, .join(joinResponse(to: position)))
                members[position].join = nil
            }
            members[position].isNew = false
            members[position].owesSync = true
            refreshSession(at: position, &turn)
        }
        joined = 0
    }

    /// The leader stays if it joined; else the first that did follows. False: nobody did.
    private mutating func electLeader() -> Bool {
        if let leader, let position = members.position(of: leader), members[position].join != nil { return true }
        guard let next = members.all.first(where: { $0.join != nil }) else { return false }
        leader = next.id
        return true
    }

    // MARK: SyncGroup

    mutating func sync(_ request: SyncGroupRequest, from caller: GroupCaller, _ turn: inout GroupTurn) {
        let position: Int
        switch self.position(of: request.memberId, instanceId: request.groupInstanceId) {
        case .failure(let error): return turn.answer(caller.token, .sync(.failed(error)))
        case .success(let found): position = found
        }
        if let error = refusal(of: request) { return turn.answer(caller.token, .sync(.failed(error))) }
        members[position].owesSync = false
        if !members.all.contains(where: \.owesSync) { syncEnd.clear() }
        guard state == .completingRebalance else {
            refreshSession(at: position, &turn)
            let response = syncResponse(members[position].assignment)
            return turn.answer(caller.token, .sync(response), whenCommitted: true)
        }
        if let older = members[position].sync { turn.answer(older, .sync(.failed(.rebalanceInProgress))) }
        members[position].sync = caller.token
        if leader == request.memberId { assign(request.assignments, &turn) }
    }

    private func refusal(of request: SyncGroupRequest) -> ErrorCode? {
        if request.generationId != generation { return .illegalGeneration }
        if let type = request.protocolType, let ours = protocolType, type != ours { return .inconsistentGroupProtocol }
        if let name = request.protocolName, let ours = protocolName, name != ours { return .inconsistentGroupProtocol }
        return state == .preparingRebalance ? .rebalanceInProgress : nil
    }

    /// The leader has assigned: to the log with it, then to all that wait. The group becomes stable when the record
    /// is applied.
    private mutating func assign(
        _ list: [SyncGroupRequest.SyncGroupRequestAssignment], _ turn: inout GroupTurn
    ) {
        var assignments: [String: [UInt8]] = [:]
        for entry in list { assignments[entry.memberId] = entry.assignment }
        turn.plan.records.append(record(assignments: assignments))
        for position in members.indices {
            guard let token = members[position].sync else { continue }
            members[position].sync = nil
            refreshSession(at: position, &turn)
            let response = syncResponse(assignments[members[position].id] ?? [])
            turn.answer(token, .sync(response), whenCommitted: true)
        }
    }

    private func syncResponse(_ assignment: [UInt8]) -> SyncGroupResponse {
        var response = SyncGroupResponse()
        response.protocolType = protocolType
        response.protocolName = protocolName
        response.assignment = assignment
        return response
    }

    /// A rebalance overtakes the assignment: those who wait for it join again.
    private mutating func dropAssignment(error: ErrorCode, _ turn: inout GroupTurn) {
        for position in members.indices {
            members[position].assignment = []
            members[position].owesSync = false
            guard let token = members[position].sync else { continue }
            members[position].sync = nil
            refreshSession(at: position, &turn)
            turn.answer(token, .sync(.failed(error)))
        }
    }

    /// The queue's entry for the members' time came up: who never sent SyncGroup is out.
    mutating func syncComesUp(entry: Instant, _ turn: inout GroupTurn) {
        guard syncEnd.comesUp(entry: entry, .sync(group: id), &turn) else { return }
        guard state == .completingRebalance || state == .stable else { return }
        let silent = members.indices.reversed().filter { members[$0].owesSync }
        guard !silent.isEmpty else { return }
        turn.note("group.members_removed", "group \(id): \(silent.count) members sent no SyncGroup in time")
        for position in silent { remove(at: position, &turn) }
        prepareRebalance(&turn)
    }
}

extension Int32 {
    /// The difference, at most and at least what fits: both come from clients.
    func subtracting(_ other: Int32) -> Int32 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other > 0 ? .min : .max) : difference
    }
}
