public import Binary
public import Records

/// A partition as the metadata log has it.
public struct PartitionImage: Hashable, Sendable {
    /// The brokers that hold it, the preferred leader first.
    public var replicas: [Int32]
    /// For each replica the log directory; zero where it is not known.
    public var directories: [Uuid]
    /// The replicas in sync.
    public var isr: [Int32]
    /// Replicas on their way out.
    public var removingReplicas: [Int32]
    /// Replicas on their way in.
    public var addingReplicas: [Int32]
    /// Replicas outside the ISR that hold everything committed (KIP-966).
    public var eligibleLeaderReplicas: [Int32]
    /// The last leader, kept while nobody may lead (KIP-966).
    public var lastKnownLeaders: [Int32]
    /// The leader's broker id; -1 for none.
    public var leader: Int32
    /// Grows with every change of the leader.
    public var leaderEpoch: Int32
    /// Grows with every change of the partition.
    public var partitionEpoch: Int32
    /// 1 after an unclean election until the new leader has recovered, else 0.
    public var leaderRecoveryState: Int8

    /// A partition that is born.
    public init(_ record: PartitionRecord) {
        replicas = record.replicas
        directories = record.directories
        isr = record.isr
        removingReplicas = record.removingReplicas
        addingReplicas = record.addingReplicas
        eligibleLeaderReplicas = record.eligibleLeaderReplicas ?? []
        lastKnownLeaders = record.lastKnownElr ?? []
        leader = record.leader
        leaderEpoch = record.leaderEpoch
        partitionEpoch = record.partitionEpoch
        leaderRecoveryState = record.leaderRecoveryState
    }

    /// Applies a change; what the record leaves out stays.
    public mutating func apply(_ change: PartitionChangeRecord) {
        if let replicas = change.replicas { self.replicas = replicas }
        if let directories = change.directories { self.directories = directories }
        if let isr = change.isr { self.isr = isr }
        if let removing = change.removingReplicas { removingReplicas = removing }
        if let adding = change.addingReplicas { addingReplicas = adding }
        if let eligible = change.eligibleLeaderReplicas { eligibleLeaderReplicas = eligible }
        if let last = change.lastKnownElr { lastKnownLeaders = last }
        if change.leaderRecoveryState != -1 { leaderRecoveryState = change.leaderRecoveryState }
        if change.leader != PartitionImage.noLeaderChange {
            leader = change.leader
            leaderEpoch &+= 1
        }
        partitionEpoch &+= 1
    }

    /// The value of `PartitionChangeRecord.leader` that keeps leader and leader epoch.
    public static let noLeaderChange: Int32 = -2

    /// The record that a snapshot has for the partition.
    func record(topicId: Uuid, partition: Int32) -> PartitionRecord {
        var record = PartitionRecord()
        record.partitionId = partition
        record.topicId = topicId
        record.replicas = replicas
        record.directories = directories
        record.isr = isr
        record.removingReplicas = removingReplicas
        record.addingReplicas = addingReplicas
        record.leader = leader
        record.leaderEpoch = leaderEpoch
        record.partitionEpoch = partitionEpoch
        record.leaderRecoveryState = leaderRecoveryState
        // Kafka leaves the tags out where there is nothing to tell.
        record.eligibleLeaderReplicas = eligibleLeaderReplicas.isEmpty ? nil : eligibleLeaderReplicas
        record.lastKnownElr = lastKnownLeaders.isEmpty ? nil : lastKnownLeaders
        return record
    }
}

/// A topic as the metadata log has it.
public struct TopicImage: Hashable, Sendable {
    /// The name, unique in the cluster.
    public let name: String
    /// The identity: a topic made anew under the same name has another.
    public let id: Uuid
    /// The partitions; the index is the partition's number.
    public var partitions: [PartitionImage]

    /// A topic without partitions.
    public init(name: String, id: Uuid, partitions: [PartitionImage] = []) {
        self.name = name
        self.id = id
        self.partitions = partitions
    }

    /// Partition `index`; nil where the topic has no such partition.
    public func partition(_ index: Int32) -> PartitionImage? {
        guard index >= 0, Int(index) < partitions.count else { return nil }
        return partitions[Int(index)]
    }

    /// Whether clients should not touch the topic by themselves.
    public var isInternal: Bool { TopicName.isInternal(name) }
}
