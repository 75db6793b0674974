import KafkaProtocol
import WireTools

extension CommandSpec {
    static let wireDecode = CommandSpec(
        name: "wire decode", summary: "Explain a frame of Kafka's protocol, field by field",
        examples: [
            ("wire decode 000300090000000100027a6b0002026100010000 00", "a request, in hexadecimal"),
            ("wire decode --file frame.bin --response Fetch --version 12", "an answer: nothing in it says what it is"),
            ("wire decode --message TopicRecord --version 0 < value.bin", "a message or record without a header"),
        ],
        positionals: [PositionalSpec(name: "hex", count: .any)],
        options: [
            OptionSpec(
                name: "file", short: "f", value: "FILE",
                help: "read the bytes, or their hexadecimal digits; - for standard input"),
            OptionSpec(name: "response", value: "API", help: "the bytes answer a request of this API, by name or key"),
            OptionSpec(
                name: "message", value: "NAME", help: "the bytes are this message, such as FetchRequest or TopicRecord"),
            OptionSpec(name: "version", value: "N", help: "the version, for --response and --message"),
        ],
        report: ReportSchema(
            "wire.decode",
            [
                Column("at", .number), Column("bytes", .number), Column("field"),
                Column("type"), Column("value"),
            ]),
        notes: [
            "A leading size is recognised. Without HEX and --file the bytes come from standard input. Exit code 1 if they",
            "stop making sense, or if some are left over: standard error then says where and why.",
        ]
    ) { (invocation) throws(Failure) in
        let bytes = try WireDecode.bytes(invocation)
        let explanation = FrameExplanation(bytes, as: try WireDecode.subject(invocation))
        try Output.standard.write(Report(invocation, rows: WireDecode.rows(explanation)))
        Output.standard.flush()
        if let fault = explanation.fault { throw Failure(.failed, fault) }
    }
}

/// The steps of `wire decode`.
enum WireDecode {
    /// The bytes of the frame, from wherever they were given.
    static func bytes(_ invocation: Invocation) throws(Failure) -> [UInt8] {
        if !invocation.positionals.isEmpty {
            if invocation.has("file") { throw invocation.wrong("give either HEX or --file") }
            guard let bytes = ByteText.bytes(hex: invocation.positionals.joined().utf8) else {
                throw invocation.wrong("HEX takes pairs of hexadecimal digits")
            }
            return bytes
        }
        let read = try WireInput.read(invocation.value("file") ?? "-")
        // No frame is a text: it begins with the zeros of its size or of its API's key.
        let bytes = ByteText.bytes(hex: read) ?? read
        guard !bytes.isEmpty else { throw invocation.wrong("there are no bytes to decode") }
        return bytes
    }

    /// What the options say about the bytes.
    static func subject(_ invocation: Invocation) throws(Failure) -> FrameExplanation.Subject {
        let version = try invocation.number("version", in: 0...Int(Int16.max)).map { Int16($0) }
        let api = invocation.value("response")
        let name = invocation.value("message")
        if api != nil, name != nil { throw invocation.wrong("give either --response or --message") }
        if api == nil, name == nil {
            if version != nil { throw invocation.wrong("--version goes with --response or --message") }
            return .request
        }
        guard let version else { throw invocation.wrong("--version is missing") }
        if let name {
            guard MessageCatalog.type(named: name) != nil else {
                throw Failure(.notFound, "there is no message \(name)")
            }
            return .message(name: name, version: version)
        }
        let found = ApiDefinition.all.first { $0.name.lowercased() == api?.lowercased() || "\($0.key.rawValue)" == api }
        guard let found else { throw Failure(.notFound, "there is no API \(api ?? "")") }
        return .response(found.key, version: version)
    }

    static func rows(_ explanation: FrameExplanation) -> [[Value]] {
        explanation.rows.map { row in
            [
                .int(Int64(row.bytes.lowerBound)), .int(Int64(row.bytes.count)), .text(row.path), .text(row.type),
                .text(row.value),
            ]
        }
    }
}
