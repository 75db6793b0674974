// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// A value in a record or file, versions 0.
public struct VotersRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var version: Int16 = 0
    public var voters: [Voter] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        self.version = reader.int16()
        voters = reader.array(of: Voter.self, version: version, compact: true, elementSize: 27)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int16(self.version)
        writer.array(voters, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `VotersRecord`.
    public struct Voter: KafkaStruct {
        public var voterId: Int32 = 0
        public var voterDirectoryId: Uuid = .zero
        public var endpoints: [Endpoint] = []
        public var kRaftVersionFeature: KRaftVersionFeature = KRaftVersionFeature()

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            voterId = reader.int32()
            voterDirectoryId = reader.uuid()
            endpoints = reader.array(of: Endpoint.self, version: version, compact: true, elementSize: 5)
            kRaftVersionFeature = KRaftVersionFeature(from: &reader, version: version)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(voterId)
            writer.uuid(voterDirectoryId)
            writer.array(endpoints, version: version, compact: true)
            kRaftVersionFeature.encode(to: &writer, version: version)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `VotersRecord`.
    public struct Endpoint: KafkaStruct {
        public var name: String = ""
        public var host: String = ""
        public var port: UInt16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            host = reader.string(compact: true)
            port = reader.uint16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.string(host, compact: true)
            writer.uint16(port)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `VotersRecord`.
    public struct KRaftVersionFeature: KafkaStruct {
        public var minSupportedVersion: Int16 = 0
        public var maxSupportedVersion: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            minSupportedVersion = reader.int16()
            maxSupportedVersion = reader.int16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int16(minSupportedVersion)
            writer.int16(maxSupportedVersion)
            writer.unsignedVarint(0)
        }
    }
}
