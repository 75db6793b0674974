// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 42, DeleteGroups, versions 0-2.
public struct DeleteGroupsRequest: KafkaRequest {
    public typealias Response = DeleteGroupsResponse
    public static var apiKey: ApiKey { .deleteGroups }
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var groupsNames: [String] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        groupsNames = reader.stringArray(compact: flexible) ?? []
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version == 2
        writer.stringArray(groupsNames, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 42, DeleteGroups, versions 0-2.
public struct DeleteGroupsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

    public var throttleTimeMs: Int32 = 0
    public var results: [DeletableGroupResult] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version == 2
        throttleTimeMs = reader.int32()
        results = reader.array(of: DeletableGroupResult.self, version: version, compact: flexible, elementSize: 4)
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

    /// Part of `DeleteGroupsResponse`.
    public struct DeletableGroupResult: KafkaStruct {
        public var groupId: String = ""
        public var errorCode: Int16 = 0

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version == 2
            groupId = reader.string(compact: flexible)
            errorCode = reader.int16()
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version == 2
            writer.string(groupId, compact: flexible)
            writer.int16(errorCode)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
