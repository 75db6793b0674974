import KafkaProtocol
import World

extension ClassicGroup {
    /// JoinGroup, after its group id and session timeout were found legal.
    mutating func join(_ request: JoinGroupRequest, from caller: GroupCaller, _ turn: inout GroupTurn) {
        guard hasRoom(for: request.memberId, turn.options) else {
            dropSurplus(request.memberId, &turn)
            return turn.answer(caller.token, .join(.failed(.groupMaxSizeReached)))
        }
        let protocols = ClassicProtocol.list(of: request)
        guard supports(type: request.protocolType, protocols: protocols) else {
            return turn.answer(
                caller.token, .join(.failed(.inconsistentGroupProtocol, memberId: request.memberId)))
        }
        if request.memberId.isEmpty {
            joinAsNew(request, protocols, from: caller, &turn)
        } else if isPending(request.memberId), request.groupInstanceId == nil {
            add(request, protocols, as: request.memberId, from: caller, &turn)
        } else {
            switch position(of: request.memberId, instanceId: request.groupInstanceId) {
            case .failure(let error):
                turn.answer(caller.token, .join(.failed(error, memberId: request.memberId)))
            case .success(let position):
                rejoin(at: position, request, protocols, from: caller, &turn)
            }
        }
    }

    /// While members are joining those that came count, not those expected, so that a limit which was lowered
    /// sends the last ones away.
    private func hasRoom(for memberId: String, _ options: GroupOptions) -> Bool {
        let limit = Int(options.maxGroupSize)
        switch state {
        case .empty: return true
        case .preparingRebalance:
            return members.position(of: memberId).map { members[$0].join != nil } ?? false || joined < limit
        case .completingRebalance, .stable: return members.contains(memberId) || members.count < limit
        }
    }

    private mutating func dropSurplus(_ memberId: String, _ turn: inout GroupTurn) {
        pending.removeAll { $0.id == memberId }
        if let position = members.position(of: memberId) { remove(at: position, &turn) }
        completeJoinIfReady(&turn)
    }

    private mutating func joinAsNew(
        _ request: JoinGroupRequest, _ protocols: [ClassicProtocol], from caller: GroupCaller, _ turn: inout GroupTurn
    ) {
        if let instanceId = request.groupInstanceId {
            let memberId = "\(instanceId)-\(caller.chance.hexText)"
            if let owner = staticMembers[instanceId], let position = members.position(of: owner) {
                return replaceStatic(at: position, by: memberId, request, protocols, from: caller, &turn)
            }
            return add(request, protocols, as: memberId, from: caller, &turn)
        }
        let memberId = "\(caller.clientId)-\(caller.chance.hexText)"
        guard caller.version >= 4 else { return add(request, protocols, as: memberId, from: caller, &turn) }
        // A client that never comes back with its id must not leave a member behind (KIP-394).
        var newcomer = PendingMember(id: memberId)
        let end = turn.now.advanced(milliseconds: Int64(request.sessionTimeoutMs))
        newcomer.session.set(end, .session(group: id, member: memberId), &turn)
        pending.append(newcomer)
        turn.answer(caller.token, .join(.failed(.memberIdRequired, memberId: memberId)))
    }

    private mutating func add(
        _ request: JoinGroupRequest, _ protocols: [ClassicProtocol], as memberId: String, from caller: GroupCaller,
        _ turn: inout GroupTurn
    ) {
        var member = ClassicMember(
            id: memberId, instanceId: request.groupInstanceId, clientId: caller.clientId,
            clientHost: caller.clientHost, rebalanceTimeoutMs: request.rebalanceTimeoutMs,
            sessionTimeoutMs: request.sessionTimeoutMs, protocols: protocols)
        member.isNew = true
        member.join = caller.token
        if members.isEmpty { protocolType = request.protocolType }
        initialDelay?.newMemberCame = true
        add(member)
        refreshSession(at: members.count - 1, afterMs: turn.options.newMemberJoinTimeoutMs, &turn)
        rebalanceOrCompleteJoin(&turn)
    }

    private mutating func rejoin(
        at position: Int, _ request: JoinGroupRequest, _ protocols: [ClassicProtocol], from caller: GroupCaller,
        _ turn: inout GroupTurn
    ) {
        let isUnchanged = members[position].protocols == protocols
        let isLeader = leader == request.memberId
        switch state {
        case .completingRebalance where isUnchanged, .stable where isUnchanged && !isLeader:
            // It may have missed the answer to its join.
            refreshSession(at: position, &turn)
            turn.answer(caller.token, .join(joinResponse(to: position)))
        case .preparingRebalance, .completingRebalance, .stable:
            // In a stable group the leader joins to bring about an assignment of what it alone sees, such as new
            // partitions.
            update(at: position, request, protocols, &turn)
            park(join: caller.token, at: position, &turn)
            rebalanceOrCompleteJoin(&turn)
        case .empty:
            turn.answer(caller.token, .join(.failed(.unknownMemberId, memberId: request.memberId)))
        }
    }

    private mutating func update(
        at position: Int, _ request: JoinGroupRequest, _ protocols: [ClassicProtocol], _ turn: inout GroupTurn
    ) {
        count(offersOf: members[position], by: -1)
        members[position].protocols = protocols
        members[position].rebalanceTimeoutMs = request.rebalanceTimeoutMs
        members[position].sessionTimeoutMs = request.sessionTimeoutMs
        count(offersOf: members[position], by: 1)
    }

    /// Parks a member's JoinGroup; an older one of the same member gives way, or its connection would wait for ever.
    private mutating func park(join token: CallerToken, at position: Int, _ turn: inout GroupTurn) {
        if let older = members[position].join {
            turn.answer(older, .join(.failed(.rebalanceInProgress, memberId: members[position].id)))
        } else {
            joined += 1
        }
        members[position].join = token
    }

    // MARK: Static members

    /// A static member came back without its member id: it takes the place of the one it was, which is fenced.
    private mutating func replaceStatic(
        at position: Int, by memberId: String, _ request: JoinGroupRequest, _ protocols: [ClassicProtocol],
        from caller: GroupCaller, _ turn: inout GroupTurn
    ) {
        let formerLeader = leader
        fence(at: position, by: memberId, &turn)
        update(at: position, request, protocols, &turn)
        refreshSession(at: position, &turn)
        switch state {
        case .stable where selectProtocol() == protocolName:
            resume(at: position, formerLeader: formerLeader, from: caller, &turn)
        case .stable, .completingRebalance:
            // While the leader assigns, the id it knows is no longer there to be assigned to.
            park(join: caller.token, at: position, &turn)
            prepareRebalance(&turn)
        case .preparingRebalance, .empty:
            park(join: caller.token, at: position, &turn)
            completeJoinIfReady(&turn)
        }
    }

    private mutating func fence(at position: Int, by memberId: String, _ turn: inout GroupTurn) {
        let former = members[position]
        if let token = former.join {
            joined -= 1
            turn.answer(token, .join(.failed(.fencedInstanceId, memberId: former.id)))
        }
        if let token = former.sync { turn.answer(token, .sync(.failed(.fencedInstanceId))) }
        var member = ClassicMember(
            id: memberId, instanceId: former.instanceId, clientId: former.clientId, clientHost: former.clientHost,
            rebalanceTimeoutMs: former.rebalanceTimeoutMs, sessionTimeoutMs: former.sessionTimeoutMs,
            protocols: former.protocols)
        member.assignment = former.assignment
        member.owesSync = former.owesSync
        members.replace(at: position, with: member)
        if leader == former.id { leader = memberId }
        if let instanceId = former.instanceId { staticMembers[instanceId] = memberId }
    }

    /// The group goes on without a rebalance; the new id goes to the log before anyone hears of it.
    private mutating func resume(
        at position: Int, formerLeader: String?, from caller: GroupCaller, _ turn: inout GroupTurn
    ) {
        turn.plan.records.append(record(assignments: nil))
        var response = joinResponse(to: position)
        if caller.version >= 9 {
            response.skipAssignment = leader == members[position].id
        } else {
            // Clients that cannot skip the assignment must not take themselves for the leader: they get its old id.
            response.leader = formerLeader ?? ""
            response.members = []
        }
        turn.answer(caller.token, .join(response), whenCommitted: true)
    }

    /// What a member is told of this generation; the leader alone is told of all members.
    func joinResponse(to position: Int) -> JoinGroupResponse {
        var response = JoinGroupResponse()
        response.generationId = generation
        response.protocolType = protocolType
        response.protocolName = protocolName
        response.leader = leader ?? ""
        response.memberId = members[position].id
        guard leader == members[position].id else { return response }
        response.members = members.all.map { member in
            var entry = JoinGroupResponse.JoinGroupResponseMember()
            entry.memberId = member.id
            entry.groupInstanceId = member.instanceId
            entry.metadata = member.metadata(of: protocolName)
            return entry
        }
        return response
    }
}

extension ClassicProtocol {
    /// The protocols of a request, each name once.
    static func list(of request: JoinGroupRequest) -> [ClassicProtocol] {
        var names: Set<String> = []
        return request.protocols.compactMap { offered in
            names.insert(offered.name).inserted
                ? ClassicProtocol(name: offered.name, metadata: offered.metadata) : nil
        }
    }
}
