// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 10, FindCoordinator, versions 0-6.
public struct FindCoordinatorRequest: KafkaRequest {
    public typealias Response = FindCoordinatorResponse
    public static var apiKey: ApiKey { .findCoordinator }
    public static var validVersions: ClosedRange<Int16> { 0...6 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }

    /// Versions 0-3.
    public var key: String = ""
    /// Versions 1+.
    public var keyType: Int8 = 0
    /// Versions 4+.
    public var coordinatorKeys: [String] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 3
        if version <= 3 {
            key = reader.string(compact: flexible)
        }
        if version >= 1 {
            keyType = reader.int8()
        }
        if version >= 4 {
            coordinatorKeys = reader.stringArray(compact: flexible) ?? []
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 3
        if version <= 3 {
            writer.string(key, compact: flexible)
        }
        if version >= 1 {
            writer.int8(keyType)
        }
        if version >= 4 {
            writer.stringArray(coordinatorKeys, compact: flexible)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 10, FindCoordinator, versions 0-6.
public struct FindCoordinatorResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...6 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }

    /// Versions 1+.
    public var throttleTimeMs: Int32 = 0
    /// Versions 0-3.
    public var errorCode: Int16 = 0
    /// Versions 1-3.
    public var errorMessage: String? = ""
    /// Versions 0-3.
    public var nodeId: Int32 = 0
    /// Versions 0-3.
    public var host: String = ""
    /// Versions 0-3.
    public var port: Int32 = 0
    /// Versions 4+.
    public var coordinators: [Coordinator] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 3
        if version >= 1 {
            throttleTimeMs = reader.int32()
        }
        if version <= 3 {
            errorCode = reader.int16()
        }
        if version >= 1 && version <= 3 {
            errorMessage = reader.string(compact: flexible, nullable: true)
        }
        if version <= 3 {
            nodeId = reader.int32()
            host = reader.string(compact: flexible)
            port = reader.int32()
        }
        if version >= 4 {
            coordinators = reader.array(of: Coordinator.self, version: version, compact: flexible, elementSize: 14)
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 3
        if version >= 1 {
            writer.int32(throttleTimeMs)
        }
        if version <= 3 {
            writer.int16(errorCode)
        }
        if version >= 1 && version <= 3 {
            writer.string(errorMessage, compact: flexible, nullable: true)
        }
        if version <= 3 {
            writer.int32(nodeId)
            writer.string(host, compact: flexible)
            writer.int32(port)
        }
        if version >= 4 {
            writer.array(coordinators, version: version, compact: flexible)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `FindCoordinatorResponse`, versions 4-6.
    public struct Coordinator: KafkaStruct {
        public var key: String = ""
        public var nodeId: Int32 = 0
        public var host: String = ""
        public var port: Int32 = 0
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            key = reader.string(compact: true)
            nodeId = reader.int32()
            host = reader.string(compact: true)
            port = reader.int32()
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(key, compact: true)
            writer.int32(nodeId)
            writer.string(host, compact: true)
            writer.int32(port)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }
}
