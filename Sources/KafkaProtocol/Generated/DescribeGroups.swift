// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 15, DescribeGroups, versions 0-6.
public struct DescribeGroupsRequest: KafkaRequest {
    public typealias Response = DescribeGroupsResponse
    public static var apiKey: ApiKey { .describeGroups }
    public static var validVersions: ClosedRange<Int16> { 0...6 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 5 }

    public var groups: [String] = []
    /// Versions 3+.
    public var includeAuthorizedOperations: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 5
        groups = reader.stringArray(compact: flexible) ?? []
        if version >= 3 {
            includeAuthorizedOperations = reader.bool()
        }
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 5
        writer.stringArray(groups, compact: flexible)
        if version >= 3 {
            writer.bool(includeAuthorizedOperations)
        }
        if flexible {
            writer.unsignedVarint(0)
        }
    }
}

/// The response of API 15, DescribeGroups, versions 0-6.
public struct DescribeGroupsResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...6 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 5 }

    /// Versions 1+.
    public var throttleTimeMs: Int32 = 0
    public var groups: [DescribedGroup] = []

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        let flexible = version >= 5
        if version >= 1 {
            throttleTimeMs = reader.int32()
        }
        groups = reader.array(of: DescribedGroup.self, version: version, compact: flexible, elementSize: 12)
        if flexible {
            reader.skipTags()
        }
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        let flexible = version >= 5
        if version >= 1 {
            writer.int32(throttleTimeMs)
        }
        writer.array(groups, version: version, compact: flexible)
        if flexible {
            writer.unsignedVarint(0)
        }
    }

    /// Part of `DescribeGroupsResponse`.
    public struct DescribedGroup: KafkaStruct {
        public var errorCode: Int16 = 0
        /// Versions 6+.
        public var errorMessage: String? = nil
        public var groupId: String = ""
        public var groupState: String = ""
        public var protocolType: String = ""
        public var protocolData: String = ""
        public var members: [DescribedGroupMember] = []
        /// Versions 3+.
        public var authorizedOperations: Int32 = -2147483648

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 5
            errorCode = reader.int16()
            if version == 6 {
                errorMessage = reader.string(compact: flexible, nullable: true)
            }
            groupId = reader.string(compact: flexible)
            groupState = reader.string(compact: flexible)
            protocolType = reader.string(compact: flexible)
            protocolData = reader.string(compact: flexible)
            members = reader.array(of: DescribedGroupMember.self, version: version, compact: flexible, elementSize: 7)
            if version >= 3 {
                authorizedOperations = reader.int32()
            }
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 5
            writer.int16(errorCode)
            if version == 6 {
                writer.string(errorMessage, compact: flexible, nullable: true)
            }
            writer.string(groupId, compact: flexible)
            writer.string(groupState, compact: flexible)
            writer.string(protocolType, compact: flexible)
            writer.string(protocolData, compact: flexible)
            writer.array(members, version: version, compact: flexible)
            if version >= 3 {
                writer.int32(authorizedOperations)
            }
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }

    /// Part of `DescribeGroupsResponse`.
    public struct DescribedGroupMember: KafkaStruct {
        public var memberId: String = ""
        /// Versions 4+.
        public var groupInstanceId: String? = nil
        public var clientId: String = ""
        public var clientHost: String = ""
        public var memberMetadata: [UInt8] = []
        public var memberAssignment: [UInt8] = []

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            let flexible = version >= 5
            memberId = reader.string(compact: flexible)
            if version >= 4 {
                groupInstanceId = reader.string(compact: flexible, nullable: true)
            }
            clientId = reader.string(compact: flexible)
            clientHost = reader.string(compact: flexible)
            memberMetadata = reader.byteArray(compact: flexible)
            memberAssignment = reader.byteArray(compact: flexible)
            if flexible {
                reader.skipTags()
            }
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            let flexible = version >= 5
            writer.string(memberId, compact: flexible)
            if version >= 4 {
                writer.string(groupInstanceId, compact: flexible, nullable: true)
            }
            writer.string(clientId, compact: flexible)
            writer.string(clientHost, compact: flexible)
            writer.byteArray(memberMetadata, compact: flexible)
            writer.byteArray(memberAssignment, compact: flexible)
            if flexible {
                writer.unsignedVarint(0)
            }
        }
    }
}
