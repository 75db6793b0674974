// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 37, CreatePartitions, versions 0-3.
public struct CreatePartitionsRequest: KafkaRequest {
    public typealias Response = CreatePartitionsResponse
    public static var apiKey: ApiKey { .createPartitions }
    public static var validVersions: ClosedRange<Int16> { 0...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var topics: [CreatePartitionsTopic] = []
    public var timeoutMs: Int32 = 0
    public var validateOnly: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        topics = reader.array(of: CreatePartitionsTopic.self, version: version, compact: flexible, elementSize: 7)
        timeoutMs = reader.int32()
        validateOnly = reader.bool()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.array(topics, version: version, compact: flexible)
        writer.int32(timeoutMs)
        writer.bool(validateOnly)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `CreatePartitionsRequest`.
    public struct CreatePartitionsTopic: KafkaStruct {
        public var name: String = ""
        public var count: Int32 = 0
        public var assignments: [CreatePartitionsAssignment]? = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            name = reader.string(compact: flexible)
            count = reader.int32()
            assignments = reader.array(of: CreatePartitionsAssignment.self, version: version, compact: flexible, nullable: true, elementSize: 2)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.string(name, compact: flexible)
            writer.int32(count)
            writer.array(assignments, version: version, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `CreatePartitionsRequest`.
    public struct CreatePartitionsAssignment: KafkaStruct {
        public var brokerIds: [Int32] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            brokerIds = reader.int32Array(compact: flexible) ?? []
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.int32Array(brokerIds, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}

/// The response of API 37, CreatePartitions, versions 0-3.
public struct CreatePartitionsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...3 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var throttleTimeMs: Int32 = 0
    public var results: [CreatePartitionsTopicResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 2
        throttleTimeMs = reader.int32()
        results = reader.array(of: CreatePartitionsTopicResult.self, version: version, compact: flexible, elementSize: 5)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 2
        writer.int32(throttleTimeMs)
        writer.array(results, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `CreatePartitionsResponse`.
    public struct CreatePartitionsTopicResult: KafkaStruct {
        public var name: String = ""
        public var errorCode: Int16 = 0
        public var errorMessage: String? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 2
            name = reader.string(compact: flexible)
            errorCode = reader.int16()
            errorMessage = reader.string(compact: flexible, nullable: true)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 2
            writer.string(name, compact: flexible)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: flexible, nullable: true)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
