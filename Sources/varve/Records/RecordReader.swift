import WireTools

/// A record read from text.
struct InputRecord: Equatable {
    struct Header: Equatable {
        var key: [UInt8]
        var value: [UInt8]?
    }

    var topic: String?
    var partition: Int32?
    /// Milliseconds since 1970; nil where the text has none.
    var timestamp: Int64?
    var key: [UInt8]?
    var value: [UInt8]?
    var headers: [Header] = []
}

/// Reads records in a format from an input.
struct RecordReader {
    private let format: RecordFormat
    private let input: RecordInput
    /// Records read so far.
    private(set) var count = 0
    private var keyLength: Int64?
    private var valueLength: Int64?
    private var topicLength: Int64?
    private var headerCount: Int64?

    /// - Throws: a failure of usage where the format does not say where its fields end.
    init(_ format: RecordFormat, _ input: RecordInput) throws(Failure) {
        self.format = format
        self.input = input
        try RecordReader.check(format.steps, inHeaders: false)
    }

    /// The next record; nil at the end of the input.
    mutating func next() throws(Failure) -> InputRecord? {
        guard try !input.isAtEnd() else { return nil }
        var record = InputRecord()
        count += 1
        (keyLength, valueLength, topicLength, headerCount) = (nil, nil, nil, nil)
        for index in format.steps.indices {
            let rest = format.steps[(index + 1)...]
            try read(format.steps[index], before: rest, into: &record)
        }
        return record
    }

    private func wrong(_ message: String) -> Failure {
        Failure(.failed, "record \(count) of the input: \(message)")
    }

    private mutating func read(
        _ step: RecordFormat.Step, before rest: ArraySlice<RecordFormat.Step>, into record: inout InputRecord
    ) throws(Failure) {
        switch step {
        case .literal(let bytes): try literal(bytes, isLast: rest.isEmpty)
        case .number(.partition, let form): record.partition = Int32(clamping: try number(form))
        case .number(_, let form): _ = try number(form)
        case .length(.key, let form): keyLength = try number(form)
        case .length(.value, let form): valueLength = try number(form)
        case .length(.topic, let form): topicLength = try number(form)
        case .headerCount(let form): headerCount = try number(form)
        case .text(.key, let form): record.key = try text(form, keyLength, rest)
        case .text(.value, let form): record.value = try text(form, valueLength, rest)
        case .text(.topic, let form):
            record.topic = try text(form, topicLength, rest).map { String(decoding: $0, as: UTF8.self) }
        case .time(let form): record.timestamp = try time(form)
        case .attribute(.all): _ = try number(.decimal)
        case .attribute: _ = try text(.plain, nil, rest)
        case .headers(let steps): record.headers = try headers(steps, before: rest)
        case .json:
            guard let line = try input.take(before: [0x0a], orEnd: true) else { return }
            input.skip(1)
            guard let parsed = RecordJSON.read(line) else {
                throw wrong("one JSON object with key or value is expected on the line")
            }
            record = parsed
        case .hexdump: return  // refused by check
        }
    }

    /// The last delimiter may be missing at the end of the input, as the last line's break often is.
    private func literal(_ bytes: [UInt8], isLast: Bool) throws(Failure) {
        if try input.isNext(bytes) { return input.skip(bytes.count) }
        if isLast, try input.isAtEnd() { return }
        var shown = ""
        Value.writeJSON(string: String(decoding: bytes, as: UTF8.self), to: &shown)
        throw wrong("\(shown) is expected by the format")
    }

    private func text(
        _ form: RecordFormat.TextForm, _ length: Int64?, _ rest: ArraySlice<RecordFormat.Step>
    ) throws(Failure) -> [UInt8]? {
        if form == .json { return try jsonText() }
        if length == -1 {
            if form == .hex || form == .base64 { _ = try input.take(1) }
            return nil
        }
        let raw: [UInt8]?
        if let length {
            guard length >= 0, length <= 1 << 30 else { throw wrong("a length of \(length)") }
            raw = try input.take(form.printed(Int(length)))
        } else if case .literal(let delimiter) = rest.first {
            raw = try input.take(before: delimiter, orEnd: rest.count == 1)
        } else {
            raw = try input.takeAll()
        }
        guard let raw else { throw wrong("the input ends before it does") }
        switch form {
        case .hex:
            if length == nil, raw == [UInt8(ascii: "-")] { return nil }
            guard let bytes = Hex.read(raw) else { throw wrong("not hexadecimal") }
            return bytes
        case .base64:
            if length == nil, raw == [UInt8(ascii: "-")] { return nil }
            guard let bytes = Base64.read(raw) else { throw wrong("not base64") }
            return bytes
        default: return raw
        }
    }

    private func jsonText() throws(Failure) -> [UInt8]? {
        while true {
            var scanner = JSONScanner(input.bytes, input.available)
            let found = scanner.anyText()
            if scanner.isCutOff, try input.fill() { continue }
            guard let found else { throw wrong("not JSON") }
            input.skip(scanner.position - input.available.lowerBound)
            return found
        }
    }

    private mutating func headers(
        _ steps: [RecordFormat.Step], before rest: ArraySlice<RecordFormat.Step>
    ) throws(Failure) -> [InputRecord.Header] {
        var headers: [InputRecord.Header] = []
        var left = headerCount
        // Without a count they go on until what follows them in the format.
        while left.map({ $0 > 0 }) ?? true {
            if left == nil, case .literal(let end) = rest.first, try input.isNext(end) { break }
            if left == nil, try input.isAtEnd() { break }
            var record = InputRecord()
            let outer = (keyLength, valueLength)
            (keyLength, valueLength) = (nil, nil)
            for index in steps.indices { try read(steps[index], before: steps[(index + 1)...] + rest, into: &record) }
            (keyLength, valueLength) = outer
            headers.append(InputRecord.Header(key: record.key ?? [], value: record.value))
            left = left.map { $0 - 1 }
        }
        return headers
    }

    private func number(_ form: RecordFormat.NumberForm) throws(Failure) -> Int64 {
        switch form {
        case .fixed(let value): return value
        case .decimal:
            var digits: [UInt8] = []
            while try input.need(1), let next = input.bytes[input.available].first,
                (0x30...0x39).contains(next) || (digits.isEmpty && (next == UInt8(ascii: "-")))
            {
                digits.append(next)
                input.skip(1)
            }
            guard let value = Int64(String(decoding: digits, as: UTF8.self)) else { throw wrong("a number is missing") }
            return value
        case .bool:
            if try input.isNext(Array("true".utf8)) {
                input.skip(4)
                return 1
            }
            guard try input.isNext(Array("false".utf8)) else { throw wrong("true or false is missing") }
            input.skip(5)
            return 0
        case .hex(let digits):
            guard let text = try input.take(digits) else { throw wrong("the input ends before it does") }
            var value: UInt64 = 0
            for character in text {
                guard let digit = Hex.digit(character) else { throw wrong("not hexadecimal") }
                value = value << 4 | UInt64(digit)
            }
            return RecordReader.extended(value, bits: digits * 4)
        case .big(let size), .little(let size):
            guard let bytes = try input.take(size) else { throw wrong("the input ends before it does") }
            let isBig = if case .big = form { true } else { false }
            let value = (isBig ? bytes : bytes.reversed()).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return RecordReader.extended(value, bits: size * 8)
        }
    }

    /// All bits set are -1, which is null or none, in every width; anything else is taken without sign.
    private static func extended(_ value: UInt64, bits: Int) -> Int64 {
        if bits == 64 { return Int64(bitPattern: value) }
        return value == (1 << UInt64(bits)) - 1 ? -1 : Int64(value)
    }

    private func time(_ form: RecordFormat.TimeForm) throws(Failure) -> Int64? {
        if case .number(let number) = form, number != .decimal { return try self.number(number) }
        if try input.need(20), let time = TimeText.seconds(input.bytes[input.available].prefix(20)) {
            input.skip(20)
            return time
        }
        var text: [UInt8] = []
        // A number may stand before any delimiter; what begins like a date goes on with what dates consist of.
        while try input.need(1), let next = input.bytes[input.available].first {
            let isDate = text.count > 4 ? text[4] == UInt8(ascii: "-") : text.count == 4
            guard
                (0x30...0x39).contains(next) || text.isEmpty && next == UInt8(ascii: "-")
                    || isDate && (text.count == 4 ? "-" : "-:+.TZ").utf8.contains(next)
            else { break }
            text.append(next)
            input.skip(1)
        }
        let word = String(decoding: text, as: UTF8.self)
        if let number = Int64(word) { return number }
        if word == "-" { return -1 }
        guard text.count > 4, let time = TimeText.point(word, now: 0) else {
            throw wrong("a time is missing, milliseconds or as 2013-01-01T10:00:00Z")
        }
        return time
    }
}

extension RecordFormat.TextForm {
    /// Bytes that `count` bytes take in this form.
    fileprivate func printed(_ count: Int) -> Int {
        switch self {
        case .hex: count * 2
        case .base64: (count + 2) / 3 * 4
        default: count
        }
    }
}

// MARK: - What can be read

extension RecordReader {
    /// Refuses formats that can only be written, or that do not say where a field ends.
    private static func check(_ steps: [RecordFormat.Step], inHeaders: Bool) throws(Failure) {
        func refuse(_ message: String) -> Failure {
            Failure(.usage, "cannot read this format: \(message)", hint: "for example -f '%K{big32}%k%V{big32}%v'")
        }
        var (hasKeyLength, hasValueLength, hasTopicLength, hasCount) = (false, false, false, false)
        for (index, step) in steps.enumerated() {
            let next = index + 1 < steps.count ? steps[index + 1] : nil
            var isDelimited = next == nil && !inHeaders
            if case .literal = next { isDelimited = true }
            switch step {
            case .length(.key, _): hasKeyLength = true
            case .length(.value, _): hasValueLength = true
            case .length(.topic, _): hasTopicLength = true
            case .headerCount: hasCount = true
            case .text(let field, let form):
                let hasLength =
                    switch field {
                    case .key: hasKeyLength
                    case .value: hasValueLength
                    case .topic: hasTopicLength
                    }
                if case .unpack = form { throw refuse("{unpack} only writes") }
                if !hasLength, !isDelimited, form != .json {
                    throw refuse("nothing says where \(field) ends; put text after it, or its length before it")
                }
            case .headers(let inner):
                if !hasCount, !isDelimited { throw refuse("nothing says where the headers end; put %H before them") }
                try check(inner, inHeaders: true)
            case .time(.strftime): throw refuse("%d{strftime[…]} only writes; use %d or %d{iso}")
            case .hexdump: throw refuse("hexdump is for people")
            default: break
            }
        }
    }
}
