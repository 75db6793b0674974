import Binary
import Glibc
import Records

/// Writing records.
extension RecordFormat {
    /// Appends `record` in this format.
    func write(
        _ record: borrowing Record, of header: RecordBatchHeader, _ context: RecordContext,
        to output: inout BinaryWriter
    ) {
        for step in steps {
            switch step {
            case .literal(let bytes): output.bytes(bytes)
            case .number(let field, let form):
                form.write(RecordFormat.number(field, record, header, context), to: &output)
            case .text(.topic, let form): form.write(context.topic.utf8Span.span.bytes, to: &output)
            case .text(.key, let form): form.write(record.key, to: &output)
            case .text(.value, let form): form.write(record.value, to: &output)
            case .length(.topic, let form): form.write(Int64(context.topic.utf8.count), to: &output)
            case .length(.key, let form): form.write(RecordFormat.length(record.key), to: &output)
            case .length(.value, let form): form.write(RecordFormat.length(record.value), to: &output)
            case .headerCount(let form): form.write(Int64(record.headerCount), to: &output)
            case .headers(let steps):
                var headers = record.headers
                while let header = headers.next() { RecordFormat.write(header, steps, to: &output) }
            case .time(let form): form.write(record.timestamp, to: &output)
            case .attribute(let field): RecordFormat.write(field, header, to: &output)
            case .json: RecordJSON.write(record, header, context, to: &output)
            case .hexdump: Hexdump.write(record, context, to: &output)
            }
        }
    }

    private static func write(_ header: RecordHeader, _ steps: [Step], to output: inout BinaryWriter) {
        for step in steps {
            switch step {
            case .literal(let bytes): output.bytes(bytes)
            case .text(.key, let form): form.write(header.key, to: &output)
            case .text(_, let form): form.write(header.value, to: &output)
            case .length(.key, let form): form.write(Int64(header.key.byteCount), to: &output)
            case .length(_, let form): form.write(length(header.value), to: &output)
            default: continue  // the parser lets nothing else into %h{}
            }
        }
    }

    private static func length(_ bytes: RawSpan?) -> Int64 {
        if let bytes { Int64(bytes.byteCount) } else { -1 }
    }

    private static func number(
        _ field: NumberField, _ record: borrowing Record, _ header: RecordBatchHeader, _ context: RecordContext
    ) -> Int64 {
        switch field {
        case .partition: Int64(context.partition)
        case .offset: record.offset
        case .leaderEpoch: Int64(header.partitionLeaderEpoch)
        case .producerId: header.producerId
        case .producerEpoch: Int64(header.producerEpoch)
        case .logStart: context.logStart
        case .lastStable: context.lastStable
        case .highWatermark: context.highWatermark
        case .index: context.index
        }
    }

    private static func write(_ field: AttributeField, _ header: RecordBatchHeader, to output: inout BinaryWriter) {
        switch field {
        case .all: output.utf8(String(header.attributes.rawValue))
        case .compression: output.utf8(header.compression?.name ?? "unknown")
        case .timestampType: output.utf8(header.attributes.isAppendTime ? "LogAppendTime" : "CreateTime")
        case .isTransactional: output.utf8(header.isTransactional ? "1" : "0")
        case .isControl: output.utf8(header.isControl ? "1" : "0")
        }
    }
}

extension RecordFormat.TextForm {
    func write(_ bytes: RawSpan?, to output: inout BinaryWriter) {
        guard let bytes else {
            switch self {
            case .plain, .utf8, .unpack: return
            case .hex, .base64: return output.uint8(UInt8(ascii: "-"))
            case .json: return output.utf8("null")
            }
        }
        switch self {
        case .plain: output.bytes(bytes)
        case .utf8: output.utf8(bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
        case .hex: Hex.write(bytes, to: &output)
        case .base64: Base64.write(bytes, to: &output)
        case .json: RecordJSON.write(string: bytes, to: &output)
        case .unpack(let letters): output.utf8(RecordFormat.unpack(bytes, letters))
        }
    }
}

extension RecordFormat.NumberForm {
    func write(_ value: Int64, to output: inout BinaryWriter) {
        switch self {
        case .decimal: output.utf8(String(value))
        case .bool: output.utf8(value == 0 ? "false" : "true")
        case .fixed: return
        case .hex(let digits):
            for digit in (0..<digits).reversed() {
                output.uint8(Hex.digits[Int(value >> Int64(digit * 4) & 15)])
            }
        case .big(let bytes):
            for byte in (0..<bytes).reversed() { output.uint8(UInt8(truncatingIfNeeded: value >> Int64(byte * 8))) }
        case .little(let bytes):
            for byte in 0..<bytes { output.uint8(UInt8(truncatingIfNeeded: value >> Int64(byte * 8))) }
        }
    }
}

extension RecordFormat.TimeForm {
    func write(_ milliseconds: Int64, to output: inout BinaryWriter) {
        switch self {
        case .number(let form): form.write(milliseconds, to: &output)
        case .iso: output.utf8(TimeText.iso(milliseconds))
        case .strftime(let pattern):
            var seconds = time_t(milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0))
            var parts = tm()
            guard gmtime_r(&seconds, &parts) != nil else { return }
            let room = pattern.utf8.count * 8 + 256
            output.append(upTo: room) {
                Glibc.strftime($0.bindMemory(to: CChar.self).baseAddress, $0.count, pattern, &parts)
            }
        }
    }
}

extension RecordFormat {
    /// The numbers that `letters` (kcat's pack strings) find in `bytes`, a space between them; stops where they end.
    static func unpack(_ bytes: RawSpan, _ letters: [UInt8]) -> String {
        var parts: [String] = []
        var (isBig, position) = (true, 0)
        func number(_ size: Int, signed: Bool) -> String? {
            guard bytes.byteCount - position >= size else { return nil }
            var value: UInt64 = 0
            for index in 0..<size {
                let byte = bytes.unsafeLoad(
                    fromByteOffset: position + (isBig ? index : size - 1 - index), as: UInt8.self)
                value = value << 8 | UInt64(byte)
            }
            position += size
            let shift = UInt64(64 - size * 8)
            return signed ? String(Int64(bitPattern: value << shift) >> Int64(shift)) : String(value)
        }
        for letter in letters {
            let part: String?
            switch Character(UnicodeScalar(letter)) {
            case "<": (isBig, part) = (false, "")
            case ">": (isBig, part) = (true, "")
            case "x":
                position += 1
                part = position <= bytes.byteCount ? "" : nil
            case "b": part = number(1, signed: true)
            case "B": part = number(1, signed: false)
            case "h": part = number(2, signed: true)
            case "H": part = number(2, signed: false)
            case "i": part = number(4, signed: true)
            case "I": part = number(4, signed: false)
            case "q": part = number(8, signed: true)
            case "Q": part = number(8, signed: false)
            case "c", ".", "s":
                let end = letter == UInt8(ascii: "s") ? bytes.byteCount : min(position + 1, bytes.byteCount)
                part = bytes.extracting(position..<end).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                position = end
            default: part = ""
            }
            guard let part else { break }
            if !part.isEmpty { parts.append(part) }
        }
        return parts.joined(separator: " ")
    }
}
