// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 62, BrokerRegistration, versions 0-4.
public struct BrokerRegistrationRequest: KafkaRequest {
    public typealias Response = BrokerRegistrationResponse
    public static var apiKey: ApiKey { .brokerRegistration }
    public static var validVersions: ClosedRange<Int16> { 0...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var brokerId: Int32 = 0
    public var clusterId: String = ""
    public var incarnationId: Uuid = .zero
    public var listeners: [Listener] = []
    public var features: [Feature] = []
    public var rack: String? = ""
    /// Versions 1+.
    public var isMigratingZkBroker: Bool = false
    /// Versions 2+.
    public var logDirs: [Uuid] = []
    /// Versions 3+.
    public var previousBrokerEpoch: Int64 = -1

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        brokerId = reader.int32()
        clusterId = reader.string(compact: true)
        incarnationId = reader.uuid()
        listeners = reader.array(of: Listener.self, version: version, compact: true, elementSize: 7)
        features = reader.array(of: Feature.self, version: version, compact: true, elementSize: 6)
        rack = reader.string(compact: true, nullable: true)
        if version >= 1 {
            isMigratingZkBroker = reader.bool()
        }
        if version >= 2 {
            logDirs = reader.uuidArray(compact: true) ?? []
        }
        if version >= 3 {
            previousBrokerEpoch = reader.int64()
        }
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(brokerId)
        writer.string(clusterId, compact: true)
        writer.uuid(incarnationId)
        writer.array(listeners, version: version, compact: true)
        writer.array(features, version: version, compact: true)
        writer.string(rack, compact: true, nullable: true)
        if version >= 1 {
            writer.bool(isMigratingZkBroker)
        }
        if version >= 2 {
            writer.uuidArray(logDirs, compact: true)
        }
        if version >= 3 {
            writer.int64(previousBrokerEpoch)
        }
        writer.unsignedVarint(0)
    }

    /// Part of `BrokerRegistrationRequest`.
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

    /// Part of `BrokerRegistrationRequest`.
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

/// The response of API 62, BrokerRegistration, versions 0-4.
public struct BrokerRegistrationResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var brokerEpoch: Int64 = -1

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        brokerEpoch = reader.int64()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.int64(brokerEpoch)
        writer.unsignedVarint(0)
    }
}
