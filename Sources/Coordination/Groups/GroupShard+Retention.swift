import World

extension GroupShard {
    /// Topics are gone: so are the offsets for them, in every group.
    public func topicsDeleted(_ names: Set<String>) -> GroupPlan {
        var plan = GroupPlan()
        for group in offsets.allGroups {
            for (topic, partition) in offsets.partitions(of: group) where names.contains(topic) {
                plan.records.append(GroupShard.tombstone(group, topic, partition))
            }
        }
        return plan
    }

    /// Ends offsets whose time is over, and empty groups that have none.
    mutating func expire(_ turn: inout GroupTurn) {
        for (id, group) in classic.sorted(by: { $0.key < $1.key }) {
            let all = offsets[id].sorted
            let expired = all.filter { isExpired($0.topic, $0.partition, $0.offset, of: group, turn) }
            for entry in expired {
                turn.plan.records.append(GroupShard.tombstone(id, entry.topic, entry.partition))
            }
            if expired.count == all.count, group.state == .empty, group.pending.isEmpty,
                !offsets.hasPending(group: id)
            {
                turn.plan.records.append(ClassicGroup.tombstone(id))
            }
        }
        expireConsumerGroups(&turn)
    }

    private func isExpired(
        _ topic: String, _ partition: Int32, _ offset: CommittedOffset, of group: ClassicGroup, _ turn: GroupTurn
    ) -> Bool {
        guard let start = retentionStart(offset, of: group), !group.isSubscribed(to: topic),
            !offsets.hasPending(group.id, topic, partition)
        else { return false }
        return isOver(offset, since: start, turn)
    }

    /// Whether an offset's time is over: its own, or the retention that began at `start`.
    func isOver(_ offset: CommittedOffset, since start: Int64, _ turn: GroupTurn) -> Bool {
        if offset.expireTimestamp >= 0 { return turn.wall.milliseconds >= offset.expireTimestamp }
        let (age, overflow) = turn.wall.milliseconds.subtractingReportingOverflow(start)
        return !overflow && age >= options.offsetsRetentionMs
    }

    /// From when an offset's retention counts; nil while it must not expire.
    private func retentionStart(_ offset: CommittedOffset, of group: ClassicGroup) -> Int64? {
        guard group.protocolType != nil else { return offset.commitTimestamp }
        switch group.state {
        case .empty: return group.stateTimestamp?.milliseconds ?? offset.commitTimestamp
        case .stable: return group.subscribedTopics == nil ? nil : offset.commitTimestamp
        case .preparingRebalance, .completingRebalance: return nil
        }
    }
}
