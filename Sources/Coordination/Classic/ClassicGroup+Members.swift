import KafkaProtocol
import World

extension ClassicGroup {
    /// Gives every member found in the log one session to show itself. A group above a lowered limit rebalances, so
    /// that the surplus can commit and go.
    mutating func startSessions(_ turn: inout GroupTurn) {
        for position in members.indices { refreshSession(at: position, &turn) }
        if members.count > Int(turn.options.maxGroupSize) { prepareRebalance(&turn) }
    }

    mutating func heartbeat(_ request: HeartbeatRequest, _ turn: inout GroupTurn) -> ErrorCode {
        let position: Int
        switch self.position(of: request.memberId, instanceId: request.groupInstanceId) {
        case .failure(let error): return error
        case .success(let found): position = found
        }
        guard request.generationId == generation else { return .illegalGeneration }
        refreshSession(at: position, &turn)
        // In CompletingRebalance consumers send heartbeats already, and are fine.
        return state == .preparingRebalance ? .rebalanceInProgress : .none
    }

    mutating func leave(
        _ request: LeaveGroupRequest, _ turn: inout GroupTurn
    ) -> [LeaveGroupResponse.MemberResponse] {
        var anyoneLeft = false
        let responses = request.members.map { identity in
            let error = leave(identity, &turn)
            if error == .none { anyoneLeft = true }
            return LeaveGroupResponse.MemberResponse(identity, error)
        }
        guard anyoneLeft else { return responses }
        switch state {
        case .stable, .completingRebalance: prepareRebalance(&turn)
        case .preparingRebalance: completeJoinIfReady(&turn)
        case .empty: break
        }
        return responses
    }

    private mutating func leave(
        _ identity: LeaveGroupRequest.MemberIdentity, _ turn: inout GroupTurn
    ) -> ErrorCode {
        if identity.memberId.isEmpty {
            // An administrator removes a static member by its instance id.
            guard let instanceId = identity.groupInstanceId, let memberId = staticMembers[instanceId],
                let position = members.position(of: memberId)
            else { return .unknownMemberId }
            remove(at: position, &turn)
            return .none
        }
        if let index = pending.firstIndex(where: { $0.id == identity.memberId }) {
            pending.remove(at: index)
            return .none
        }
        switch position(of: identity.memberId, instanceId: identity.groupInstanceId) {
        case .failure(let error): return error
        case .success(let position):
            remove(at: position, &turn)
            return .none
        }
    }

    /// The queue's entry for a member's session came up.
    mutating func sessionComesUp(of memberId: String, entry: Instant, _ turn: inout GroupTurn) {
        let timer = GroupTimer.session(group: id, member: memberId)
        if let index = pending.firstIndex(where: { $0.id == memberId }) {
            guard pending[index].session.comesUp(entry: entry, timer, &turn) else { return }
            pending.remove(at: index)
        } else if let position = members.position(of: memberId) {
            guard members[position].session.comesUp(entry: entry, timer, &turn), !members[position].isParked else {
                return
            }
            turn.note("group.member_expired", "group \(id): member \(memberId) was silent for its session")
            remove(at: position, &turn)
            if state != .preparingRebalance { return prepareRebalance(&turn) }
        } else {
            return
        }
        // The one the others waited for is gone. A first rebalance goes on as well: whom should it wait for.
        if state == .preparingRebalance, everyoneJoined { completeJoin(&turn) }
    }

    /// Whether an offset may be committed by who says so.
    func refusal(of commit: OffsetCommitRequest) -> ErrorCode? {
        let generationId = commit.generationIdOrMemberEpoch
        if generationId < 0, state == .empty { return nil }
        if generationId >= 0 || !commit.memberId.isEmpty || commit.groupInstanceId != nil {
            if case .failure(let error) = position(of: commit.memberId, instanceId: commit.groupInstanceId) {
                return error
            }
            if generationId != generation { return .illegalGeneration }
        } else if state != .empty {
            return .unknownMemberId
        }
        return state == .completingRebalance ? .rebalanceInProgress : nil
    }

    /// A member that commits is alive.
    mutating func committed(by memberId: String, _ turn: inout GroupTurn) {
        guard state == .stable || state == .preparingRebalance, let position = members.position(of: memberId) else {
            return
        }
        refreshSession(at: position, &turn)
    }
}

extension LeaveGroupResponse.MemberResponse {
    init(_ identity: LeaveGroupRequest.MemberIdentity, _ error: ErrorCode) {
        self.init()
        memberId = identity.memberId
        groupInstanceId = identity.groupInstanceId
        errorCode = error.rawValue
    }
}
