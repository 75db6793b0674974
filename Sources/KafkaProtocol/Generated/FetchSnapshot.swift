// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 59, FetchSnapshot, versions 0-1.
public struct FetchSnapshotRequest: KafkaRequest {
    public typealias Response = FetchSnapshotResponse
    public static var apiKey: ApiKey { .fetchSnapshot }
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var clusterId: String? = nil
    public var replicaId: Int32 = -1
    public var maxBytes: Int32 = 0x7fffffff
    public var topics: [TopicSnapshot] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        replicaId = reader.int32()
        maxBytes = reader.int32()
        topics = reader.array(of: TopicSnapshot.self, version: version, compact: true, elementSize: 3)
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0: clusterId = reader.string(compact: true, nullable: true)
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(replicaId)
        writer.int32(maxBytes)
        writer.array(topics, version: version, compact: true)
        var tags: UInt32 = 0
        let hasClusterId = clusterId != nil
        if hasClusterId { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasClusterId {
            writer.tag(0) { $0.string(clusterId, compact: true, nullable: true) }
        }
    }

    /// Part of `FetchSnapshotRequest`.
    public struct TopicSnapshot: KafkaStruct {
        public var name: String = ""
        public var partitions: [PartitionSnapshot] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            partitions = reader.array(of: PartitionSnapshot.self, version: version, compact: true, elementSize: 30)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `FetchSnapshotRequest`.
    public struct PartitionSnapshot: KafkaStruct {
        public var partition: Int32 = 0
        public var currentLeaderEpoch: Int32 = 0
        public var snapshotId: SnapshotId = SnapshotId()
        public var position: Int64 = 0
        /// Versions 1+.
        public var replicaDirectoryId: Uuid = .zero

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            partition = reader.int32()
            currentLeaderEpoch = reader.int32()
            snapshotId = SnapshotId(from: &reader, version: version)
            position = reader.int64()
            var tags = reader.unsignedVarint()
            while tags > 0, !reader.failed {
                tags &-= 1
                let tag = reader.tag()
                switch tag.number {
                case 0 where version == 1: replicaDirectoryId = reader.uuid()
                default: reader.skip(tag.end &- reader.position)
                }
                reader.endTag(tag.end)
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(partition)
            writer.int32(currentLeaderEpoch)
            snapshotId.encode(to: &writer, version: version)
            writer.int64(position)
            var tags: UInt32 = 0
            let hasReplicaDirectoryId = version == 1 && replicaDirectoryId != .zero
            if hasReplicaDirectoryId { tags &+= 1 }
            writer.unsignedVarint(tags)
            if hasReplicaDirectoryId {
                writer.tag(0, size: 16)
                writer.uuid(replicaDirectoryId)
            }
        }
    }

    /// Part of `FetchSnapshotRequest`.
    public struct SnapshotId: KafkaStruct {
        public var endOffset: Int64 = 0
        public var epoch: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            endOffset = reader.int64()
            epoch = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int64(endOffset)
            writer.int32(epoch)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 59, FetchSnapshot, versions 0-1.
public struct FetchSnapshotResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...1 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var topics: [TopicSnapshot] = []
    /// Versions 1+.
    public var nodeEndpoints: [NodeEndpoint] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        topics = reader.array(of: TopicSnapshot.self, version: version, compact: true, elementSize: 3)
        var tags = reader.unsignedVarint()
        while tags > 0, !reader.failed {
            tags &-= 1
            let tag = reader.tag()
            switch tag.number {
            case 0 where version == 1: nodeEndpoints = reader.array(of: NodeEndpoint.self, version: version, compact: true, elementSize: 8)
            default: reader.skip(tag.end &- reader.position)
            }
            reader.endTag(tag.end)
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.array(topics, version: version, compact: true)
        var tags: UInt32 = 0
        let hasNodeEndpoints = version == 1 && !nodeEndpoints.isEmpty
        if hasNodeEndpoints { tags &+= 1 }
        writer.unsignedVarint(tags)
        if hasNodeEndpoints {
            writer.tag(0) { $0.array(nodeEndpoints, version: version, compact: true) }
        }
    }

    /// Part of `FetchSnapshotResponse`.
    public struct TopicSnapshot: KafkaStruct {
        public var name: String = ""
        public var partitions: [PartitionSnapshot] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            partitions = reader.array(of: PartitionSnapshot.self, version: version, compact: true, elementSize: 37)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.array(partitions, version: version, compact: true)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `FetchSnapshotResponse`.
    public struct PartitionSnapshot: KafkaStruct {
        public var index: Int32 = 0
        public var errorCode: Int16 = 0
        public var snapshotId: SnapshotId = SnapshotId()
        public var currentLeader: LeaderIdAndEpoch = LeaderIdAndEpoch()
        public var size: Int64 = 0
        public var position: Int64 = 0
        public var unalignedRecords: [UInt8] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            index = reader.int32()
            errorCode = reader.int16()
            snapshotId = SnapshotId(from: &reader, version: version)
            size = reader.int64()
            position = reader.int64()
            unalignedRecords = reader.byteArray(compact: true)
            var tags = reader.unsignedVarint()
            while tags > 0, !reader.failed {
                tags &-= 1
                let tag = reader.tag()
                switch tag.number {
                case 0: currentLeader = LeaderIdAndEpoch(from: &reader, version: version)
                default: reader.skip(tag.end &- reader.position)
                }
                reader.endTag(tag.end)
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(index)
            writer.int16(errorCode)
            snapshotId.encode(to: &writer, version: version)
            writer.int64(size)
            writer.int64(position)
            writer.byteArray(unalignedRecords, compact: true)
            var tags: UInt32 = 0
            let hasCurrentLeader = !currentLeader.isDefault
            if hasCurrentLeader { tags &+= 1 }
            writer.unsignedVarint(tags)
            if hasCurrentLeader {
                writer.tag(0) { currentLeader.encode(to: &$0, version: version) }
            }
        }
    }

    /// Part of `FetchSnapshotResponse`.
    public struct SnapshotId: KafkaStruct {
        public var endOffset: Int64 = 0
        public var epoch: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            endOffset = reader.int64()
            epoch = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int64(endOffset)
            writer.int32(epoch)
            writer.unsignedVarint(0)
        }
    }

    /// Part of `FetchSnapshotResponse`.
    public struct LeaderIdAndEpoch: KafkaStruct {
        public var leaderId: Int32 = 0
        public var leaderEpoch: Int32 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            leaderId = reader.int32()
            leaderEpoch = reader.int32()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(leaderId)
            writer.int32(leaderEpoch)
            writer.unsignedVarint(0)
        }

        var isDefault: Bool {
            guard !(leaderId != 0) else { return false }
            return !(leaderEpoch != 0)
        }
    }

    /// Part of `FetchSnapshotResponse`, versions 1.
    public struct NodeEndpoint: KafkaStruct {
        public var nodeId: Int32 = 0
        public var host: String = ""
        public var port: UInt16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            nodeId = reader.int32()
            host = reader.string(compact: true)
            port = reader.uint16()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(nodeId)
            writer.string(host, compact: true)
            writer.uint16(port)
            writer.unsignedVarint(0)
        }
    }
}
