/// How records are written and read as text (`-f`): rpk's letters, or a preset. What is written can be read back by the
/// same format: nothing is lost where every field is given, with its length or in a form that marks its end.
struct RecordFormat: Sendable {
    /// A piece of the format.
    indirect enum Step: Sendable {
        case literal([UInt8])
        case number(NumberField, NumberForm)
        case text(TextField, TextForm)
        /// The bytes of a field, -1 where it is null.
        case length(TextField, NumberForm)
        case time(TimeForm)
        case attribute(AttributeField)
        case headerCount(NumberForm)
        /// Repeated for every header; key and value in it are the header's.
        case headers([Step])
        /// The whole record as one line of JSON.
        case json
        /// The whole record for people, its bytes as numbers.
        case hexdump
    }

    enum TextField { case topic, key, value }

    enum NumberField {
        case partition, offset, leaderEpoch, producerId, producerEpoch, logStart, lastStable, highWatermark
        /// How many records were written before.
        case index
    }

    enum AttributeField { case all, compression, timestampType, isTransactional, isControl }

    enum TextForm: Hashable {
        /// The bytes as they are; nothing for null.
        case plain
        /// Illegal UTF-8 replaced.
        case utf8
        /// Two digits a byte; "-" for null.
        case hex
        /// RFC 4648 with padding; "-" for null.
        case base64
        /// A JSON string, or null; illegal UTF-8 is replaced.
        case json
        /// Numbers in the bytes, by the letters of kcat's pack strings.
        case unpack([UInt8])
    }

    enum NumberForm: Hashable {
        case decimal
        /// Hexadecimal in so many digits.
        case hex(Int)
        /// So many bytes, the greatest first.
        case big(Int)
        /// So many bytes, the least first.
        case little(Int)
        /// 1 or 0 as "true" or "false".
        case bool
        /// A length that is not in the text at all.
        case fixed(Int64)
    }

    enum TimeForm: Hashable {
        case number(NumberForm)
        /// ISO 8601 in UTC with milliseconds.
        case iso
        case strftime(String)
    }

    let steps: [Step]
    /// What the lengths in the format can hold, where that is not everything.
    let lengthRules: [LengthRule]

    /// The presets' names and what they stand for.
    static let presets: [(name: String, steps: [Step])] = [
        ("json", [.json]), ("jsonl", [.json]),
        ("kv", [.text(.key, .plain), .literal([0x09]), .text(.value, .plain), .literal([0x0a])]),
        ("raw", [.text(.value, .plain)]), ("hexdump", [.hexdump]),
    ]

    /// Values, a line each: what `produce` reads and `consume` writes unless told otherwise.
    static let lines = RecordFormat(steps: [.text(.value, .plain), .literal([0x0a])])

    init(steps: [Step]) {
        self.steps = steps
        lengthRules = RecordFormat.rules(of: steps)
    }

    /// Compiles the text of `-f`: a preset's name, or a format.
    init(_ text: String) throws(Failure) {
        if let preset = RecordFormat.presets.first(where: { $0.name == text }) {
            self.init(steps: preset.steps)
            return
        }
        var parser = RecordFormatParser(text)
        self.init(steps: try parser.steps(inHeaders: false))
        if !text.contains("%"), !text.contains("\\") {
            let near = Suggestion.nearest(to: text, among: RecordFormat.presets.map(\.name))
            throw Failure(
                .usage, "format '\(text)' names no field",
                hint: near.map { "did you mean -f \($0)?" } ?? "for example -f '%k %v\\n'")
        }
    }

    /// Whether the format has a field, so that text in it says something about that.
    func has(_ field: TextField) -> Bool {
        steps.contains { step in if case .text(field, _) = step { true } else { false } }
    }

    /// Lines for the help of commands that take `-f`.
    static let help = [
        "Formats: json, jsonl, kv, raw, hexdump, or text with",
        "  %t topic  %p partition  %o offset  %k key  %v value  %d time  %e leader epoch  %h{%k=%v } headers",
        "  %a attributes  %x producer id  %y producer epoch  %[ log start  %| last stable  %] high watermark",
        "  %T %K %V %H lengths (-1 for null) and count; forms as in %k{hex} {base64} {json} {utf8} {unpack[>i]},",
        "  %K{big32} {little16} {hex8} (all bits set is null), %d{iso} {strftime[%F]}; \\n \\t \\x00 %%",
    ]
}

/// What is known of a record beside what is in it.
struct RecordContext {
    var topic: String
    var partition: Int32
    var logStart: Int64 = -1
    var lastStable: Int64 = -1
    var highWatermark: Int64 = -1
    var index: Int64 = 0
}
