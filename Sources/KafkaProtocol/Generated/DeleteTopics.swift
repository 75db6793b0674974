// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 20, DeleteTopics, versions 1-6.
public struct DeleteTopicsRequest: KafkaRequest {
    public typealias Response = DeleteTopicsResponse
    public static var apiKey: ApiKey { .deleteTopics }
    public static var validVersions: ClosedRange<Int16> { 1...6 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    /// Versions 6+.
    public var topics: [DeleteTopicState] = []
    /// Versions 1-5.
    public var topicNames: [String] = []
    public var timeoutMs: Int32 = 0

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 4
        if version == 6 {
            topics = reader.array(of: DeleteTopicState.self, version: version, compact: flexible, elementSize: 18)
        }
        if version <= 5 {
            topicNames = reader.stringArray(compact: flexible) ?? []
        }
        timeoutMs = reader.int32()
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 4
        if version == 6 {
            writer.array(topics, version: version, compact: flexible)
        }
        if version <= 5 {
            writer.stringArray(topicNames, compact: flexible)
        }
        writer.int32(timeoutMs)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DeleteTopicsRequest`, versions 6.
    public struct DeleteTopicState: KafkaStruct {
        public var name: String? = nil
        public var topicId: Uuid = .zero

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            name = reader.string(compact: true, nullable: true)
            topicId = reader.uuid()
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(name, compact: true, nullable: true)
            writer.uuid(topicId)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 20, DeleteTopics, versions 1-6.
public struct DeleteTopicsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 1...6 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

    public var throttleTimeMs: Int32 = 0
    public var responses: [DeletableTopicResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 4
        throttleTimeMs = reader.int32()
        responses = reader.array(of: DeletableTopicResult.self, version: version, compact: flexible, elementSize: 4)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 4
        writer.int32(throttleTimeMs)
        writer.array(responses, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DeleteTopicsResponse`.
    public struct DeletableTopicResult: KafkaStruct {
        /// Nil only in versions 6+.
        public var name: String? = ""
        /// Versions 6+.
        public var topicId: Uuid = .zero
        public var errorCode: Int16 = 0
        /// Versions 5+.
        public var errorMessage: String? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 4
            name = reader.string(compact: flexible, nullable: version == 6)
            if version == 6 {
                topicId = reader.uuid()
            }
            errorCode = reader.int16()
            if version >= 5 {
                errorMessage = reader.string(compact: flexible, nullable: true)
            }
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 4
            writer.string(name, compact: flexible, nullable: version == 6)
            if version == 6 {
                writer.uuid(topicId)
            }
            writer.int16(errorCode)
            if version >= 5 {
                writer.string(errorMessage, compact: flexible, nullable: true)
            }
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
