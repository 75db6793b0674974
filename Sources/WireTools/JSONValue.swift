/// A JSON text, read. A parser of our own, because the system's (FoundationEssentials) adds 6 MB to the program and 4 MB
/// to the memory of everything else that it does.
public enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// As it was written: no precision is lost before somebody says what type it is.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The value under `name`; nil where this is no object or has no such name.
    public subscript(_ name: String) -> JSONValue? {
        if case .object(let fields) = self { fields[name] } else { nil }
    }

    /// The text of a string.
    public var string: String? { if case .string(let text) = self { text } else { nil } }
    /// The elements of an array.
    public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    /// A whole number that fits.
    public var integer: Int64? { if case .number(let text) = self { Int64(text) } else { nil } }
}

/// Where a text stops being JSON.
public struct JSONError: Error, Sendable, CustomStringConvertible {
    /// Bytes before it.
    public let position: Int
    public let reason: String
    public var description: String { "byte \(position): \(reason)" }
}

extension JSONValue {
    /// Reads one value, with nothing but blanks round it. Nested at most 100 deep.
    public init(parsing text: some Sequence<UInt8>) throws(JSONError) {
        var parser = JSONParser(bytes: Array(text))
        self = try parser.value(depth: 0)
        try parser.end()
    }
}
