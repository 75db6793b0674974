// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 63, BrokerHeartbeat, versions 0-2.
public struct BrokerHeartbeatRequest: KafkaRequest {
    public typealias Response = BrokerHeartbeatResponse
    public static var apiKey: ApiKey { .brokerHeartbeat }
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var brokerId: Int32 = 0
    public var brokerEpoch: Int64 = -1
    public var currentMetadataOffset: Int64 = 0
    public var wantFence: Bool = false
    public var wantShutDown: Bool = false
    /// Versions 1+.
    public var offlineLogDirs: [Uuid] = []
    /// Versions 2+.
    public var cordonedLogDirs: [Uuid]? = nil

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        brokerId = reader.int32()
        brokerEpoch = reader.int64()
        currentMetadataOffset = reader.int64()
        wantFence = reader.bool()
        wantShutDown = reader.bool()
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0 where version >= 1: offlineLogDirs = reader.uuidArray(compact: true) ?? []
            case 1 where version == 2: cordonedLogDirs = reader.uuidArray(compact: true, nullable: true)
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(brokerId)
        writer.int64(brokerEpoch)
        writer.int64(currentMetadataOffset)
        writer.bool(wantFence)
        writer.bool(wantShutDown)
        var tags: UInt32 = 0
        let hasOfflineLogDirs = version >= 1 && !offlineLogDirs.isEmpty
        if hasOfflineLogDirs { tags &+= 1 }
        let hasCordonedLogDirs = version == 2 && cordonedLogDirs != nil
        if hasCordonedLogDirs { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasOfflineLogDirs {
            writer.tag(0) { $0.uuidArray(offlineLogDirs, compact: true) }
        }
        if hasCordonedLogDirs {
            writer.tag(1) { $0.uuidArray(cordonedLogDirs, compact: true, nullable: true) }
        }
    }
}

/// The response of API 63, BrokerHeartbeat, versions 0-2.
public struct BrokerHeartbeatResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var isCaughtUp: Bool = false
    public var isFenced: Bool = true
    public var shouldShutDown: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        isCaughtUp = reader.bool()
        isFenced = reader.bool()
        shouldShutDown = reader.bool()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.bool(isCaughtUp)
        writer.bool(isFenced)
        writer.bool(shouldShutDown)
        writer.unsignedVarint(0)
    }
}
