public import Binary

// The value of a record in the metadata log: frame version 1, type and version as varints, then the record.
extension MetadataRecord {
    /// Reads a framed record; fails as the reader does, also for another frame version.
    @_lifetime(reader: copy reader)
    public init(from reader: inout BinaryReader) {
        if reader.unsignedVarint() != 1 { reader.failed = true }
        let type = reader.unsignedVarint()
        let version = reader.unsignedVarint()
        self.init(type: type, version: version, from: &reader)
    }

    /// The newest layout of this record; nil for an unknown one.
    public var latestVersion: Int16? { MetadataRecord.validVersions(type: type)?.upperBound }

    /// Writes the framed record, in its newest layout unless told otherwise; nothing for an unknown one.
    public func encode(to writer: inout BinaryWriter, version: Int16? = nil) {
        guard let version = version ?? latestVersion, message != nil else { return }
        writer.unsignedVarint(1)
        writer.unsignedVarint(type)
        writer.unsignedVarint(UInt32(truncatingIfNeeded: version))
        encodeBody(to: &writer, version: version)
    }
}
