/// A JSON text, read as a whole.
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
        let bytes = Array(text)
        var scanner = JSONScanner(bytes, 0..<bytes.count)
        guard let value = JSONValue(&scanner, depth: 0) else {
            throw JSONError(position: scanner.position, reason: scanner.fault ?? "not a value")
        }
        if scanner.peek() != nil { throw JSONError(position: scanner.position, reason: "text after the value") }
        self = value
    }

    private init?(_ scanner: inout JSONScanner, depth: Int) {
        guard depth < 100, let first = scanner.peek() else { return nil }
        switch first {
        case UInt8(ascii: "\""):
            guard let text = scanner.string() else { return nil }
            self = .string(String(decoding: text, as: UTF8.self))
        case UInt8(ascii: "{"):
            var fields: [String: JSONValue] = [:]
            let isWhole = scanner.object { name, scanner in
                fields[name] = JSONValue(&scanner, depth: depth + 1)
                return fields[name] != nil
            }
            guard isWhole else { return nil }
            self = .object(fields)
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            let isWhole = scanner.list { scanner in
                guard let element = JSONValue(&scanner, depth: depth + 1) else { return false }
                elements.append(element)
                return true
            }
            guard isWhole else { return nil }
            self = .array(elements)
        default:
            switch scanner.word() {
            case nil: return nil
            case "true": self = .bool(true)
            case "false": self = .bool(false)
            case "null": self = .null
            case let number?: self = .number(number)
            }
        }
    }
}
