// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 80, AddRaftVoter, versions 0-1.
public struct AddRaftVoterRequest: KafkaRequest {
    public typealias Response = AddRaftVoterResponse
    public static var apiKey: ApiKey { .addRaftVoter }
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var clusterId: String? = ""
    public var timeoutMs: Int32 = 0
    public var voterId: Int32 = 0
    public var voterDirectoryId: Uuid = .zero
    public var listeners: [Listener] = []
    /// Versions 1+.
    public var ackWhenCommitted: Bool = true

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        clusterId = reader.string(compact: true, nullable: true)
        timeoutMs = reader.int32()
        voterId = reader.int32()
        voterDirectoryId = reader.uuid()
        listeners = reader.array(of: Listener.self, version: version, compact: true, elementSize: 5)
        if version == 1 {
            ackWhenCommitted = reader.bool()
        }
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(clusterId, compact: true, nullable: true)
        writer.int32(timeoutMs)
        writer.int32(voterId)
        writer.uuid(voterDirectoryId)
        writer.array(listeners, version: version, compact: true)
        if version == 1 {
            writer.bool(ackWhenCommitted)
        }
        writer.unsignedVarint(0)
    }

    /// Part of `AddRaftVoterRequest`.
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
}

/// The response of API 80, AddRaftVoter, versions 0-1.
public struct AddRaftVoterResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var errorMessage: String? = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        errorMessage = reader.string(compact: true, nullable: true)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.string(errorMessage, compact: true, nullable: true)
        writer.unsignedVarint(0)
    }
}
