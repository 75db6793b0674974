// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 0 of kafka-metadata, versions 0-4.
public struct RegisterBrokerRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...4 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var brokerId: Int32 = 0
    /// Versions 2+.
    public var isMigratingZkBroker: Bool = false
    public var incarnationId: Uuid = .zero
    public var brokerEpoch: Int64 = 0
    public var endPoints: [BrokerEndpoint] = []
    public var features: [BrokerFeature] = []
    public var rack: String? = ""
    public var fenced: Bool = true
    /// Versions 1+.
    public var inControlledShutdown: Bool = false
    /// Versions 3+.
    public var logDirs: [Uuid] = []
    /// Versions 4+.
    public var cordonedLogDirs: [Uuid]? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        brokerId = reader.int32()
        if version >= 2 {
            isMigratingZkBroker = reader.bool()
        }
        incarnationId = reader.uuid()
        brokerEpoch = reader.int64()
        endPoints = reader.array(of: BrokerEndpoint.self, version: version, compact: true, elementSize: 7)
        features = reader.array(of: BrokerFeature.self, version: version, compact: true, elementSize: 6)
        rack = reader.string(compact: true, nullable: true)
        fenced = reader.bool()
        if version >= 1 {
            inControlledShutdown = reader.bool()
        }
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0 where version >= 3: logDirs = reader.uuidArray(compact: true) ?? []
            case 1 where version == 4: cordonedLogDirs = reader.uuidArray(compact: true, nullable: true)
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(brokerId)
        if version >= 2 {
            writer.bool(isMigratingZkBroker)
        }
        writer.uuid(incarnationId)
        writer.int64(brokerEpoch)
        writer.array(endPoints, version: version, compact: true)
        writer.array(features, version: version, compact: true)
        writer.string(rack, compact: true, nullable: true)
        writer.bool(fenced)
        if version >= 1 {
            writer.bool(inControlledShutdown)
        }
        var tags: UInt32 = 0
        let hasLogDirs = version >= 3 && !logDirs.isEmpty
        if hasLogDirs { tags &+= 1 }
        let hasCordonedLogDirs = version == 4 && cordonedLogDirs != nil
        if hasCordonedLogDirs { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasLogDirs {
            writer.tag(0) { $0.uuidArray(logDirs, compact: true) }
        }
        if hasCordonedLogDirs {
            writer.tag(1) { $0.uuidArray(cordonedLogDirs, compact: true, nullable: true) }
        }
    }

    /// Part of `RegisterBrokerRecord`.
    public struct BrokerEndpoint: KafkaStruct {
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

    /// Part of `RegisterBrokerRecord`.
    public struct BrokerFeature: KafkaStruct {
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
