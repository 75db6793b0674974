/// A group of fields with a layout for each version, made by `protocol-gen` from the schemas in `protocol/`.
///
/// A fresh value has the schema's defaults. Fields that a version lacks are not written and keep their default when
/// read; fields with unknown tags are skipped.
public protocol KafkaStruct: Sendable {
    /// A value with the schema's defaults.
    init()

    /// Reads the layout of `version`. Never traps: where the bytes are not such a layout, the reader's `failed` is set
    /// and the value is of no use.
    @_lifetime(reader: copy reader)
    init(from reader: inout BinaryReader, version: Int16)

    /// Writes the layout of `version`, which has to be one that exists. A nil that this version cannot express is
    /// written as empty; a string of more than 32,767 bytes, the most Kafka reads, is cut.
    func encode(to writer: inout BinaryWriter, version: Int16)
}

/// A whole message or record: a struct that knows its versions.
public protocol KafkaMessage: KafkaStruct {
    /// The versions that exist.
    static var validVersions: ClosedRange<Int16> { get }
    /// Whether `version` has compact lengths and tag sections; also answers for versions newer than the known ones.
    static func isFlexible(_ version: Int16) -> Bool
}
