/// Regular expressions of a group to be looked up among the topics: more work than a coordinator should do between two
/// requests. Whoever carries a plan out runs it wherever there is time, and hands the outcome back.
public struct TopicResolution: Sendable {
    /// The group that subscribes to them.
    public let group: String
    let visibility: TopicVisibility
    let expressions: [String]
    /// The version of the topics that were there.
    let version: Int64

    /// What was found.
    public struct Outcome: Sendable {
        let group: String
        let version: Int64
        let topics: [String: Set<String>]
    }

    /// Finds out which of `names` match, each expression for itself; only those that who asked may know of count.
    public func run(over names: [String]) -> Outcome {
        var topics: [String: Set<String>] = [:]
        for expression in expressions {
            // It was legal when a member came with it; in a log of Kafka's it may use what we lack.
            let pattern = try? TopicPattern(expression)
            topics[expression] = Set(names.filter { (pattern?.matches($0) ?? false) && visibility.shows($0) })
        }
        return Outcome(group: group, version: version, topics: topics)
    }
}

/// Which topics a client may know of, at the time it asks; a value that any thread may ask.
public struct TopicVisibility: Sendable {
    let shows: @Sendable (String) -> Bool

    /// - Parameter shows: whether the client may describe the topic of this name.
    public init(_ shows: @escaping @Sendable (String) -> Bool) { self.shows = shows }
}
