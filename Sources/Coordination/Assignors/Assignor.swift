import Binary

/// The ways in which the coordinator itself assigns partitions, by the names that members ask for.
enum Assignor: String, CaseIterable, Sendable {
    /// All members as even as their subscriptions allow, and as little moved as that allows.
    case uniform
    /// For each topic, ranges of partitions in the order of the members: the same partitions of topics with the same
    /// subscribers and as many partitions go to the same member.
    case range

    /// Shares all partitions of all topics that anyone subscribes to among the members; each goes to exactly one.
    ///
    /// - Returns: by member id; every member is there.
    func assign(_ problem: AssignmentProblem) -> [String: PartitionSet] {
        switch self {
        case .uniform: UniformAssignment(problem).solve()
        case .range: rangeAssignment(problem)
        }
    }
}

/// What an assignor is asked.
struct AssignmentProblem: Sendable {
    struct Member: Sendable {
        let id: String
        /// Static members keep their place in a range when they come back under another id.
        let instanceId: String?
        /// The topics it subscribes to; those that do not exist are left out.
        let topics: Set<Uuid>
        /// What it was to have so far.
        let current: PartitionSet
    }

    struct Topic: Sendable {
        let id: Uuid
        let partitionCount: Int32
    }

    /// In an order that does not depend on chance: it decides between equals.
    let members: [Member]
    /// In such an order as well, each topic once.
    let topics: [Topic]
}
