/// What a deadline of a shard is about.
enum GroupTimer: Hashable {
    /// A member, or a pending member id, was silent for its session.
    case session(group: String, member: String)
    /// The join phase of a rebalance ends.
    case join(group: String)
    /// The members had their time to send SyncGroup.
    case sync(group: String)
    /// Offsets past their retention are looked for.
    case retention
    /// A member of a consumer group was silent for its session.
    case memberSession(group: String, member: String)
    /// A member of a consumer group had its time to give partitions up.
    case revocation(group: String, member: String)
    /// A classic member of a consumer group had its time to join again.
    case rejoin(group: String, member: String)
    /// A classic member of a consumer group had its time to send SyncGroup.
    case memberSync(group: String, member: String)
}
