// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 27 of kafka-metadata, versions 0.
public struct RegisterControllerRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var controllerId: Int32 = 0
    public var incarnationId: Uuid = .zero
    public var zkMigrationReady: Bool = false
    public var endPoints: [ControllerEndpoint] = []
    public var features: [ControllerFeature] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        controllerId = reader.int32()
        incarnationId = reader.uuid()
        zkMigrationReady = reader.bool()
        endPoints = reader.array(of: ControllerEndpoint.self, version: version, compact: true, elementSize: 7)
        features = reader.array(of: ControllerFeature.self, version: version, compact: true, elementSize: 6)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(controllerId)
        writer.uuid(incarnationId)
        writer.bool(zkMigrationReady)
        writer.array(endPoints, version: version, compact: true)
        writer.array(features, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `RegisterControllerRecord`.
    public struct ControllerEndpoint: KafkaStruct {
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

    /// Part of `RegisterControllerRecord`.
    public struct ControllerFeature: KafkaStruct {
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
