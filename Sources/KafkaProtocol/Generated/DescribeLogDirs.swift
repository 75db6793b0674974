// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 35, DescribeLogDirs, versions 1-5.
public struct DescribeLogDirsRequest: KafkaRequest {
    public typealias Response = DescribeLogDirsResponse
    public static var apiKey: ApiKey { .describeLogDirs }
    public static var validVersions: ClosedRange<Int16> { 1...5 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var topics: [DescribableLogDirTopic]? = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        topics = reader.array(of: DescribableLogDirTopic.self, version: version, compact: flexible, nullable: true, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.array(topics, version: version, compact: flexible, nullable: true)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeLogDirsRequest`.
    public struct DescribableLogDirTopic: KafkaStruct {
        public var topic: String = ""
        public var partitions: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            topic = reader.string(compact: flexible)
            partitions = reader.int32Array(compact: flexible) ?? []
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.string(topic, compact: flexible)
            writer.int32Array(partitions, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 35, DescribeLogDirs, versions 1-5.
public struct DescribeLogDirsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...5 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var throttleTimeMs: Int32 = 0
    /// Versions 3+.
    public var errorCode: Int16 = 0
    public var results: [DescribeLogDirsResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        throttleTimeMs = reader.int32()
        if version >= 3 {
            errorCode = reader.int16()
        }
        results = reader.array(of: DescribeLogDirsResult.self, version: version, compact: flexible, elementSize: 5)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.int32(throttleTimeMs)
        if version >= 3 {
            writer.int16(errorCode)
        }
        writer.array(results, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeLogDirsResponse`.
    public struct DescribeLogDirsResult: KafkaStruct {
        public var errorCode: Int16 = 0
        public var logDir: String = ""
        public var topics: [DescribeLogDirsTopic] = []
        /// Versions 4+.
        public var totalBytes: Int64 = -1
        /// Versions 4+.
        public var usableBytes: Int64 = -1
        /// Versions 5+.
        public var isCordoned: Bool = false

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            errorCode = reader.int16()
            logDir = reader.string(compact: flexible)
            topics = reader.array(of: DescribeLogDirsTopic.self, version: version, compact: flexible, elementSize: 3)
            if version >= 4 {
                totalBytes = reader.int64()
                usableBytes = reader.int64()
            }
            if version == 5 {
                isCordoned = reader.bool()
            }
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.int16(errorCode)
            writer.string(logDir, compact: flexible)
            writer.array(topics, version: version, compact: flexible)
            if version >= 4 {
                writer.int64(totalBytes)
                writer.int64(usableBytes)
            }
            if version == 5 {
                writer.bool(isCordoned)
            }
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `DescribeLogDirsResponse`.
    public struct DescribeLogDirsTopic: KafkaStruct {
        public var name: String = ""
        public var partitions: [DescribeLogDirsPartition] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            name = reader.string(compact: flexible)
            partitions = reader.array(of: DescribeLogDirsPartition.self, version: version, compact: flexible, elementSize: 21)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.string(name, compact: flexible)
            writer.array(partitions, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `DescribeLogDirsResponse`.
    public struct DescribeLogDirsPartition: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var partitionSize: Int64 = 0
        public var offsetLag: Int64 = 0
        public var isFutureKey: Bool = false

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            partitionIndex = reader.int32()
            partitionSize = reader.int64()
            offsetLag = reader.int64()
            isFutureKey = reader.bool()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.int32(partitionIndex)
            writer.int64(partitionSize)
            writer.int64(offsetLag)
            writer.bool(isFutureKey)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
