// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 34, AlterReplicaLogDirs, versions 1-2.
public struct AlterReplicaLogDirsRequest: KafkaRequest {
    public typealias Response = AlterReplicaLogDirsResponse
    public static var apiKey: ApiKey { .alterReplicaLogDirs }
    public static var validVersions: ClosedRange<Int16> { 1...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var dirs: [AlterReplicaLogDir] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        dirs = reader.array(of: AlterReplicaLogDir.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 2
        writer.array(dirs, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AlterReplicaLogDirsRequest`.
    public struct AlterReplicaLogDir: KafkaStruct {
        public var path: String = ""
        public var topics: [AlterReplicaLogDirTopic] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 2
            path = reader.string(compact: flexible)
            topics = reader.array(of: AlterReplicaLogDirTopic.self, version: version, compact: flexible, elementSize: 3)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 2
            writer.string(path, compact: flexible)
            writer.array(topics, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `AlterReplicaLogDirsRequest`.
    public struct AlterReplicaLogDirTopic: KafkaStruct {
        public var name: String = ""
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 2
            name = reader.string(compact: flexible)
            partitions = reader.int32Array(compact: flexible) ?? []
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 2
            writer.string(name, compact: flexible)
            writer.int32Array(partitions, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 34, AlterReplicaLogDirs, versions 1-2.
public struct AlterReplicaLogDirsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var throttleTimeMs: Int32 = 0
    public var results: [AlterReplicaLogDirTopicResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        throttleTimeMs = reader.int32()
        results = reader.array(of: AlterReplicaLogDirTopicResult.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 2
        writer.int32(throttleTimeMs)
        writer.array(results, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `AlterReplicaLogDirsResponse`.
    public struct AlterReplicaLogDirTopicResult: KafkaStruct {
        public var topicName: String = ""
        public var partitions: [AlterReplicaLogDirPartitionResult] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 2
            topicName = reader.string(compact: flexible)
            partitions = reader.array(of: AlterReplicaLogDirPartitionResult.self, version: version, compact: flexible, elementSize: 6)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 2
            writer.string(topicName, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `AlterReplicaLogDirsResponse`.
    public struct AlterReplicaLogDirPartitionResult: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var errorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 2
            partitionIndex = reader.int32()
            errorCode = reader.int16()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 2
            writer.int32(partitionIndex)
            writer.int16(errorCode)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
