import Binary
import KafkaProtocol
import ProtocolSchema

/// Reads fields as the schema says and notes each of them.
struct FieldWalk {
    /// Why it cannot go on.
    struct Fault: Error { let text: String }

    private(set) var rows: [FrameExplanation.Row] = []
    /// The message that is being read.
    private var layout: Message?
    private var version = 0

    private var flexible: Versions { layout?.flexible ?? .none }
    private func fields(of structure: String) -> [Field] { layout?.structure(structure)?.fields ?? [] }

    mutating func note(_ start: Int, _ end: Int, _ path: String, _ type: String, _ value: String) {
        rows.append(FrameExplanation.Row(bytes: start..<end, path: path, type: type, value: value))
    }

    /// The frame's size, if the first four bytes are that.
    @_lifetime(reader: copy reader)
    mutating func size(_ reader: inout BinaryReader) throws(Fault) {
        var first = reader
        guard first.int32() == Int32(exactly: first.remaining), !first.failed else { return }
        reader = first
        note(0, 4, "size", "int32", "\(reader.remaining)")
    }

    /// API and version of the request that begins here.
    @_lifetime(reader: copy reader)
    mutating func peekRequest(_ reader: inout BinaryReader) throws(Fault) -> (ApiKey, Int16) {
        var header = reader
        let key = ApiKey(rawValue: header.int16())
        let version = header.int16()
        guard !header.failed else { throw Fault(text: "\(reader.remaining) bytes are too few for a request's header") }
        return (key, version)
    }

    /// Where no request begins, but one would after a size: what is wrong with that.
    @_lifetime(reader: copy reader)
    mutating func sizeFault(_ reader: inout BinaryReader) -> Fault? {
        var frame = reader
        let size = frame.int32()
        let remaining = frame.remaining
        guard rows.isEmpty, let (key, version) = try? peekRequest(&frame),
            key.definition?.versions.contains(version) == true
        else { return nil }
        return Fault(text: "the size says \(size), but \(remaining) bytes follow it")
    }

    /// What nothing in the schema stands for.
    @_lifetime(reader: copy reader)
    mutating func leftOver(_ reader: inout BinaryReader) throws(Fault) {
        let start = reader.position
        let count = reader.remaining
        note(start, start + count, "(left over)", "bytes", FieldWalk.text(reader.array(count)))
        throw Fault(text: "\(count) bytes left over at byte \(start)")
    }

    /// A whole message of that name.
    @_lifetime(reader: copy reader)
    mutating func message(
        _ name: String, _ version: Int16, _ prefix: String, _ reader: inout BinaryReader
    ) throws(Fault) {
        guard let layout = FieldWalk.messages[name] else { throw Fault(text: "there is no message \(name)") }
        guard layout.versions.contains(Int(version)) else {
            throw Fault(text: "\(name) has versions \(layout.versions), not \(version)")
        }
        self.layout = layout
        self.version = Int(version)
        try fields(layout.fields, prefix, &reader)
    }

    /// Both schemas by name. protocol-gen has read the same texts, so they parse; were one not to, its messages would
    /// be reported as missing.
    private static let messages: [String: Message] = {
        let schemas = [SchemaText.apis, SchemaText.records].compactMap { try? Schema(parsing: $0) }
        return Dictionary(schemas.flatMap(\.messages).map { ($0.name, $0) }) { first, _ in first }
    }()

    @_lifetime(reader: copy reader)
    private mutating func fields(_ fields: [Field], _ prefix: String, _ reader: inout BinaryReader) throws(Fault) {
        for field in fields where field.versions.contains(version) && !field.tagged.contains(version) {
            try value(field, prefix + FieldWalk.name(field), tagged: false, &reader)
        }
        if flexible.contains(version) { try tags(fields, prefix, &reader) }
    }

    @_lifetime(reader: copy reader)
    private mutating func tags(_ fields: [Field], _ prefix: String, _ reader: inout BinaryReader) throws(Fault) {
        var left = reader.unsignedVarint()
        try expect(&reader, "\(prefix)(tags)")
        while left > 0 {
            left -= 1
            let start = reader.position
            let (number, end) = reader.tag()
            try expect(&reader, "\(prefix)(tag \(number))")
            if let field = fields.first(where: { $0.tag == Int(number) && $0.tagged.contains(version) }) {
                try value(field, prefix + FieldWalk.name(field), tagged: true, &reader)
                guard reader.position == end else {
                    throw Fault(
                        text:
                            "\(prefix)\(FieldWalk.name(field)): its tag says it ends at byte \(end), not \(reader.position)"
                    )
                }
            } else {
                note(
                    start, end, "\(prefix)(tag \(number))", "bytes", FieldWalk.text(reader.array(end - reader.position))
                )
            }
        }
    }

    private static func name(_ field: Field) -> String { field.name.prefix(1).lowercased() + field.name.dropFirst() }

    @_lifetime(reader: copy reader)
    private func expect(_ reader: inout BinaryReader, _ path: String) throws(Fault) {
        if reader.failed { throw Fault(text: "\(path): the bytes end at byte \(reader.span.byteCount), within it") }
    }
}

// Values.
extension FieldWalk {
    @_lifetime(reader: copy reader)
    private mutating func value(
        _ field: Field, _ path: String, tagged: Bool, _ reader: inout BinaryReader
    ) throws(Fault) {
        let start = reader.position
        let compact = (field.flexible ?? flexible).contains(version)
        let nullable = field.nullable.contains(version)
        switch field.type {
        case .structure(let name):
            if reader.structIsNull(tagged: tagged, nullable: nullable) {
                try expect(&reader, path)
                return note(start, reader.position, path, name, "null")
            }
            try expect(&reader, path)
            try fields(fields(of: name), path + ".", &reader)
        case .array(let element):
            try array(element, path, compact: compact, nullable: nullable, &reader)
        case .string, .bytes, .records:
            let count = try length(path, compact: compact, wide: field.type != .string, nullable: nullable, &reader)
            let bytes = count.map { reader.array($0) }
            note(start, reader.position, path, "\(field.type)", FieldWalk.text(bytes, isText: field.type == .string))
            if field.type == .records, let bytes { noteBatches(bytes, at: reader.position - bytes.count, path) }
        default:
            let value = FieldWalk.scalar(field.type, &reader)
            try expect(&reader, path)
            note(start, reader.position, path, "\(field.type)", FieldWalk.comment(field, value))
        }
    }

    @_lifetime(reader: copy reader)
    private mutating func array(
        _ element: FieldType, _ path: String, compact: Bool, nullable: Bool, _ reader: inout BinaryReader
    ) throws(Fault) {
        let start = reader.position
        let count = try length(path, compact: compact, wide: true, nullable: nullable, &reader)
        let type = "[\(element.structureName ?? "\(element)")]"
        guard case .structure(let name) = element else {
            var values: [String] = []
            for _ in 0..<(count ?? 0) {
                if element == .string {
                    let size = try length(path, compact: compact, wide: false, nullable: false, &reader) ?? 0
                    values.append(FieldWalk.text(reader.array(size), isText: true))
                } else {
                    values.append(FieldWalk.scalar(element, &reader))
                    try expect(&reader, path)
                }
            }
            return note(
                start, reader.position, path, type, count == nil ? "null" : "[" + values.joined(separator: ", ") + "]")
        }
        note(start, reader.position, path, type, count.map { "\($0) elements" } ?? "null")
        for index in 0..<(count ?? 0) {
            try fields(fields(of: name), "\(path)[\(index)].", &reader)
        }
    }

    /// A length or count; nil for null. No element takes less than a byte.
    @_lifetime(reader: copy reader)
    private func length(
        _ path: String, compact: Bool, wide: Bool, nullable: Bool, _ reader: inout BinaryReader
    ) throws(Fault) -> Int? {
        let start = reader.position
        let length = compact ? Int(reader.unsignedVarint()) - 1 : wide ? Int(reader.int32()) : Int(reader.int16())
        try expect(&reader, path)
        if length == -1, nullable { return nil }
        if length == -1 {
            throw Fault(text: "\(path) at byte \(start): null, which it may not be in version \(version)")
        }
        guard length >= 0, length <= reader.remaining else {
            throw Fault(text: "\(path) at byte \(start): says \(length), but \(reader.remaining) bytes remain")
        }
        return length
    }

    @_lifetime(reader: copy reader)
    private static func scalar(_ type: FieldType, _ reader: inout BinaryReader) -> String {
        switch type {
        case .bool: "\(reader.bool())"
        case .int8: "\(reader.int8())"
        case .int16: "\(reader.int16())"
        case .uint16: "\(reader.uint16())"
        case .int32: "\(reader.int32())"
        case .uint32: "\(reader.uint32())"
        case .int64: "\(reader.int64())"
        case .float64: "\(reader.float64())"
        case .uuid: "\(reader.uuid())"
        case .string, .bytes, .records, .structure, .array: ""
        }
    }

    /// The number, and what it stands for where that is known.
    private static func comment(_ field: Field, _ value: String) -> String {
        guard field.type == .int16, let number = Int16(value) else { return value }
        if field.name == "RequestApiKey" { return "\(value) (\(ApiKey(rawValue: number)))" }
        if field.name.hasSuffix("ErrorCode") { return "\(value) (\(ErrorCode(rawValue: number).name))" }
        return value
    }

    /// Text in quotes; other bytes in hex, the first 32 of them.
    static func text(_ bytes: [UInt8]?, isText: Bool = false) -> String {
        guard let bytes else { return "null" }
        if isText { return "\"" + String(decoding: bytes, as: UTF8.self) + "\"" }
        if bytes.isEmpty { return "0 bytes" }
        let more = bytes.count > 32 ? "…" : ""
        return "\(bytes.count) bytes: \(ByteText.hex(bytes.prefix(32)))\(more)"
    }
}
