import ProtocolSchema

/// How names and versions of the schemas are spelled in Swift.
enum Naming {
    private static let keywords: Set<String> = [
        "protocol", "default", "operator", "case", "switch", "class", "struct", "enum", "extension", "func", "import",
        "init", "internal", "public", "private", "static", "self", "return", "where", "while", "for", "in", "is", "as",
        "repeat", "throw", "try", "true", "false", "nil", "super", "var", "let", "if", "else", "guard", "do",
    ]

    /// The name with a small first letter, as in JSON and in Swift.
    static func property(_ name: String) -> String {
        let lowered = name.prefix(1).lowercased() + name.dropFirst()
        return keywords.contains(lowered) ? "`\(lowered)`" : lowered
    }

    /// The property as the methods of its struct name it: some names are also those of parameters and locals.
    static func access(_ name: String) -> String {
        let property = property(name)
        return ["version", "reader", "writer", "flexible", "tags", "tag"].contains(property)
            ? "self.\(property)" : property
    }

    /// `UNKNOWN_TOPIC_ID` as `unknownTopicId`.
    static func constant(_ name: String) -> String {
        let words = name.split(separator: "_").map { $0.lowercased() }
        return words.enumerated()
            .map { $0.offset == 0 ? $0.element : $0.element.prefix(1).uppercased() + $0.element.dropFirst() }
            .joined()
    }

    /// The Swift type of a value that is never null.
    static func type(_ type: FieldType) -> String {
        switch type {
        case .bool: "Bool"
        case .int8: "Int8"
        case .int16: "Int16"
        case .uint16: "UInt16"
        case .int32: "Int32"
        case .uint32: "UInt32"
        case .int64: "Int64"
        case .float64: "Double"
        case .uuid: "Uuid"
        case .string: "String"
        case .bytes, .records: "[UInt8]"
        case .structure(let name): name
        case .array(let element): "[\(Naming.type(element))]"
        }
    }

    /// The reader's and writer's method for a type that always takes the same number of bytes.
    static func primitive(_ type: FieldType) -> String? {
        switch type {
        case .bool: "bool"
        case .int8: "int8"
        case .int16: "int16"
        case .uint16: "uint16"
        case .int32: "int32"
        case .uint32: "uint32"
        case .int64: "int64"
        case .float64: "float64"
        case .uuid: "uuid"
        case .string, .bytes, .records, .structure, .array: nil
        }
    }

    /// The Swift literal of a field's default.
    static func defaultValue(_ field: Field) -> String {
        if field.defaultsToNull { return "nil" }
        switch field.type {
        case .bool: return field.defaultText ?? "false"
        case .uuid: return ".zero"
        case .string: return "\"\(field.defaultText ?? "")\""
        case .bytes, .records, .array: return "[]"
        case .structure(let name): return "\(name)()"
        default: return field.defaultText ?? "0"
        }
    }
}

/// Whether something holds for the version at hand, as far as the generator knows.
enum Test: Equatable {
    case always
    case never
    case when(String)

    /// Whether a version of `context` is one of `versions`.
    init(_ versions: Versions, in context: Versions) {
        let inner = versions.intersection(context)
        if inner.isEmpty {
            self = .never
        } else if inner == context {
            self = .always
        } else {
            var parts: [String] = []
            if inner.first == inner.last {
                parts = ["version == \(inner.first)"]
            } else {
                if inner.first > context.first { parts.append("version >= \(inner.first)") }
                if inner.last < context.last { parts.append("version <= \(inner.last)") }
            }
            self = .when(parts.joined(separator: " && "))
        }
    }

    /// As a Swift expression.
    var expression: String {
        switch self {
        case .always: "true"
        case .never: "false"
        case .when(let condition): condition
        }
    }
}
