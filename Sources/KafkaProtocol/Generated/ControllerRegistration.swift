// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 70, ControllerRegistration, versions 0.
public struct ControllerRegistrationRequest: KafkaRequest {
    public typealias Response = ControllerRegistrationResponse
    public static var apiKey: ApiKey { .controllerRegistration }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var controllerId: Int32 = 0
    public var incarnationId: Uuid = .zero
    public var zkMigrationReady: Bool = false
    public var listeners: [Listener] = []
    public var features: [Feature] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        controllerId = reader.int32()
        incarnationId = reader.uuid()
        zkMigrationReady = reader.bool()
        listeners = reader.array(of: Listener.self, version: version, compact: true, elementSize: 7)
        features = reader.array(of: Feature.self, version: version, compact: true, elementSize: 6)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(controllerId)
        writer.uuid(incarnationId)
        writer.bool(zkMigrationReady)
        writer.array(listeners, version: version, compact: true)
        writer.array(features, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `ControllerRegistrationRequest`.
    public struct Listener: KafkaStruct {
        public var name: String = ""
        public var host: String = ""
        public var port: UInt16 = 0
        public var securityProtocol: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            host = reader.string(compact: true)
            port = reader.uint16()
            securityProtocol = reader.int16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.string(host, compact: true)
            writer.uint16(port)
            writer.int16(securityProtocol)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ControllerRegistrationRequest`.
    public struct Feature: KafkaStruct {
        public var name: String = ""
        public var minSupportedVersion: Int16 = 0
        public var maxSupportedVersion: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            minSupportedVersion = reader.int16()
            maxSupportedVersion = reader.int16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.int16(minSupportedVersion)
            writer.int16(maxSupportedVersion)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 70, ControllerRegistration, versions 0.
public struct ControllerRegistrationResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
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
