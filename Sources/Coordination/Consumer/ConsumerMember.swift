import Binary
import Records

/// A member of a consumer group as the log tells of it. Immutable to whoever plans: a change is another value, written
/// down and applied.
struct ConsumerMember: Equatable, Sendable {
    /// How far a member is on its way to its target assignment; the raw values are the log's.
    enum State: Int8, Sendable {
        /// It is where the target assignment of its epoch wants it.
        case stable = 0
        /// It has been told to give partitions up, and has not said yet that it has.
        case unrevokedPartitions = 1
        /// It waits for partitions that others have not given up yet.
        case unreleasedPartitions = 2
        /// Written by a later release.
        case unknown = 127
    }

    /// The epoch of a static member that has left for a while.
    static let temporarilyLeft: Int32 = -2

    let id: String
    /// Static members have one and keep their place over restarts.
    var instanceId: String?
    var rackId: String?
    var clientId = ""
    var clientHost = ""
    /// Topics it subscribes to by name, in order, each once.
    var topics: [String] = []
    /// The regular expression it subscribes to; empty for none.
    var expression = ""
    var rebalanceTimeoutMs: Int32 = -1
    /// The assignor it would like.
    var assignor: String?
    /// What it said in JoinGroup, if it speaks the classic protocol.
    var classic: ClassicFace?

    var epoch: Int32 = 0
    var previousEpoch: Int32 = 0
    var state = State.stable
    /// What it may consume.
    var assigned = OwnedPartitions()
    /// What it is to give up, and still counts as having.
    var revoking = OwnedPartitions()

    /// What a member of the classic protocol brings along.
    struct ClassicFace: Equatable, Sendable {
        var sessionTimeoutMs: Int32
        /// In its order of preference; the first is what it is answered with.
        var protocols: [ClassicProtocol]
    }

    init(id: String) { self.id = id }

    /// The member under another id, as one that comes back.
    init(id: String, inPlaceOf other: ConsumerMember) {
        self.init(id: id)
        instanceId = other.instanceId
        rackId = other.rackId
        clientId = other.clientId
        clientHost = other.clientHost
        topics = other.topics
        expression = other.expression
        rebalanceTimeoutMs = other.rebalanceTimeoutMs
        assignor = other.assignor
        classic = other.classic
        state = other.state
        assigned = other.assigned
        revoking = other.revoking
    }

    var isClassic: Bool { classic != nil }

    /// Whether it has nothing to do to be where the target assignment of this epoch wants it.
    func isReconciled(to targetEpoch: Int32) -> Bool { state == .stable && epoch == targetEpoch }

    /// Goes on to an epoch; it may stay the same.
    mutating func enter(epoch next: Int32) {
        previousEpoch = epoch
        epoch = next
    }
}

extension ConsumerMember {
    /// Whether the part of a member that its subscription record holds is the same.
    func hasSameMetadata(as other: ConsumerMember) -> Bool {
        instanceId == other.instanceId && rackId == other.rackId && clientId == other.clientId
            && clientHost == other.clientHost && topics == other.topics && expression == other.expression
            && rebalanceTimeoutMs == other.rebalanceTimeoutMs && assignor == other.assignor && classic == other.classic
    }

    // MARK: Records

    /// Takes over what a record of its subscription says.
    mutating func apply(_ value: ConsumerGroupMemberMetadataValue) {
        instanceId = value.instanceId
        rackId = value.rackId
        clientId = value.clientId
        clientHost = value.clientHost
        topics = Set(value.subscribedTopicNames).sorted()
        expression = value.subscribedTopicRegex ?? ""
        rebalanceTimeoutMs = value.rebalanceTimeoutMs
        assignor = value.serverAssignor
        classic = value.classicMemberMetadata.map { metadata in
            ClassicFace(
                sessionTimeoutMs: metadata.sessionTimeoutMs,
                protocols: metadata.supportedProtocols.map { ClassicProtocol(name: $0.name, metadata: $0.metadata) })
        }
    }

    var metadataValue: ConsumerGroupMemberMetadataValue {
        var value = ConsumerGroupMemberMetadataValue()
        value.instanceId = instanceId
        value.rackId = rackId
        value.clientId = clientId
        value.clientHost = clientHost
        value.subscribedTopicNames = topics
        value.subscribedTopicRegex = expression
        value.rebalanceTimeoutMs = rebalanceTimeoutMs
        value.serverAssignor = assignor
        value.classicMemberMetadata = classic.map { face in
            var metadata = ConsumerGroupMemberMetadataValue.ClassicMemberMetadata()
            metadata.sessionTimeoutMs = face.sessionTimeoutMs
            metadata.supportedProtocols = face.protocols.map { offered in
                var entry = ConsumerGroupMemberMetadataValue.ClassicProtocol()
                entry.name = offered.name
                entry.metadata = offered.metadata
                return entry
            }
            return metadata
        }
        return value
    }

    /// Takes over what a record of its current assignment says; without one it begins anew.
    mutating func apply(_ value: ConsumerGroupCurrentMemberAssignmentValue?) {
        epoch = value?.memberEpoch ?? 0
        previousEpoch = value?.previousMemberEpoch ?? 0
        state = value.map { State(rawValue: $0.state) ?? .unknown } ?? .stable
        assigned = OwnedPartitions(value?.assignedPartitions ?? [], memberEpoch: epoch)
        revoking = OwnedPartitions(value?.partitionsPendingRevocation ?? [], memberEpoch: epoch)
    }

    var currentValue: ConsumerGroupCurrentMemberAssignmentValue {
        var value = ConsumerGroupCurrentMemberAssignmentValue()
        value.memberEpoch = epoch
        value.previousMemberEpoch = previousEpoch
        value.state = state.rawValue
        value.assignedPartitions = assigned.entries
        value.partitionsPendingRevocation = revoking.entries
        return value
    }
}

extension OwnedPartitions {
    fileprivate typealias Entry = ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions

    /// Partitions as the log has them; logs of older brokers know no epochs, so the member's counts.
    fileprivate init(_ entries: [Entry], memberEpoch: Int32) {
        self.init()
        for entry in entries {
            for (index, partition) in entry.partitions.enumerated() {
                let epochs = entry.assignmentEpochs ?? []
                set(partition, of: entry.topicId, epoch: index < epochs.count ? epochs[index] : memberEpoch)
            }
        }
    }

    fileprivate var entries: [Entry] {
        sorted.map { topic, partitions in
            var entry = Entry()
            entry.topicId = topic
            entry.partitions = partitions.map(\.number)
            entry.assignmentEpochs = partitions.map(\.epoch)
            return entry
        }
    }
}
