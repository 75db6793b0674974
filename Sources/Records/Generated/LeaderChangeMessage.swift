// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// A value in a record or file, versions 0-1.
public struct LeaderChangeMessage: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var version: Int16 = 0
    public var leaderId: Int32 = 0
    public var voters: [Voter] = []
    public var grantingVoters: [Voter] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        self.version = reader.int16()
        leaderId = reader.int32()
        voters = reader.array(of: Voter.self, version: version, compact: true, elementSize: 5)
        grantingVoters = reader.array(of: Voter.self, version: version, compact: true, elementSize: 5)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int16(self.version)
        writer.int32(leaderId)
        writer.array(voters, version: version, compact: true)
        writer.array(grantingVoters, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `LeaderChangeMessage`.
    public struct Voter: KafkaStruct {
        public var voterId: Int32 = 0
        /// Versions 1+.
        public var voterDirectoryId: Uuid = .zero

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            voterId = reader.int32()
            if version == 1 {
                voterDirectoryId = reader.uuid()
            }
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(voterId)
            if version == 1 {
                writer.uuid(voterDirectoryId)
            }
            writer.unsignedVarint(0)
        }
    }
}
