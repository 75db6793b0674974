// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// A value in a record or file, versions 0-1.
public struct QuorumStateData: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    /// Versions 0.
    public var clusterId: String = ""
    public var leaderId: Int32 = -1
    public var leaderEpoch: Int32 = -1
    public var votedId: Int32 = -1
    /// Versions 1+.
    public var votedDirectoryId: Uuid = .zero
    /// Versions 0.
    public var appliedOffset: Int64 = 0
    /// Versions 0.
    public var currentVoters: [Voter]? = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        if version == 0 {
            clusterId = reader.string(compact: true)
        }
        leaderId = reader.int32()
        leaderEpoch = reader.int32()
        votedId = reader.int32()
        if version == 1 {
            votedDirectoryId = reader.uuid()
        }
        if version == 0 {
            appliedOffset = reader.int64()
            currentVoters = reader.array(of: Voter.self, version: version, compact: true, nullable: true, elementSize: 5)
        }
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        if version == 0 {
            writer.string(clusterId, compact: true)
        }
        writer.int32(leaderId)
        writer.int32(leaderEpoch)
        writer.int32(votedId)
        if version == 1 {
            writer.uuid(votedDirectoryId)
        }
        if version == 0 {
            writer.int64(appliedOffset)
            writer.array(currentVoters, version: version, compact: true, nullable: true)
        }
        writer.unsignedVarint(0)
    }

    /// Part of `QuorumStateData`, versions 0.
    public struct Voter: KafkaStruct {
        public var voterId: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            voterId = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(voterId)
            writer.unsignedVarint(0)
        }
    }
}
