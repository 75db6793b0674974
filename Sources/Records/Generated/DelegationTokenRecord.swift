// Made by protocol-gen from protocol/records.schema. Do not edit: change that file, then `swift run protocol-gen`.

public import Binary

/// Record 10 of kafka-metadata, versions 0.
public struct DelegationTokenRecord: KafkaMessage {
    public static var validVersions: ClosedRange<Int16> { 0...0 }
    public static func isFlexible(_ version: Int16) -> Bool { version >= 0 }

    public var owner: String = ""
    public var requester: String = ""
    public var renewers: [String] = []
    public var issueTimestamp: Int64 = 0
    public var maxTimestamp: Int64 = 0
    public var expirationTimestamp: Int64 = 0
    public var tokenId: String = ""

    public init() {}

    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader, version: Int16) {
        owner = reader.string(compact: true)
        requester = reader.string(compact: true)
        renewers = reader.stringArray(compact: true) ?? []
        issueTimestamp = reader.int64()
        maxTimestamp = reader.int64()
        expirationTimestamp = reader.int64()
        tokenId = reader.string(compact: true)
        reader.skipTags()
    }

    public func encode(to writer: inout BinaryWriter, version: Int16) {
        writer.string(owner, compact: true)
        writer.string(requester, compact: true)
        writer.stringArray(renewers, compact: true)
        writer.int64(issueTimestamp)
        writer.int64(maxTimestamp)
        writer.int64(expirationTimestamp)
        writer.string(tokenId, compact: true)
        writer.unsignedVarint(0)
    }
}
