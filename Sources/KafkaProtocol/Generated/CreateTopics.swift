// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 19, CreateTopics, versions 2-7.
public struct CreateTopicsRequest: KafkaRequest {
    public typealias Response = CreateTopicsResponse
    public static var apiKey: ApiKey { .createTopics }
    public static var validVersions: ClosedRange<Int16> { 2...7 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 5 }

    public var topics: [CreatableTopic] = []
    public var timeoutMs: Int32 = 60000
    public var validateOnly: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 5
        topics = reader.array(of: CreatableTopic.self, version: version, compact: flexible, elementSize: 10)
        timeoutMs = reader.int32()
        validateOnly = reader.bool()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 5
        writer.array(topics, version: version, compact: flexible)
        writer.int32(timeoutMs)
        writer.bool(validateOnly)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `CreateTopicsRequest`.
    public struct CreatableTopic: KafkaStruct {
        public var name: String = ""
        public var numPartitions: Int32 = 0
        public var replicationFactor: Int16 = 0
        public var assignments: [CreatableReplicaAssignment] = []
        public var configs: [CreatableTopicConfig] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 5
            name = reader.string(compact: flexible)
            numPartitions = reader.int32()
            replicationFactor = reader.int16()
            assignments = reader.array(of: CreatableReplicaAssignment.self, version: version, compact: flexible, elementSize: 6)
            configs = reader.array(of: CreatableTopicConfig.self, version: version, compact: flexible, elementSize: 3)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 5
            writer.string(name, compact: flexible)
            writer.int32(numPartitions)
            writer.int16(replicationFactor)
            writer.array(assignments, version: version, compact: flexible)
            writer.array(configs, version: version, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `CreateTopicsRequest`.
    public struct CreatableReplicaAssignment: KafkaStruct {
        public var partitionIndex: Int32 = 0
        public var brokerIds: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 5
            partitionIndex = reader.int32()
            brokerIds = reader.int32Array(compact: flexible) ?? []
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 5
            writer.int32(partitionIndex)
            writer.int32Array(brokerIds, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `CreateTopicsRequest`.
    public struct CreatableTopicConfig: KafkaStruct {
        public var name: String = ""
        public var value: String? = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 5
            name = reader.string(compact: flexible)
            value = reader.string(compact: flexible, nullable: true)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 5
            writer.string(name, compact: flexible)
            writer.string(value, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 19, CreateTopics, versions 2-7.
public struct CreateTopicsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 2...7 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 5 }

    public var throttleTimeMs: Int32 = 0
    public var topics: [CreatableTopicResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 5
        throttleTimeMs = reader.int32()
        topics = reader.array(of: CreatableTopicResult.self, version: version, compact: flexible, elementSize: 6)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 5
        writer.int32(throttleTimeMs)
        writer.array(topics, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `CreateTopicsResponse`.
    public struct CreatableTopicResult: KafkaStruct {
        public var name: String = ""
        /// Versions 7+.
        public var topicId: Uuid = .zero
        public var errorCode: Int16 = 0
        public var errorMessage: String? = ""
        /// Versions 5+.
        public var topicConfigErrorCode: Int16 = 0
        /// Versions 5+.
        public var numPartitions: Int32 = -1
        /// Versions 5+.
        public var replicationFactor: Int16 = -1
        /// Versions 5+.
        public var configs: [CreatableTopicConfigs]? = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 5
            name = reader.string(compact: flexible)
            if version == 7 {
                topicId = reader.uuid()
            }
            errorCode = reader.int16()
            errorMessage = reader.string(compact: flexible, nullable: true)
            if version >= 5 {
                numPartitions = reader.int32()
                replicationFactor = reader.int16()
                configs = reader.array(of: CreatableTopicConfigs.self, version: version, compact: flexible, nullable: true, elementSize: 6)
            }
            if flexible {
                var tags = reader.unsignedVarint()
                while tags > 0, !reader.failed {
                    tags &-= 1
                    let tag = reader.tag()
                    switch tag.number {
                    case 0: topicConfigErrorCode = reader.int16()
                    default: reader.skip(tag.end &- reader.position)
                    }
                    reader.endTag(tag.end)
                }
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 5
            writer.string(name, compact: flexible)
            if version == 7 {
                writer.uuid(topicId)
            }
            writer.int16(errorCode)
            writer.string(errorMessage, compact: flexible, nullable: true)
            if version >= 5 {
                writer.int32(numPartitions)
                writer.int16(replicationFactor)
                writer.array(configs, version: version, compact: flexible, nullable: true)
            }
            if flexible {
                var tags: UInt32 = 0
                let hasTopicConfigErrorCode = topicConfigErrorCode != 0
                if hasTopicConfigErrorCode { tags &+= 1 }
                writer.unsignedVarint(tags)
                if hasTopicConfigErrorCode {
                    writer.tag(0, size: 2)
                    writer.int16(topicConfigErrorCode)
                }
            }
        }
    }

    /// Part of `CreateTopicsResponse`, versions 5-7.
    public struct CreatableTopicConfigs: KafkaStruct {
        public var name: String = ""
        public var value: String? = ""
        public var readOnly: Bool = false
        public var configSource: Int8 = -1
        public var isSensitive: Bool = false

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true)
            value = reader.string(compact: true, nullable: true)
            readOnly = reader.bool()
            configSource = reader.int8()
            isSensitive = reader.bool()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true)
            writer.string(value, compact: true, nullable: true)
            writer.bool(readOnly)
            writer.int8(configSource)
            writer.bool(isSensitive)
            writer.unsignedVarint(0)
        }
    }
}
