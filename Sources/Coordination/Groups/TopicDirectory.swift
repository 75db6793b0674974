public import Binary

/// A topic as far as a coordinator is concerned.
public struct GroupTopic: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its identity: a topic that is made anew under the same name is another one.
    public var id: Uuid
    /// How many partitions it has; they are numbered from 0.
    public var partitionCount: Int32

    /// A topic.
    public init(name: String, id: Uuid, partitionCount: Int32) {
        self.name = name
        self.id = id
        self.partitionCount = partitionCount
    }
}

/// The topics of one metadata image: an immutable value that the driver hands to a shard whenever they change. The
/// shard finds out nothing about topics by itself.
public protocol TopicDirectory: Sendable {
    /// Where in the metadata log this state ends; it only grows.
    var version: Int64 { get }
    /// All names, in any order.
    var names: [String] { get }
    /// The topic that bears a name.
    func topic(named name: String) -> GroupTopic?
    /// The topic of an id.
    func topic(id: Uuid) -> GroupTopic?
}

/// No topics: what a shard knows before it is told.
struct NoTopics: TopicDirectory {
    var version: Int64 { -1 }
    var names: [String] { [] }
    func topic(named name: String) -> GroupTopic? { nil }
    func topic(id: Uuid) -> GroupTopic? { nil }
}
