import Binary

/// Compares a decoded message with JSON, by reflection: what is compared is what the generated decoder made, and there
/// is no second list of fields that could be wrong with it.
struct FieldComparison {
    /// The first difference, with its path.
    struct Mismatch: Error { let text: String }

    /// Every field of `value` has to be as in `json`; one that the JSON leaves out, as in a fresh value.
    static func compare(_ value: any KafkaStruct, _ json: JSONValue, path: String = "") throws(Mismatch) {
        guard case .object(let expected) = json else { throw mismatch(path, "a struct", json) }
        let fresh = Mirror(reflecting: type(of: value).init()).children
        var known: Set<String> = []
        for (field, untouched) in zip(Mirror(reflecting: value).children, fresh) {
            let name = field.label ?? ""
            let inner = path.isEmpty ? name : "\(path).\(name)"
            known.insert(name)
            if let expected = expected[name] {
                try compare(any: field.value, expected, path: inner)
            } else if describe(field.value) != describe(untouched.value) {
                throw Mismatch(text: "\(inner): \(describe(field.value)), though the vector leaves it out")
            }
        }
        if let unknown = expected.keys.filter({ !known.contains($0) }).min() {
            throw Mismatch(text: "\(path.isEmpty ? unknown : "\(path).\(unknown)"): there is no such field")
        }
    }

    private static func compare(any value: Any, _ json: JSONValue, path: String) throws(Mismatch) {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional {
            guard let inner = mirror.children.first else {
                if json == .null { return }
                throw mismatch(path, "null", json)
            }
            return try compare(any: inner.value, json, path: path)
        }
        if let structure = value as? any KafkaStruct { return try compare(structure, json, path: path) }
        if let leaf = leaf(value) {
            guard isSame(leaf, json) else { throw mismatch(path, describe(value), json) }
            return
        }
        guard case .array(let expected) = json, expected.count == mirror.children.count else {
            throw mismatch(path, "\(mirror.children.count) elements", json)
        }
        for (index, (element, expected)) in zip(mirror.children, expected).enumerated() {
            try compare(any: element.value, expected, path: "\(path)[\(index)]")
        }
    }

    /// A value without parts as the vectors write it; nil for arrays and structs.
    private static func leaf(_ value: Any) -> JSONValue? {
        // By type, not by cast: an empty array can be cast to an array of anything.
        if type(of: value) == [UInt8].self { return (value as? [UInt8]).map { .string(ByteText.base64($0)) } }
        switch value {
        case let value as Bool: return .bool(value)
        case let value as any FixedWidthInteger: return .number("\(value)")
        case let value as Double: return .number("\(value)")
        case let value as String: return .string(value)
        case let value as Uuid: return .string(value.description)
        default: return nil
        }
    }

    private static func isSame(_ value: JSONValue, _ json: JSONValue) -> Bool {
        switch (value, json) {
        case (.number(let text), .number(let other)):
            if let number = Int64(text) { return number == Int64(other) || isSameDouble(text, other) }
            return isSameDouble(text, other)
        // What JSON has no number for is a string there: "NaN", "Infinity".
        case (.number(let text), .string(let other)): return Int64(text) == nil && isSameDouble(text, other)
        default: return value == json
        }
    }

    private static func isSameDouble(_ text: String, _ other: String) -> Bool {
        guard text.contains(where: { ".en".contains($0) }), let one = Double(text), let two = Double(other) else {
            return false
        }
        return one == two || (one.isNaN && two.isNaN)
    }

    private static func mismatch(_ path: String, _ value: String, _ json: JSONValue) -> Mismatch {
        Mismatch(text: "\(path.isEmpty ? "message" : path): \(value), not \(brief(json))")
    }

    private static func describe(_ value: Any) -> String { String("\(value)".prefix(200)) }

    private static func brief(_ json: JSONValue) -> String {
        switch json {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(let text): text
        case .string(let text): "\"\(text.prefix(200))\""
        case .array(let elements): "\(elements.count) elements"
        case .object: "a struct"
        }
    }
}
