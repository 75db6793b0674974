import Binary
public import Records

extension MetadataVersion {
    /// The version in which a record is to be written, so that every node of this level can read it.
    public func version(of record: MetadataRecord) -> Int16 {
        switch record {
        case .registerBroker: registerBrokerVersion
        case .partition, .partitionChange: partitionVersion
        case .brokerRegistrationChange: registrationChangeVersion
        default: record.latestVersion ?? 0
        }
    }

    /// The record's value as it stands in the log.
    public func encode(_ record: MetadataRecord) -> [UInt8] {
        var writer = BinaryWriter()
        record.encode(to: &writer, version: version(of: record))
        return writer.array()
    }

    /// Reads a record's value.
    ///
    /// - Throws: `.corrupt`. A record of unknown type or version is no error here.
    public static func decode(_ value: [UInt8]) throws(MetadataError) -> MetadataRecord {
        // The element type has no padding, so all of its bytes are initialised.
        var reader = unsafe BinaryReader(value.span.bytes)
        let record = MetadataRecord(from: &reader)
        guard !reader.failed else {
            throw MetadataError(
                .corrupt, "metadata record", "\(value.count) bytes that are none of the schemas' records")
        }
        return record
    }
}
