// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 17 of kafka-metadata, versions 0-3.
public struct BrokerRegistrationChangeRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var brokerId: Int32 = 0
    public var brokerEpoch: Int64 = 0
    public var fenced: Int8 = 0
    /// Versions 1+.
    public var inControlledShutdown: Int8 = 0
    /// Versions 2+.
    public var logDirs: [Uuid] = []
    /// Versions 3+.
    public var cordonedLogDirs: [Uuid]? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        brokerId = reader.int32()
        brokerEpoch = reader.int64()
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0: fenced = reader.int8()
            case 1 where version >= 1: inControlledShutdown = reader.int8()
            case 2 where version >= 2: logDirs = reader.uuidArray(compact: true) ?? []
            case 3 where version == 3: cordonedLogDirs = reader.uuidArray(compact: true, nullable: true)
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(brokerId)
        writer.int64(brokerEpoch)
        var tags: UInt32 = 0
        let hasFenced = fenced != 0
        if hasFenced { tags &+= 1 }
        let hasInControlledShutdown = version >= 1 && inControlledShutdown != 0
        if hasInControlledShutdown { tags &+= 1 }
        let hasLogDirs = version >= 2 && !logDirs.isEmpty
        if hasLogDirs { tags &+= 1 }
        let hasCordonedLogDirs = version == 3 && cordonedLogDirs != nil
        if hasCordonedLogDirs { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasFenced {
            writer.tag(0, size: 1)
            writer.int8(fenced)
        }
        if hasInControlledShutdown {
            writer.tag(1, size: 1)
            writer.int8(inControlledShutdown)
        }
        if hasLogDirs {
            writer.tag(2) { $0.uuidArray(logDirs, compact: true) }
        }
        if hasCordonedLogDirs {
            writer.tag(3) { $0.uuidArray(cordonedLogDirs, compact: true, nullable: true) }
        }
    }
}
