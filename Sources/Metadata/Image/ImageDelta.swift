public import Binary

/// What changed between two images; what is not named is the same in both.
public struct ImageDelta: Sendable {
    /// Topics that are new or whose partitions changed, as they are in the new image.
    public var changedTopics: Set<Uuid> = []
    /// Topics that are gone, as they last were.
    public var removedTopics: [Uuid: TopicImage] = [:]
    /// Resources whose settings changed.
    public var changedConfigs: Set<ConfigResource> = []
    /// Brokers that were registered, changed or unregistered.
    public var changedBrokers: Set<Int32> = []
    /// Whether a feature level changed.
    public var features = false
    /// Whether an access control entry changed.
    public var acls = false

    /// Nothing changed.
    public init() {}

    /// Whether nothing that anybody follows changed.
    public var isEmpty: Bool {
        changedTopics.isEmpty && removedTopics.isEmpty && changedConfigs.isEmpty && changedBrokers.isEmpty
            && !features && !acls
    }
}
