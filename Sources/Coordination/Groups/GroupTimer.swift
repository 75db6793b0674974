/// What a deadline of a shard is about.
enum GroupTimer: Equatable {
    /// A member, or a pending member id, was silent for its session.
    case session(group: String, member: String)
    /// The join phase of a rebalance ends.
    case join(group: String)
    /// The members had their time to send SyncGroup.
    case sync(group: String)
    /// Offsets past their retention are looked for.
    case retention
}
