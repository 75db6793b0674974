/// One member of a group, as its leader sees it when it assigns partitions.
public struct AssignmentMember: Sendable {
    /// The id the coordinator gave it.
    public var memberId: String
    /// Its own id where membership is static.
    public var instanceId: String?
    /// What it told.
    public var subscription: Subscription

    /// A member.
    public init(memberId: String, instanceId: String? = nil, subscription: Subscription) {
        self.memberId = memberId
        self.instanceId = instanceId
        self.subscription = subscription
    }

    /// Java's order: static members first, by their own ids, so that a restart does not change the assignment.
    static func precedes(_ left: AssignmentMember, _ right: AssignmentMember) -> Bool {
        switch (left.instanceId, right.instanceId) {
        case (let left?, let right?): left < right
        case (.some, nil): true
        case (nil, .some): false
        case (nil, nil): left.memberId < right.memberId
        }
    }
}

/// How the leader of a group shares partitions out. All members must offer the one that is used.
public enum AssignmentStrategy: String, CaseIterable, Sendable {
    /// Of each topic, each member gets a range of consecutive partitions; topics with as many partitions are shared out
    /// alike. Java's `RangeAssignor`.
    case range
    /// Balanced over all topics, and members keep what they had as far as that allows. Java's `StickyAssignor`.
    case sticky
    /// One partition after the other to one member after the other. Java's `RoundRobinAssignor`.
    case roundRobin = "roundrobin"
    /// As `sticky`, but a partition that moves is nobody's until who had it has given it up, so that members read on
    /// meanwhile (KIP-429). Java's `CooperativeStickyAssignor`.
    case cooperativeSticky = "cooperative-sticky"

    /// Shares partitions out.
    ///
    /// - Parameter partitionCounts: of the topics that exist.
    /// - Returns: every member's partitions, by member id; members that get none are there too.
    public func assign(
        _ members: [AssignmentMember], partitionCounts: [String: Int]
    ) -> [String: [TopicPartition]] {
        let sorted = members.sorted(by: AssignmentMember.precedes)
        switch self {
        case .range: return AssignmentStrategy.ranges(sorted, partitionCounts)
        case .sticky:
            var assignment = StickyAssignment(sorted, partitionCounts, usesOwnData: true)
            return assignment.balanced()
        case .roundRobin: return AssignmentStrategy.inTurns(sorted, partitionCounts)
        case .cooperativeSticky:
            var assignment = StickyAssignment(sorted, partitionCounts, usesOwnData: false)
            return AssignmentStrategy.withoutMoves(assignment.balanced(), sorted)
        }
    }

    private static func inTurns(
        _ members: [AssignmentMember], _ partitionCounts: [String: Int]
    ) -> [String: [TopicPartition]] {
        var shares = Dictionary(
            members.map { ($0.memberId, [TopicPartition]()) }, uniquingKeysWith: { first, _ in first })
        var turn = 0
        for (topic, count) in partitionCounts.sorted(by: { $0.key < $1.key }) {
            let readers = members.map { $0.subscription.topics.contains(topic) }
            guard readers.contains(true) else { continue }
            for number in 0..<max(count, 0) {
                while !readers[turn % members.count] { turn += 1 }
                shares[members[turn % members.count].memberId, default: []]
                    .append(TopicPartition(topic, Int32(truncatingIfNeeded: number)))
                turn += 1
            }
        }
        return shares
    }

    /// Takes from each share what another member still has: it is assigned in the round after that has let it go.
    private static func withoutMoves(
        _ shares: [String: [TopicPartition]], _ members: [AssignmentMember]
    ) -> [String: [TopicPartition]] {
        var owners: [TopicPartition: String] = [:]
        for member in members.sorted(by: { $0.subscription.generation < $1.subscription.generation }) {
            for partition in member.subscription.owned { owners[partition] = member.memberId }
        }
        var left: [String: [TopicPartition]] = [:]
        for (member, share) in shares {
            left[member] = share.filter { owners[$0] == nil || owners[$0] == member }
        }
        return left
    }

    private static func ranges(
        _ members: [AssignmentMember], _ partitionCounts: [String: Int]
    ) -> [String: [TopicPartition]] {
        var shares = Dictionary(
            members.map { ($0.memberId, [TopicPartition]()) }, uniquingKeysWith: { first, _ in first })
        for (topic, count) in partitionCounts.sorted(by: { $0.key < $1.key }) {
            let readers = members.filter { $0.subscription.topics.contains(topic) }
            guard !readers.isEmpty else { continue }
            let (each, extra) = count.quotientAndRemainder(dividingBy: readers.count)
            var next = 0
            for (index, reader) in readers.enumerated() {
                let length = each + (index < extra ? 1 : 0)
                shares[reader.memberId, default: []] += (next..<(next + length)).map {
                    TopicPartition(topic, Int32(truncatingIfNeeded: $0))
                }
                next += length
            }
        }
        return shares
    }
}
