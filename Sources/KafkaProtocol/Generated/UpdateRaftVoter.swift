// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 82, UpdateRaftVoter, versions 0.
public struct UpdateRaftVoterRequest: KafkaRequest {
    public typealias Response = UpdateRaftVoterResponse
    public static var apiKey: ApiKey { .updateRaftVoter }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var clusterId: String? = ""
    public var currentLeaderEpoch: Int32 = 0
    public var voterId: Int32 = 0
    public var voterDirectoryId: Uuid = .zero
    public var listeners: [Listener] = []
    public var kRaftVersionFeature: KRaftVersionFeature = KRaftVersionFeature()

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        clusterId = reader.string(compact: true, nullable: true)
        currentLeaderEpoch = reader.int32()
        voterId = reader.int32()
        voterDirectoryId = reader.uuid()
        listeners = reader.array(of: Listener.self, version: version, compact: true, elementSize: 5)
        kRaftVersionFeature = KRaftVersionFeature(from: &reader, version: version)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(clusterId, compact: true, nullable: true)
        writer.int32(currentLeaderEpoch)
        writer.int32(voterId)
        writer.uuid(voterDirectoryId)
        writer.array(listeners, version: version, compact: true)
        kRaftVersionFeature.encode(to: &writer, version: version)
        writer.unsignedVarint(0)
    }

    /// Part of `UpdateRaftVoterRequest`.
    public struct Listener: KafkaStruct {
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

    /// Part of `UpdateRaftVoterRequest`.
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

/// The response of API 82, UpdateRaftVoter, versions 0.
public struct UpdateRaftVoterResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var currentLeader: CurrentLeader = CurrentLeader()

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0: currentLeader = CurrentLeader(from: &reader, version: version)
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        var tags: UInt32 = 0
        let hasCurrentLeader = !currentLeader.isDefault
        if hasCurrentLeader { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasCurrentLeader {
            writer.tag(0) { currentLeader.encode(to: &$0, version: version) }
        }
    }

    /// Part of `UpdateRaftVoterResponse`.
    public struct CurrentLeader: KafkaStruct {
        public var leaderId: Int32 = -1
        public var leaderEpoch: Int32 = -1
        public var host: String = ""
        public var port: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            leaderId = reader.int32()
            leaderEpoch = reader.int32()
            host = reader.string(compact: true)
            port = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(leaderId)
            writer.int32(leaderEpoch)
            writer.string(host, compact: true)
            writer.int32(port)
            writer.unsignedVarint(0)
        }

        var isDefault: Bool {
            guard !(leaderId != -1) else { return false }
            guard !(leaderEpoch != -1) else { return false }
            guard !(host != "") else { return false }
            return !(port != 0)
        }
    }
}
