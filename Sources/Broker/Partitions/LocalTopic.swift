public import Binary

/// A topic as this node serves it: its settings and those of its partitions that have a log here. Immutable: a change
/// makes a new value that shares the partitions.
public final class LocalTopic: Sendable {
    /// Its name.
    public let name: String
    /// Its identity.
    public let id: Uuid
    /// Whether clients are kept from writing to it.
    public let isInternal: Bool
    /// Its resolved settings.
    public let settings: TopicSettings
    /// By number; nil for one that has no log here.
    let partitions: [Partition?]

    /// A topic.
    public init(name: String, id: Uuid, isInternal: Bool, settings: TopicSettings, partitions: [Partition?]) {
        self.name = name
        self.id = id
        self.isInternal = isInternal
        self.settings = settings
        self.partitions = partitions
    }

    /// How many partitions the topic has in the cluster.
    public var partitionCount: Int { partitions.count }

    /// A partition by a number as sent; nil where there is none here.
    public func partition(_ index: Int32) -> Partition? {
        index >= 0 && Int(index) < partitions.count ? partitions[Int(index)] : nil
    }
}

/// The topics of one metadata image that have partitions on this node. Immutable; each loop keeps a reference.
public final class TopicTable: Sendable {
    /// By name.
    public let byName: [String: LocalTopic]
    /// By id.
    public let byId: [Uuid: LocalTopic]

    /// A table of these topics.
    public init(_ topics: [LocalTopic]) {
        byName = Dictionary(topics.map { ($0.name, $0) }) { $1 }
        byId = Dictionary(topics.map { ($0.id, $0) }) { $1 }
    }

    /// No topics.
    public static let empty = TopicTable([])
}
