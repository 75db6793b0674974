// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 92, DeleteShareGroupOffsets, versions 0.
public struct DeleteShareGroupOffsetsRequest: KafkaRequest {
    public typealias Response = DeleteShareGroupOffsetsResponse
    public static var apiKey: ApiKey { .deleteShareGroupOffsets }
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var groupId: String = ""
    public var topics: [DeleteShareGroupOffsetsRequestTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        groupId = reader.string(compact: true)
        topics = reader.array(of: DeleteShareGroupOffsetsRequestTopic.self, version: version, compact: true, elementSize: 2)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(groupId, compact: true)
        writer.array(topics, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `DeleteShareGroupOffsetsRequest`.
    public struct DeleteShareGroupOffsetsRequestTopic: KafkaStruct {
        public var topicName: String = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicName = reader.string(compact: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topicName, compact: true)
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 92, DeleteShareGroupOffsets, versions 0.
public struct DeleteShareGroupOffsetsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var errorMessage: String? = nil
    public var responses: [DeleteShareGroupOffsetsResponseTopic] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        errorMessage = reader.string(compact: true, nullable: true)
        responses = reader.array(of: DeleteShareGroupOffsetsResponseTopic.self, version: version, compact: true, elementSize: 21)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.string(errorMessage, compact: true, nullable: true)
        writer.array(responses, version: version, compact: true)
        writer.unsignedVarint(0)
    }

    /// Part of `DeleteShareGroupOffsetsResponse`.
    public struct DeleteShareGroupOffsetsResponseTopic: KafkaStruct {
        public var topicName: String = ""
        public var topicId: Uuid = .zero
        public var errorCode: Int16 = 0
        public var errorMessage: String? = nil

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            topicName = reader.string(compact: true)
            topicId = reader.uuid()
            errorCode = reader.int16()
            errorMessage = reader.string(compact: true, nullable: true)
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.string(topicName, compact: true)
            writer.uuid(topicId)
            writer.int16(errorCode)
            writer.string(errorMessage, compact: true, nullable: true)
            writer.unsignedVarint(0)
        }
    }
}
