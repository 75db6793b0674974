import Binary
import KafkaProtocol

/// How a member comes from what it has to what it is to have: first it gives up what is not its own any more, at the
/// epoch it has; then it enters the epoch of the target assignment with whatever of it is free; what others still have
/// follows as they let it go. So no partition has two owners, and nobody waits for everybody.
struct Reconciliation {
    let target: PartitionSet
    let targetEpoch: Int32
    /// The topics that the member subscribes to now: none other is left to it, or given.
    let subscribed: Set<Uuid>
    /// Whether that has changed just now, so that a target assignment made before may be wrong.
    let hasSubscriptionChanged: Bool
    /// What the member says that it has; nil where it does not say.
    let owned: PartitionSet?
    /// Whether nobody has a partition.
    let isFree: (_ partition: Int32, _ topic: Uuid) -> Bool

    /// The member one step on; the same if there is nothing to do for now.
    func step(_ member: ConsumerMember) throws(GroupRefusal) -> ConsumerMember {
        switch member.state {
        case .stable:
            if member.epoch != targetEpoch { return next(member) }
            return hasSubscriptionChanged ? withoutUnsubscribed(member) : member
        case .unrevokedPartitions:
            // Silence about what it has is no confirmation.
            guard stillOwns(member.revoking) else { return next(member) }
            return hasSubscriptionChanged ? withoutUnsubscribed(member) : member
        case .unreleasedPartitions:
            return next(member)
        case .unknown:
            guard let owned, owned.isEmpty else {
                throw GroupRefusal(
                    .fencedMemberEpoch,
                    "The consumer group member is in a unknown state. "
                        + "The member must abandon all its partitions and rejoin.")
            }
            return next(member)
        }
    }

    private func stillOwns(_ revoking: OwnedPartitions) -> Bool {
        guard let owned else { return true }
        return revoking.overlaps(owned)
    }

    private func next(_ member: ConsumerMember) -> ConsumerMember {
        func isWanted(_ topic: Uuid, _ partition: Int32) -> Bool {
            subscribed.contains(topic) && target.contains(partition, of: topic)
        }
        var next = member
        next.assigned = member.assigned.filter(isWanted)
        next.revoking = member.assigned.filter { !isWanted($0, $1) }
        if !next.revoking.isEmpty, stillOwns(next.revoking) {
            next.state = .unrevokedPartitions
            next.enter(epoch: member.epoch)
            return next
        }
        next.revoking = OwnedPartitions()
        next.state = .stable
        for (topic, partitions) in target.topics where subscribed.contains(topic) {
            for partition in partitions where next.assigned.epoch(partition, of: topic) == nil {
                if isFree(partition, topic) {
                    next.assigned.set(partition, of: topic, epoch: targetEpoch)
                } else {
                    next.state = .unreleasedPartitions
                }
            }
        }
        next.enter(epoch: targetEpoch)
        return next
    }

    /// Takes away at once what the member does not subscribe to any more; the target assignment follows later.
    private func withoutUnsubscribed(_ member: ConsumerMember) -> ConsumerMember {
        var next = member
        next.assigned = member.assigned.filter { topic, _ in subscribed.contains(topic) }
        guard next.assigned != member.assigned else { return member }
        for (topic, numbers) in member.assigned.topics where !subscribed.contains(topic) {
            for (number, epoch) in numbers { next.revoking.set(number, of: topic, epoch: epoch) }
        }
        next.enter(epoch: member.epoch)
        if stillOwns(next.revoking) {
            next.state = .unrevokedPartitions
        } else {
            next.revoking = member.revoking
        }
        return next
    }
}
