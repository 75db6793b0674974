import Binary
public import Records

/// Decides who leads a partition: the one place where leader, ISR and eligible leaders change. Pure, after Kafka's
/// PartitionChangeBuilder: given a partition and who may lead, answers the record that has to be written, or nothing.
public struct PartitionElection {
    /// Whether a broker is registered, not fenced and not going down.
    public let isAlive: (Int32) -> Bool

    /// An election.
    public init(isAlive: @escaping (Int32) -> Bool) { self.isAlive = isAlive }

    /// The change that gives the partition a leader; nil where it has a living one or nobody may lead.
    ///
    /// In order: a living replica of the ISR, the preferred first; a living eligible leader replica, which then is the
    /// whole ISR, for it holds everything committed; the last known leader where nobody else is left to ask, which has
    /// to recover first.
    public func elect(_ partition: PartitionImage) -> PartitionChangeRecord? {
        guard partition.leader < 0 || !isAlive(partition.leader) else { return nil }
        var change = PartitionChangeRecord()
        if let leader = partition.replicas.first(where: { partition.isr.contains($0) && isAlive($0) }) {
            change.leader = leader
            if partition.leaderRecoveryState != 0, partition.isr == [leader] { change.leaderRecoveryState = 0 }
            return change
        }
        let eligible = partition.eligibleLeaderReplicas
        if let leader = partition.replicas.first(where: { eligible.contains($0) && isAlive($0) }) {
            change.leader = leader
            change.isr = [leader]
            change.eligibleLeaderReplicas = eligible.filter { $0 != leader }
            if !partition.lastKnownLeaders.isEmpty { change.lastKnownElr = [] }
            return change
        }
        guard partition.isr.isEmpty, eligible.isEmpty, partition.lastKnownLeaders.count == 1,
            let leader = partition.lastKnownLeaders.first, partition.replicas.contains(leader), isAlive(leader)
        else { return nil }
        change.leader = leader
        change.isr = [leader]
        change.leaderRecoveryState = 1
        change.lastKnownElr = []
        return change
    }

    /// The change that makes the first replica the leader; nil where it is not alive and in sync.
    public func electPreferred(_ partition: PartitionImage) -> PartitionChangeRecord? {
        guard let preferred = partition.replicas.first, partition.isr.contains(preferred), isAlive(preferred) else {
            return nil
        }
        var change = PartitionChangeRecord()
        change.leader = preferred
        return change
    }

    /// The change that gives a partition a leader at any cost: a clean one where that is possible, else the first living
    /// replica, which is then the whole ISR and has to recover; nil where none is alive.
    public func electUncleanly(_ partition: PartitionImage) -> PartitionChangeRecord? {
        if let change = elect(partition) { return change }
        guard let leader = partition.replicas.first(where: isAlive) else { return nil }
        var change = PartitionChangeRecord()
        change.leader = leader
        change.isr = [leader]
        change.leaderRecoveryState = 1
        if !partition.eligibleLeaderReplicas.isEmpty { change.eligibleLeaderReplicas = [] }
        if !partition.lastKnownLeaders.isEmpty { change.lastKnownElr = [] }
        return change
    }

    /// The change that raises the leader epoch of a partition whose leader stays: what the leader appended before its
    /// unclean start must not be taken for what it appends after it.
    public func renew(_ partition: PartitionImage) -> PartitionChangeRecord {
        var change = PartitionChangeRecord()
        change.leader = partition.leader
        return change
    }
}
