public import Binary

/// The header of a request as a broker reads it: without a copy of the client's name.
///
/// The same bytes as `RequestHeader`; version 2, with a tag section, belongs to flexible request versions. The client's
/// name keeps its 16-bit length in both.
public struct FrameHeader: Sendable {
    public var apiKey: ApiKey
    public var apiVersion: Int16
    public var correlationId: Int32
    /// Where in the reader's span the client's name is; nil for null.
    public var clientId: Range<Int>?

    /// Reads the header at the reader's position; fails as the reader does. Tags are skipped.
    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader) {
        apiKey = ApiKey(rawValue: reader.int16())
        apiVersion = reader.int16()
        correlationId = reader.int32()
        let length = Int(reader.int16())
        if length >= 0 {
            let start = reader.position
            reader.skip(length)
            clientId = start..<reader.position
        } else if length < -1 {
            reader.failed = true
        }
        if RequestHeader.version(for: apiKey, apiVersion) >= 2 { reader.skipTags() }
    }
}

extension RequestHeader {
    /// The header's version that a request of `key` in `version` has.
    public static func version(for key: ApiKey, _ version: Int16) -> Int16 {
        version >= key.firstFlexibleVersion ? 2 : 1
    }
}

extension ResponseHeader {
    /// The header's version that the answer to a request of `key` in `version` has. ApiVersions always answers with
    /// version 0, because a client asks it before it knows what the broker understands.
    public static func version(for key: ApiKey, _ version: Int16) -> Int16 {
        version >= key.firstFlexibleVersion && key != .apiVersions ? 1 : 0
    }

    /// Writes the header in the version that belongs to the request.
    public static func encode(
        correlationId: Int32, to writer: inout BinaryWriter, for key: ApiKey, _ version: Int16
    ) {
        writer.int32(correlationId)
        if ResponseHeader.version(for: key, version) >= 1 { writer.unsignedVarint(0) }
    }
}
