import Binary

/// A message as Kafka writes it: its name, version, values and bytes.
struct MessageVector {
    let name: String
    let version: Int16
    let json: JSONValue
    let bytes: [UInt8]

    /// Reads one line of a file of message vectors.
    init(_ line: JSONValue) throws(VectorFault) {
        guard let name = line["message"]?.string, let json = line["json"] else {
            throw VectorFault("neither a message nor batches")
        }
        guard let version = line["version"]?.integer.flatMap({ Int16(exactly: $0) }) else {
            throw VectorFault("\(name): no version")
        }
        guard let hex = line["hex"]?.string, let bytes = ByteText.bytes(hex: hex.utf8) else {
            throw VectorFault("\(name) version \(version): no hex")
        }
        self.name = name
        self.version = version
        self.json = json
        self.bytes = bytes
    }

    /// The bytes have to decode to the values, with nothing left over, and these encode to the bytes.
    func check() throws(VectorFault) {
        guard let type = MessageCatalog.type(named: name) else { throw VectorFault("\(name): no such message") }
        guard type.validVersions.contains(version) else { throw fault("no such version") }
        try check(type)
    }

    private func check<Message: KafkaMessage>(_ type: Message.Type) throws(VectorFault) {
        var reader = BinaryReader(bytes.span.bytes)
        let message = Message(from: &reader, version: version)
        if reader.failed { throw fault("does not decode: stopped at byte \(reader.position) of \(bytes.count)") }
        if reader.remaining > 0 { throw fault("\(reader.remaining) bytes left over") }
        do throws(FieldComparison.Mismatch) {
            try FieldComparison.compare(message, json)
        } catch {
            throw fault(error.text)
        }
        var writer = BinaryWriter()
        message.encode(to: &writer, version: version)
        let written = writer.array()
        guard written == bytes else {
            let same = zip(written, bytes).prefix { $0 == $1 }.count
            throw fault(
                "encodes to \(written.count) bytes, not \(bytes.count); the first difference is at byte \(same)")
        }
    }

    private func fault(_ text: String) -> VectorFault { VectorFault("\(name) version \(version): \(text)") }
}
