// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 5 of kafka-metadata, versions 0-2.
public struct PartitionChangeRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var partitionId: Int32 = -1
    public var topicId: Uuid = .zero
    public var isr: [Int32]? = nil
    public var leader: Int32 = -2
    public var replicas: [Int32]? = nil
    public var removingReplicas: [Int32]? = nil
    public var addingReplicas: [Int32]? = nil
    public var leaderRecoveryState: Int8 = -1
    /// Versions 1+.
    public var directories: [Uuid]? = nil
    /// Versions 2+.
    public var eligibleLeaderReplicas: [Int32]? = nil
    /// Versions 2+.
    public var lastKnownElr: [Int32]? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        partitionId = reader.int32()
        topicId = reader.uuid()
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0: isr = reader.int32Array(compact: true, nullable: true)
            case 1: leader = reader.int32()
            case 2: replicas = reader.int32Array(compact: true, nullable: true)
            case 3: removingReplicas = reader.int32Array(compact: true, nullable: true)
            case 4: addingReplicas = reader.int32Array(compact: true, nullable: true)
            case 5: leaderRecoveryState = reader.int8()
            case 6 where version == 2: eligibleLeaderReplicas = reader.int32Array(compact: true, nullable: true)
            case 7 where version == 2: lastKnownElr = reader.int32Array(compact: true, nullable: true)
            case 8 where version >= 1: directories = reader.uuidArray(compact: true, nullable: true)
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(partitionId)
        writer.uuid(topicId)
        var tags: UInt32 = 0
        let hasIsr = isr != nil
        if hasIsr { tags &+= 1 }
        let hasLeader = leader != -2
        if hasLeader { tags &+= 1 }
        let hasReplicas = replicas != nil
        if hasReplicas { tags &+= 1 }
        let hasRemovingReplicas = removingReplicas != nil
        if hasRemovingReplicas { tags &+= 1 }
        let hasAddingReplicas = addingReplicas != nil
        if hasAddingReplicas { tags &+= 1 }
        let hasLeaderRecoveryState = leaderRecoveryState != -1
        if hasLeaderRecoveryState { tags &+= 1 }
        let hasEligibleLeaderReplicas = version == 2 && eligibleLeaderReplicas != nil
        if hasEligibleLeaderReplicas { tags &+= 1 }
        let hasLastKnownElr = version == 2 && lastKnownElr != nil
        if hasLastKnownElr { tags &+= 1 }
        let hasDirectories = version >= 1 && directories != nil
        if hasDirectories { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasIsr {
            writer.tag(0) { $0.int32Array(isr, compact: true, nullable: true) }
        }
        if hasLeader {
            writer.tag(1, size: 4)
            writer.int32(leader)
        }
        if hasReplicas {
            writer.tag(2) { $0.int32Array(replicas, compact: true, nullable: true) }
        }
        if hasRemovingReplicas {
            writer.tag(3) { $0.int32Array(removingReplicas, compact: true, nullable: true) }
        }
        if hasAddingReplicas {
            writer.tag(4) { $0.int32Array(addingReplicas, compact: true, nullable: true) }
        }
        if hasLeaderRecoveryState {
            writer.tag(5, size: 1)
            writer.int8(leaderRecoveryState)
        }
        if hasEligibleLeaderReplicas {
            writer.tag(6) { $0.int32Array(eligibleLeaderReplicas, compact: true, nullable: true) }
        }
        if hasLastKnownElr {
            writer.tag(7) { $0.int32Array(lastKnownElr, compact: true, nullable: true) }
        }
        if hasDirectories {
            writer.tag(8) { $0.uuidArray(directories, compact: true, nullable: true) }
        }
    }
}
