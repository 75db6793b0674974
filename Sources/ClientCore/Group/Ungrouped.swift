import World

/// No membership at all: what a reader has whose partitions are assigned by its program.
struct Ungrouped: GroupMembership {
    let topics: [String] = []
    let memberId = ""
    let generation: Int32 = -1
    let assignment: [TopicPartition] = []
    private(set) var isOut = false
    let isStable = true
    let nextDeadline: Instant? = nil

    func step(
        now: Instant, metadata: inout ClusterMetadata, positions: [TopicPartition: Int64], into outbox: inout Outbox
    ) {}
    func received(_ reply: Reply, now: Instant) -> Bool { false }
    func takeEvents() -> [GroupEvent] { [] }
    func commit(_ offsets: [TopicPartition: CommittedOffset], into outbox: inout Outbox) -> UInt64? { nil }
    func unsaved(_ positions: [TopicPartition: Int64]) -> [TopicPartition: CommittedOffset] { [:] }
    func subscribe(_ topics: [String]) {}
    func finishRevocation() {}
    mutating func leave() { isOut = true }
}
