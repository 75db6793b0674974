import Binary
import Records

/// A record for people: a line that names it, then key and value as bytes and as letters.
enum Hexdump {
    static func write(_ record: borrowing Record, _ context: RecordContext, to output: inout BinaryWriter) {
        let place = "\(context.topic) \(context.partition) \(record.offset)"
        output.utf8("\(place) \(TimeText.iso(record.timestamp))\n")
        var headers = record.headers
        while let header = headers.next() {
            output.utf8("  header ")
            RecordJSON.write(string: header.key, to: &output)
            part("", header.value, to: &output)
        }
        part("  key", record.key, to: &output)
        part("  value", record.value, to: &output)
    }

    private static func part(_ name: String, _ bytes: RawSpan?, to output: inout BinaryWriter) {
        guard let bytes else { return output.utf8("\(name) null\n") }
        output.utf8("\(name) \(bytes.byteCount) B\n")
        for start in stride(from: 0, to: bytes.byteCount, by: 16) {
            let line = bytes.extracting(start..<min(start + 16, bytes.byteCount))
            output.utf8("    ")
            RecordFormat.NumberForm.hex(8).write(Int64(start), to: &output)
            output.utf8(" ")
            for index in 0..<16 {
                output.utf8(index == 8 ? "  " : " ")
                if index < line.byteCount {
                    Hex.write(line.extracting(index..<(index + 1)), to: &output)
                } else {
                    output.utf8("  ")
                }
            }
            output.utf8("  |")
            for index in 0..<line.byteCount {
                let byte = line.unsafeLoad(fromByteOffset: index, as: UInt8.self)
                output.uint8((0x20...0x7e).contains(byte) ? byte : UInt8(ascii: "."))
            }
            output.utf8("|\n")
        }
    }
}
