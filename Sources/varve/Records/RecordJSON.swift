import Binary
import Records
import WireTools

/// A record as one line of JSON. Bytes that are no UTF-8 stand under `…_base64`, so nothing is lost.
enum RecordJSON {
    static func write(
        _ record: borrowing Record, _ header: RecordBatchHeader, _ context: RecordContext, to output: inout BinaryWriter
    ) {
        output.utf8("{\"topic\":")
        write(string: context.topic.utf8Span.span.bytes, to: &output)
        output.utf8(",\"partition\":\(context.partition),\"offset\":\(record.offset)")
        output.utf8(",\"timestamp\":\(record.timestamp)")
        if header.attributes.isAppendTime { output.utf8(",\"timestamp_type\":\"LogAppendTime\"") }
        field(",\"key", record.key, to: &output)
        field(",\"value", record.value, to: &output)
        if record.headerCount > 0 {
            output.utf8(",\"headers\":[")
            var headers = record.headers
            var isFirst = true
            while let header = headers.next() {
                field(isFirst ? "{\"key" : ",{\"key", header.key, to: &output)
                field(",\"value", header.value, to: &output)
                output.utf8("}")
                isFirst = false
            }
            output.utf8("]")
        }
        output.utf8("}\n")
    }

    private static func field(_ name: String, _ bytes: RawSpan?, to output: inout BinaryWriter) {
        output.utf8(name)
        guard let bytes else { return output.utf8("\":null") }
        if isText(bytes) {
            output.utf8("\":")
            write(string: bytes, to: &output)
        } else {
            output.utf8("_base64\":\"")
            Base64.write(bytes, to: &output)
            output.utf8("\"")
        }
    }

    private static func isText(_ bytes: RawSpan) -> Bool {
        var isASCII: UInt8 = 0
        for index in 0..<bytes.byteCount { isASCII |= bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self) }
        return isASCII < 0x80 || bytes.withUnsafeBytes { String(validating: $0, as: UTF8.self) != nil }
    }

    /// A JSON string with its quotes; illegal UTF-8 is replaced.
    static func write(string bytes: RawSpan, to output: inout BinaryWriter) {
        guard isText(bytes) else {
            let repaired = bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
            return write(string: repaired.utf8Span.span.bytes, to: &output)
        }
        output.uint8(UInt8(ascii: "\""))
        var start = 0
        for index in 0..<bytes.byteCount {
            let byte = bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            output.bytes(bytes.extracting(start..<index))
            start = index + 1
            switch byte {
            case 0x0a: output.utf8("\\n")
            case 0x0d: output.utf8("\\r")
            case 0x09: output.utf8("\\t")
            case 0x22: output.utf8("\\\"")
            case 0x5c: output.utf8("\\\\")
            default:
                output.utf8("\\u")
                RecordFormat.NumberForm.hex(4).write(Int64(byte), to: &output)
            }
        }
        output.bytes(bytes.extracting(start..<bytes.byteCount))
        output.uint8(UInt8(ascii: "\""))
    }
}

/// Reading a record from a line of JSON.
extension RecordJSON {
    /// The record in `line`: an object with `key`, `value` (text, null, or any JSON, which is then the value's text) or
    /// `key_base64`, `value_base64`, with `timestamp` and `headers` (a list of such objects, or names and values).
    /// Topic, partition and offset are read past. Nil where the line is something else.
    static func read(_ line: [UInt8]) -> InputRecord? {
        var scanner = JSONScanner(line, 0..<line.count)
        var record = InputRecord()
        var hasContent = false
        let isObject = scanner.object { name, scanner in
            switch name {
            case "key", "key_base64":
                hasContent = true
                return bytes(&scanner, isBase64: name != "key") { record.key = $0 }
            case "value", "value_base64":
                hasContent = true
                return bytes(&scanner, isBase64: name != "value") { record.value = $0 }
            case "timestamp":
                record.timestamp = scanner.integer()
                return record.timestamp != nil
            case "headers": return headers(&scanner) { record.headers.append($0) }
            default: return scanner.value() != nil
            }
        }
        return isObject && hasContent && scanner.peek() == nil ? record : nil
    }

    private static func bytes(_ scanner: inout JSONScanner, isBase64: Bool, _ take: ([UInt8]?) -> Void) -> Bool {
        guard let found = scanner.anyText() else { return false }
        guard isBase64, let text = found else {
            take(found)
            return true
        }
        guard let bytes = Base64.read(text) else { return false }
        take(bytes)
        return true
    }

    private static func headers(_ scanner: inout JSONScanner, _ take: (InputRecord.Header) -> Void) -> Bool {
        if scanner.peek() == UInt8(ascii: "{") {
            return scanner.object { name, scanner in
                bytes(&scanner, isBase64: false) { take(InputRecord.Header(key: Array(name.utf8), value: $0)) }
            }
        }
        return scanner.list { scanner in
            var header = InputRecord.Header(key: [], value: nil)
            guard
                scanner.object({ name, scanner in
                    switch name {
                    case "key", "key_base64":
                        return bytes(&scanner, isBase64: name != "key") { header.key = $0 ?? [] }
                    case "value", "value_base64":
                        return bytes(&scanner, isBase64: name != "value") { header.value = $0 }
                    default: return scanner.value() != nil
                    }
                })
            else { return false }
            take(header)
            return true
        }
    }
}
