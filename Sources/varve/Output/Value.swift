/// A value of a report, before any form was given to it.
indirect enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case text(String)
    /// A number of bytes: raw for programs, with a unit on a terminal.
    case bytes(Int64)
    /// A time span in milliseconds: raw for programs, with a unit on a terminal.
    case milliseconds(Int64)
    case list([Value])
    case object([(String, Value)])

    /// For one cell of a table.
    func cell(human: Bool) -> String {
        switch self {
        case .null: "-"
        case .bool(let value): value ? "yes" : "no"
        case .int(let value): String(value)
        case .double(let value): Value.decimal(value)
        case .text(let value): value
        case .bytes(let value): human ? Value.human(bytes: value) : String(value)
        case .milliseconds(let value): human ? Value.human(milliseconds: value) : String(value)
        case .list(let values): values.map { $0.cell(human: human) }.joined(separator: ",")
        case .object(let fields): fields.map { "\($0)=\($1.cell(human: human))" }.joined(separator: ",")
        }
    }

    /// With up to three decimals; `String(format:)` would need Foundation.
    static func decimal(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let scaled = Int64((abs(value) * 1000).rounded())
        let fraction = String(1000 + scaled % 1000).dropFirst()
        let kept = fraction.reversed().drop { $0 == "0" }.reversed()
        let sign = value < 0 && scaled > 0 ? "-" : ""
        return sign + String(scaled / 1000) + (kept.isEmpty ? "" : "." + String(kept))
    }

    static func human(bytes: Int64) -> String {
        guard bytes.magnitude >= 1000 else { return "\(bytes) B" }
        var scaled = Double(bytes)
        for unit in ["kB", "MB", "GB", "TB", "PB"] {
            scaled /= 1000
            if abs(scaled) < 999.95 || unit == "PB" { return "\(decimal((scaled * 10).rounded() / 10)) \(unit)" }
        }
        return "\(bytes) B"
    }

    static func human(milliseconds: Int64) -> String {
        let units: [(Int64, String)] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1000, "s")]
        for (size, unit) in units where milliseconds.magnitude >= size.magnitude {
            return "\(decimal((Double(milliseconds) / Double(size) * 10).rounded() / 10)) \(unit)"
        }
        return "\(milliseconds) ms"
    }
}

extension Value {
    /// Compact JSON on one line.
    var json: String {
        var text = ""
        writeJSON(to: &text)
        return text
    }

    private func writeJSON(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .int(let value), .bytes(let value), .milliseconds(let value): text += String(value)
        case .double(let value): text += value.isFinite ? Value.decimal(value) : "null"
        case .text(let value): Value.writeJSON(string: value, to: &text)
        case .list(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.writeJSON(to: &text)
            }
            text += "]"
        case .object(let fields):
            text += "{"
            for (index, (name, value)) in fields.enumerated() {
                if index > 0 { text += "," }
                Value.writeJSON(string: name, to: &text)
                text += ":"
                value.writeJSON(to: &text)
            }
            text += "}"
        }
    }

    /// A JSON string with its quotes; control characters are escaped.
    static func writeJSON(string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f:
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }

    /// YAML at `indent`; strings are quoted as JSON, which YAML reads.
    func yaml(indent: Int = 0) -> String {
        let margin = String(repeating: "  ", count: indent)
        switch self {
        case .list(let values) where !values.isEmpty:
            return values.map { "\n\(margin)-" + $0.yamlItem(indent: indent + 1) }.joined()
        case .object(let fields) where !fields.isEmpty:
            return fields.map { "\n\(margin)\($0):" + $1.yamlItem(indent: indent + 1) }.joined()
        default: return json
        }
    }

    private func yamlItem(indent: Int) -> String {
        let text = yaml(indent: indent)
        return text.hasPrefix("\n") ? text : " " + text
    }
}
