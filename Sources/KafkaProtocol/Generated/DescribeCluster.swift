// Made by protocol-gen from protocol/apis.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// The request of API 60, DescribeCluster, versions 0-2.
public struct DescribeClusterRequest: KafkaRequest {
    public typealias Response = DescribeClusterResponse
    public static var apiKey: ApiKey { .describeCluster }
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var includeClusterAuthorizedOperations: Bool = false
    /// Versions 1+.
    public var endpointType: Int8 = 1
    /// Versions 2+.
    public var includeFencedBrokers: Bool = false

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        includeClusterAuthorizedOperations = reader.bool()
        if version >= 1 {
            endpointType = reader.int8()
        }
        if version == 2 {
            includeFencedBrokers = reader.bool()
        }
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.bool(includeClusterAuthorizedOperations)
        if version >= 1 {
            writer.int8(endpointType)
        }
        if version == 2 {
            writer.bool(includeFencedBrokers)
        }
        writer.unsignedVarint(0)
    }
}

/// The response of API 60, DescribeCluster, versions 0-2.
public struct DescribeClusterResponse: KafkaResponse {
    public static var validVersions: ClosedRange<Int16> { 0...2 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var throttleTimeMs: Int32 = 0
    public var errorCode: Int16 = 0
    public var errorMessage: String? = nil
    /// Versions 1+.
    public var endpointType: Int8 = 1
    public var clusterId: String = ""
    public var controllerId: Int32 = -1
    public var brokers: [DescribeClusterBroker] = []
    public var clusterAuthorizedOperations: Int32 = -2147483648

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        throttleTimeMs = reader.int32()
        errorCode = reader.int16()
        errorMessage = reader.string(compact: true, nullable: true)
        if version >= 1 {
            endpointType = reader.int8()
        }
        clusterId = reader.string(compact: true)
        controllerId = reader.int32()
        brokers = reader.array(of: DescribeClusterBroker.self, version: version, compact: true, elementSize: 11)
        clusterAuthorizedOperations = reader.int32()
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.int32(throttleTimeMs)
        writer.int16(errorCode)
        writer.string(errorMessage, compact: true, nullable: true)
        if version >= 1 {
            writer.int8(endpointType)
        }
        writer.string(clusterId, compact: true)
        writer.int32(controllerId)
        writer.array(brokers, version: version, compact: true)
        writer.int32(clusterAuthorizedOperations)
        writer.unsignedVarint(0)
    }

    /// Part of `DescribeClusterResponse`.
    public struct DescribeClusterBroker: KafkaStruct {
        public var brokerId: Int32 = 0
        public var host: String = ""
        public var port: Int32 = 0
        public var rack: String? = nil
        /// Versions 2+.
        public var isFenced: Bool = false

        public init() {}

        @_lifetime(reader: copy reader)
        public init(from reader: inout BinaryReader, version: Int16) {
            brokerId = reader.int32()
            host = reader.string(compact: true)
            port = reader.int32()
            rack = reader.string(compact: true, nullable: true)
            if version == 2 {
                isFenced = reader.bool()
            }
            reader.skipTags()
        }

        public func encode(to writer: inout BinaryWriter, version: Int16) {
            writer.int32(brokerId)
            writer.string(host, compact: true)
            writer.int32(port)
            writer.string(rack, compact: true, nullable: true)
            if version == 2 {
                writer.bool(isFenced)
            }
            writer.unsignedVarint(0)
        }
    }
}
