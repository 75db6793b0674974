// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 3 of kafka-metadata, versions 0-2.
public struct PartitionRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var partitionId: Int32 = -1
    public var topicId: Uuid = .zero
    public var replicas: [Int32] = []
    public var isr: [Int32] = []
    public var removingReplicas: [Int32] = []
    public var addingReplicas: [Int32] = []
    public var leader: Int32 = -1
    public var leaderRecoveryState: Int8 = 0
    public var leaderEpoch: Int32 = -1
    public var partitionEpoch: Int32 = -1
    /// Versions 1+.
    public var directories: [Uuid] = []
    /// Versions 2+.
    public var eligibleLeaderReplicas: [Int32]? = nil
    /// Versions 2+.
    public var lastKnownElr: [Int32]? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        partitionId = reader.int32()
        topicId = reader.uuid()
        replicas = reader.int32Array(compact: true) ?? []
        isr = reader.int32Array(compact: true) ?? []
        removingReplicas = reader.int32Array(compact: true) ?? []
        addingReplicas = reader.int32Array(compact: true) ?? []
        leader = reader.int32()
        leaderEpoch = reader.int32()
        partitionEpoch = reader.int32()
        if version >= 1 {
            directories = reader.uuidArray(compact: true) ?? []
        }
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0: leaderRecoveryState = reader.int8()
            case 1 where version == 2: eligibleLeaderReplicas = reader.int32Array(compact: true, nullable: true)
            case 2 where version == 2: lastKnownElr = reader.int32Array(compact: true, nullable: true)
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(partitionId)
        writer.uuid(topicId)
        writer.int32Array(replicas, compact: true)
        writer.int32Array(isr, compact: true)
        writer.int32Array(removingReplicas, compact: true)
        writer.int32Array(addingReplicas, compact: true)
        writer.int32(leader)
        writer.int32(leaderEpoch)
        writer.int32(partitionEpoch)
        if version >= 1 {
            writer.uuidArray(directories, compact: true)
        }
        var tags: UInt32 = 0
        let hasLeaderRecoveryState = leaderRecoveryState != 0
        if hasLeaderRecoveryState { tags &+= 1 }
        let hasEligibleLeaderReplicas = version == 2 && eligibleLeaderReplicas != nil
        if hasEligibleLeaderReplicas { tags &+= 1 }
        let hasLastKnownElr = version == 2 && lastKnownElr != nil
        if hasLastKnownElr { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasLeaderRecoveryState {
            writer.tag(0, size: 1)
            writer.int8(leaderRecoveryState)
        }
        if hasEligibleLeaderReplicas {
            writer.tag(1) { $0.int32Array(eligibleLeaderReplicas, compact: true, nullable: true) }
        }
        if hasLastKnownElr {
            writer.tag(2) { $0.int32Array(lastKnownElr, compact: true, nullable: true) }
        }
    }
}
