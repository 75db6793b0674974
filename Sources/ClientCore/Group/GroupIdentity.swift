/// Which member of which group reads: what a transaction that commits its offsets has to know.
public struct GroupIdentity: Hashable, Sendable {
    /// The group.
    public var group: String
    /// The member's generation or epoch; -1 for none.
    public var generation: Int32
    /// The id the coordinator knows the member by; empty for none.
    public var memberId: String
    /// The member's own id where membership is static.
    public var instanceId: String?

    /// A member, or with the defaults a group without members.
    public init(group: String, generation: Int32 = -1, memberId: String = "", instanceId: String? = nil) {
        self.group = group
        self.generation = generation
        self.memberId = memberId
        self.instanceId = instanceId
    }
}
