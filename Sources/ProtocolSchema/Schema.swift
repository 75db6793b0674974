/// What the files in `protocol/` say: the messages of Kafka's protocol and logs, in the order of the file.
public struct Schema: Sendable {
    /// Every message.
    public var messages: [Message] = []
}

/// One message: a request, a response, a header or a record.
public struct Message: Sendable {
    /// What a message is for; the first word of its entry.
    public enum Kind: String, Sendable {
        case request
        case response
        case header
        case data
        case metadata
        case coordinatorKey = "coordinator-key"
        case coordinatorValue = "coordinator-value"
    }

    /// Such as `MetadataRequest` or `TopicRecord`.
    public var name: String
    public var kind: Kind
    /// The API's key, or the record's number; unique only within its section.
    public var id: Int?
    /// The API's name without `Request` or `Response`, or the section's title.
    public var section: String
    /// The versions that exist.
    public var versions: Versions
    /// The versions with compact lengths and tag sections.
    public var flexible: Versions
    /// Which of Kafka's listeners offer the API: `broker`, `controller`.
    public var listeners: [String] = []
    /// Whether Kafka 4.3 does not advertise the newest version by default.
    public var latestUnstable = false
    /// The fields of the message itself, in wire order.
    public var fields: [Field] = []
    /// The structs its fields use, in the order of the file.
    public var structures: [Structure] = []

    /// The struct of that name.
    public func structure(_ name: String) -> Structure? { structures.first { $0.name == name } }
}

/// Fields that belong together.
public struct Structure: Sendable {
    public var name: String
    /// In wire order.
    public var fields: [Field] = []
    /// The versions of the message in which something refers to it.
    public var versions = Versions.none
}

/// One field of a message or struct.
public struct Field: Sendable {
    /// As the schema writes it, mostly with a capital.
    public var name: String
    public var type: FieldType
    /// The versions that have it.
    public var versions = Versions.all
    /// The versions in which it may be null.
    public var nullable = Versions.none
    /// Its number in the tag section, in `tagged` versions.
    public var tag: Int?
    /// The versions in which it is in the tag section instead of inline.
    public var tagged = Versions.none
    /// As the schema writes it; nil where it names none.
    public var defaultText: String?
    /// Overrides the message's flexible versions for this field.
    public var flexible: Versions?

    /// Whether null is what the field has when nobody sets it.
    public var defaultsToNull: Bool { defaultText == "null" }
}

/// The type of a field.
public indirect enum FieldType: Equatable, Sendable {
    case bool, int8, int16, uint16, int32, uint32, int64, float64, uuid
    case string, bytes, records
    case structure(String)
    case array(FieldType)

    static let named: [String: FieldType] = [
        "bool": .bool, "int8": .int8, "int16": .int16, "uint16": .uint16, "int32": .int32, "uint32": .uint32,
        "int64": .int64, "float64": .float64, "uuid": .uuid, "string": .string, "bytes": .bytes, "records": .records,
    ]

    /// Bytes on the wire, for the types that always take the same.
    public var fixedSize: Int? {
        switch self {
        case .bool, .int8: 1
        case .int16, .uint16: 2
        case .int32, .uint32: 4
        case .int64, .float64: 8
        case .uuid: 16
        case .string, .bytes, .records, .structure, .array: nil
        }
    }
}
