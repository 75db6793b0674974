import KafkaProtocol
import World

extension GroupShard {
    /// The consumer group that requests of the classic protocol are for: one with members. Without any it makes way
    /// for a classic group.
    func livingConsumerGroup(_ id: String) -> ConsumerGroup? {
        guard let group = consumer[id], !group.isEmpty else { return nil }
        return group
    }

    mutating func joinConsumerGroup(
        _ request: JoinGroupRequest, from caller: GroupCaller, _ turn: inout GroupTurn
    ) {
        let id = request.groupId
        let memberId =
            request.memberId.isEmpty
            ? "\(request.groupInstanceId ?? caller.clientId)-\(caller.chance.hexText)" : request.memberId
        do throws(GroupRefusal) {
            var draft = try draft(of: id, mayBegin: false, turn)
            let replaced = request.groupInstanceId.flatMap { draft.group.staticMember($0)?.id }
            let member = try draft.join(request, as: memberId, from: caller, isStale: staleGroups.contains(id))
            staleGroups.remove(id)
            var response = JoinGroupResponse()
            response.memberId = memberId
            response.generationId = member.epoch
            response.protocolType = EmbeddedProtocol.type
            response.protocolName = member.classic?.protocols.first?.name
            if let replaced, replaced != memberId { cancelTimers(of: replaced, in: id, &turn) }
            if isDowngrade(draft.group, without: []) {
                downgrade(draft, without: [], &turn)
            } else {
                commit(draft, &turn)
                awaitSync(of: member, in: id, sessionTimeoutMs: request.sessionTimeoutMs, &turn)
            }
            turn.answer(caller.token, .join(response), whenCommitted: true)
        } catch {
            turn.answer(caller.token, .join(.failed(error.code, memberId: memberId)))
        }
    }

    private func awaitSync(
        of member: ConsumerMember, in id: String, sessionTimeoutMs: Int32, _ turn: inout GroupTurn
    ) {
        turn.cancel(.rejoin(group: id, member: member.id))
        turn.cancel(.revocation(group: id, member: member.id))
        turn.schedule(
            .memberSession(group: id, member: member.id),
            at: turn.now.advanced(milliseconds: Int64(sessionTimeoutMs)))
        turn.schedule(
            .memberSync(group: id, member: member.id),
            at: turn.now.advanced(milliseconds: Int64(member.rebalanceTimeoutMs)))
    }

    mutating func syncConsumerGroup(
        _ request: SyncGroupRequest, from caller: GroupCaller, _ turn: inout GroupTurn
    ) {
        do throws(GroupRefusal) {
            let draft = try draft(of: request.groupId, mayBegin: false, turn)
            let (member, bytes) = try draft.sync(request)
            if draft.mustRejoinBeforeSync(member) {
                awaitRejoin(of: member, in: draft.id, &turn)
                throw GroupRefusal(.rebalanceInProgress)
            }
            turn.cancel(.memberSync(group: draft.id, member: member.id))
            refreshSession(of: member, in: draft.id, &turn)
            var response = SyncGroupResponse()
            response.protocolType = request.protocolType ?? EmbeddedProtocol.type
            response.protocolName = request.protocolName ?? member.classic?.protocols.first?.name
            response.assignment = bytes
            turn.answer(caller.token, .sync(response), whenCommitted: true)
        } catch {
            turn.answer(caller.token, .sync(.failed(error.code)))
        }
    }

    func heartbeatConsumerGroup(_ request: HeartbeatRequest, _ turn: inout GroupTurn) -> ErrorCode {
        do throws(GroupRefusal) {
            let draft = try draft(of: request.groupId, mayBegin: false, turn)
            let member = try draft.classicMember(
                request.memberId, instanceId: request.groupInstanceId, generation: request.generationId)
            refreshSession(of: member, in: draft.id, &turn)
            guard draft.mustRejoin(member) else { return .none }
            awaitRejoin(of: member, in: draft.id, &turn)
            return .rebalanceInProgress
        } catch {
            return error.code
        }
    }

    private func refreshSession(of member: ConsumerMember, in group: String, _ turn: inout GroupTurn) {
        let timeout = member.classic?.sessionTimeoutMs ?? options.consumer.sessionTimeoutMs
        turn.schedule(
            .memberSession(group: group, member: member.id), at: turn.now.advanced(milliseconds: Int64(timeout)))
    }

    /// Gives a member its time to join again, from when it first heard that it has to.
    private func awaitRejoin(of member: ConsumerMember, in group: String, _ turn: inout GroupTurn) {
        let timer = GroupTimer.rejoin(group: group, member: member.id)
        guard !isScheduled(timer) else { return }
        turn.schedule(timer, at: turn.now.advanced(milliseconds: Int64(member.rebalanceTimeoutMs)))
    }

    mutating func leaveConsumerGroup(
        _ request: LeaveGroupRequest, _ turn: inout GroupTurn
    ) -> [LeaveGroupResponse.MemberResponse] {
        guard let draft = try? draft(of: request.groupId, mayBegin: false, turn) else {
            return request.members.map { LeaveGroupResponse.MemberResponse($0, .unknownMemberId) }
        }
        var leaving: [ConsumerMember] = []
        let responses = request.members.map { identity in
            do throws(GroupRefusal) {
                let member = try draft.leaving(identity)
                if !leaving.contains(where: { $0.id == member.id }) { leaving.append(member) }
                return LeaveGroupResponse.MemberResponse(identity, .none)
            } catch {
                return LeaveGroupResponse.MemberResponse(identity, error.code)
            }
        }
        if !leaving.isEmpty { remove(leaving, from: draft, &turn) }
        return responses
    }
}
