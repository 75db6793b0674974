import Binary
import KafkaProtocol

extension ConsumerDraft {
    /// A member leaves for good, or a static one for a while.
    mutating func leave(_ request: ConsumerGroupHeartbeatRequest) throws(GroupRefusal) -> Departure {
        guard let instanceId = request.instanceId else { return .removed(try member(request.memberId)) }
        let member = try member(instanceId: instanceId, request.memberId)
        guard request.memberEpoch == ConsumerMember.temporarilyLeft else { return .removed(member) }
        var away = member
        away.epoch = ConsumerMember.temporarilyLeft
        away.revoking = OwnedPartitions()
        write(current: away.currentValue, of: member.id)
        return .away
    }

    /// What becomes of a member that leaves.
    enum Departure {
        /// Its place is kept for one session.
        case away
        /// It is to be removed.
        case removed(ConsumerMember)
    }

    /// Takes members out; the group is another by that.
    mutating func remove(_ members: [ConsumerMember]) {
        guard !members.isEmpty else { return }
        for member in members { writeEnd(of: member.id) }
        for member in members { endUnused(member.expression) }
        bumpEpoch()
    }
}
