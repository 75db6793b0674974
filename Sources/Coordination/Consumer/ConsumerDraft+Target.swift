import Binary
import KafkaProtocol
import World

extension ConsumerDraft {
    /// Works out who is to have what, if the group has changed since the last time and enough time has passed; what is
    /// new of it is written.
    mutating func updateTarget() {
        guard group.epoch > group.targetEpoch, isTargetDue else { return }
        let assignment = assignor.assign(problem)
        for (member, partitions) in assignment.sorted(by: { $0.key < $1.key }) where group.target[member] != partitions
        {
            write(target: partitions, of: member)
        }
        write(targetEpoch: group.epoch, at: wall)
    }

    private var isTargetDue: Bool {
        let (age, overflow) = wall.milliseconds.subtractingReportingOverflow(group.targetTimestamp)
        // A clock that was set back holds nothing up.
        return overflow || age < 0 || age >= Int64(options.assignmentIntervalMs)
    }

    /// The assignor that most members would like, of equals the first in the settings; the default if none says.
    var assignor: Assignor {
        var votes: [String: Int] = [:]
        for member in group.members.values {
            if let assignor = member.assignor { votes[assignor, default: 0] += 1 }
        }
        let most = votes.values.max() ?? 0
        let name = options.assignors.first { votes[$0, default: 0] == most }
        return name.flatMap(Assignor.init) ?? .uniform
    }

    private var problem: AssignmentProblem {
        var subscribed: [String: GroupTopic] = [:]
        for name in group.subscribedTopics { subscribed[name] = topics.topic(named: name) }
        let members = group.sortedMembers.map { member in
            AssignmentProblem.Member(
                id: member.id, instanceId: member.instanceId,
                topics: Set(group.topics(of: member).compactMap { subscribed[$0]?.id }),
                current: group.target[member.id] ?? PartitionSet())
        }
        let list = subscribed.values.sorted { $0.name < $1.name }
        return AssignmentProblem(
            members: members,
            topics: list.map { AssignmentProblem.Topic(id: $0.id, partitionCount: $0.partitionCount) })
    }

    /// Takes a member one step towards its target assignment; answers what it is then.
    mutating func reconcile(
        _ memberId: String, owned: PartitionSet?, hasSubscriptionChanged: Bool
    ) throws(GroupRefusal) -> ConsumerMember {
        let member = group.members[memberId] ?? ConsumerMember(id: memberId)
        guard hasSubscriptionChanged || !member.isReconciled(to: group.targetEpoch) else { return member }
        let group = group
        let reconciliation = Reconciliation(
            target: group.target[memberId] ?? PartitionSet(), targetEpoch: group.targetEpoch,
            subscribed: ids(of: group.topics(of: member)), hasSubscriptionChanged: hasSubscriptionChanged,
            owned: owned, isFree: { group.isFree($0, of: $1) })
        let next = try reconciliation.step(member)
        if next != member { write(current: next.currentValue, of: memberId) }
        return next
    }
}
