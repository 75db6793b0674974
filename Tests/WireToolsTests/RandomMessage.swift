import Binary
import ProtocolSchema

/// The same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// Writes random values in a message's layout straight from the schema, the way Kafka does: a second implementation
/// that knows nothing of the generated one. Defaults, nulls, empty and extreme values come often.
struct RandomMessage {
    let message: Message
    let version: Int
    var random: SeededGenerator

    private var isFlexible: Bool { message.flexible.contains(version) }

    /// The bytes of a random message.
    mutating func bytes() -> [UInt8] {
        var writer = BinaryWriter()
        _ = write(message.fields, to: &writer)
        return writer.array()
    }

    /// Writes a struct's fields and tag section; answers whether all have their defaults.
    private mutating func write(_ fields: [Field], to writer: inout BinaryWriter) -> Bool {
        var allDefault = true
        var tagged: [(tag: Int, body: [UInt8])] = []
        for field in fields where field.versions.contains(version) {
            let isTagged = field.tagged.contains(version)
            var body = BinaryWriter()
            let isDefault = write(field, to: &body, tagged: isTagged)
            allDefault = allDefault && isDefault
            if !isTagged {
                writer.bytes(body.array())
            } else if !isDefault {
                tagged.append((field.tag ?? 0, body.array()))
            }
        }
        if isFlexible {
            writer.unsignedVarint(UInt32(tagged.count))
            for (tag, body) in tagged.sorted(by: { $0.tag < $1.tag }) {
                writer.unsignedVarint(UInt32(tag))
                writer.unsignedVarint(UInt32(body.count))
                writer.bytes(body)
            }
        }
        return allDefault
    }

    /// Writes a field's value; answers whether it is the default.
    private mutating func write(_ field: Field, to writer: inout BinaryWriter, tagged: Bool) -> Bool {
        let compact = (field.flexible ?? message.flexible).contains(version)
        let isNull = field.nullable.contains(version) && chance(3)
        switch field.type {
        case .structure(let name):
            if field.nullable.contains(version) {
                writer.int8(isNull ? (tagged ? 0 : -1) : 1)
                if isNull { return field.defaultsToNull }
            }
            let isDefault = write(message.structure(name)?.fields ?? [], to: &writer)
            return isDefault && !field.defaultsToNull
        case .array(let element):
            let count = isNull ? -1 : chance(4) ? 0 : Int.random(in: 1...3, using: &random)
            writeLength(count, compact: compact, wide: true, to: &writer)
            for _ in 0..<max(count, 0) { writeElement(element, compact: compact, to: &writer) }
            return field.defaultsToNull ? isNull : count == 0
        case .string, .bytes, .records:
            let text = isNull ? nil : bytes(default: field.defaultText)
            writeLength(text?.count ?? -1, compact: compact, wide: field.type != .string, to: &writer)
            writer.bytes(text ?? [])
            return field.defaultsToNull ? isNull : text == Array((field.defaultText ?? "").utf8)
        default: return writeScalar(field.type, default: field.defaultText, to: &writer)
        }
    }

    private mutating func writeElement(_ type: FieldType, compact: Bool, to writer: inout BinaryWriter) {
        switch type {
        case .structure(let name): _ = write(message.structure(name)?.fields ?? [], to: &writer)
        case .string:
            let text = bytes(default: nil)
            writeLength(text.count, compact: compact, wide: false, to: &writer)
            writer.bytes(text)
        default: _ = writeScalar(type, default: nil, to: &writer)
        }
    }

    private mutating func bytes(default text: String?) -> [UInt8] {
        if let text, text != "null", chance(3) { return Array(text.utf8) }
        let long = chance(20) ? 32_767 : 200
        let texts: [String] = ["", "a", "é漢字🦊", String(repeating: "x", count: long), "__consumer_offsets"]
        return Array(texts.randomElement(using: &random)?.utf8 ?? "".utf8)
    }

    private func writeLength(_ length: Int, compact: Bool, wide: Bool, to writer: inout BinaryWriter) {
        if compact {
            writer.unsignedVarint(UInt32(length + 1))
        } else if wide {
            writer.int32(Int32(length))
        } else {
            writer.int16(Int16(length))
        }
    }

    private mutating func writeScalar(_ type: FieldType, default text: String?, to writer: inout BinaryWriter) -> Bool {
        let bits = [0, 1, .max, 1 << 63, random.next()].randomElement(using: &random) ?? 0
        var number = Int64(bitPattern: bits)
        let fallback = RandomMessage.number(text)
        if chance(3) { number = fallback }
        switch type {
        case .bool:
            let value = chance(2)
            writer.bool(value)
            return value == (text == "true")
        case .int8: writer.int8(Int8(truncatingIfNeeded: number))
        case .int16, .uint16: writer.int16(Int16(truncatingIfNeeded: number))
        case .int32, .uint32: writer.int32(Int32(truncatingIfNeeded: number))
        case .int64: writer.int64(number)
        case .float64: writer.float64(Double(number))
        case .uuid:
            writer.uuid(Uuid(high: UInt64(bitPattern: number), low: 0))
            return number == 0
        default: break
        }
        let width = (type.fixedSize ?? 8) * 8
        return width == 64 ? number == fallback : (number ^ fallback) << Int64(64 - width) == 0
    }

    private static func number(_ text: String?) -> Int64 {
        guard let text else { return 0 }
        if text.hasPrefix("0x") { return Int64(text.dropFirst(2), radix: 16) ?? 0 }
        return Int64(text) ?? 0
    }

    /// True once in `times`.
    private mutating func chance(_ times: Int) -> Bool { Int.random(in: 0..<times, using: &random) == 0 }
}
