// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 16, ListGroups, versions 0-5.
public struct ListGroupsRequest: KafkaRequest {
    public typealias Response = ListGroupsResponse
    public static var apiKey: ApiKey { .listGroups }
    public static var validVersions: ClosedRange<Int16> { 0...5 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }

    /// Versions 4+.
    public var statesFilter: [String] = []
    /// Versions 5+.
    public var typesFilter: [String] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 3
        if version >= 4 {
            statesFilter = reader.stringArray(compact: flexible) ?? []
        }
        if version == 5 {
            typesFilter = reader.stringArray(compact: flexible) ?? []
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 3
        if version >= 4 {
            writer.stringArray(statesFilter, compact: flexible)
        }
        if version == 5 {
            writer.stringArray(typesFilter, compact: flexible)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 16, ListGroups, versions 0-5.
public struct ListGroupsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...5 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }

    /// Versions 1+.
    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var groups: [ListedGroup] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 3
        if version >= 1 {
            throttleTimeMs = reader.int32()
        }
        errorCode = reader.int16()
        groups = reader.array(of: ListedGroup.self, version: version, compact: flexible, elementSize: 3)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 3
        if version >= 1 {
            writer.int32(throttleTimeMs)
        }
        writer.int16(errorCode)
        writer.array(groups, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `ListGroupsResponse`.
    public struct ListedGroup: KafkaStruct {
        public var groupId: String = ""
        public var protocolType: String = ""
        /// Versions 4+.
        public var groupState: String = ""
        /// Versions 5+.
        public var groupType: String = ""

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 3
            groupId = reader.string(compact: flexible)
            protocolType = reader.string(compact: flexible)
            if version >= 4 {
                groupState = reader.string(compact: flexible)
            }
            if version == 5 {
                groupType = reader.string(compact: flexible)
            }
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 3
            writer.string(groupId, compact: flexible)
            writer.string(protocolType, compact: flexible)
            if version >= 4 {
                writer.string(groupState, compact: flexible)
            }
            if version == 5 {
                writer.string(groupType, compact: flexible)
            }
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
