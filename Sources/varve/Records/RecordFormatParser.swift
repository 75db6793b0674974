/// Compiles the text of a record format.
struct RecordFormatParser {
    private let text: String
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    private func wrong(_ message: String) -> Failure {
        Failure(.usage, "format '\(text)': \(message)", hint: "see 'varve consume --help'")
    }

    private mutating func next() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    /// All steps to the end, or within `%h{…}` to its closing brace.
    mutating func steps(inHeaders: Bool) throws(Failure) -> [RecordFormat.Step] {
        var steps: [RecordFormat.Step] = []
        var literal: [UInt8] = []
        while let byte = next() {
            switch byte {
            case UInt8(ascii: "}") where inHeaders:
                return steps + (literal.isEmpty ? [] : [.literal(literal)])
            case UInt8(ascii: "\\"): literal.append(try escape())
            case UInt8(ascii: "%"):
                guard let letter = next() else { throw wrong("'%' at the end; '%%' means itself") }
                if "%{}".utf8.contains(letter) {
                    literal.append(letter)
                    continue
                }
                if !literal.isEmpty { steps.append(.literal(literal)) }
                literal = []
                steps.append(try field(letter, inHeaders: inHeaders))
            default: literal.append(byte)
            }
        }
        if inHeaders { throw wrong("'%h{' is not closed") }
        return steps + (literal.isEmpty ? [] : [.literal(literal)])
    }

    private mutating func escape() throws(Failure) -> UInt8 {
        switch next().map({ Character(UnicodeScalar($0)) }) {
        case "n": return 0x0a
        case "t": return 0x09
        case "r": return 0x0d
        case "0": return 0
        case "\\": return 0x5c
        case "x":
            guard let high = next().flatMap(Hex.digit), let low = next().flatMap(Hex.digit) else {
                throw wrong("'\\x' takes two hexadecimal digits")
            }
            return high << 4 | low
        default: throw wrong("'\\' takes one of n t r 0 \\ xHH after it")
        }
    }

    private mutating func field(_ letter: UInt8, inHeaders: Bool) throws(Failure) -> RecordFormat.Step {
        let name = Character(UnicodeScalar(letter))
        if inHeaders, !"kKvV".contains(name) { throw wrong("within %h{} only %k %v %K %V") }
        if name == "h" {
            guard next() == UInt8(ascii: "{") else { throw wrong("%h takes a format for each header, as %h{%k=%v }") }
            return .headers(try steps(inHeaders: true))
        }
        let form = try modifier()
        switch name {
        case "t": return .text(.topic, try textForm(form))
        case "k": return .text(.key, try textForm(form))
        case "v": return .text(.value, try textForm(form))
        case "T": return .length(.topic, try numberForm(form, isLength: true))
        case "K": return .length(.key, try numberForm(form, isLength: true))
        case "V": return .length(.value, try numberForm(form, isLength: true))
        case "H": return .headerCount(try numberForm(form, isLength: true))
        case "d": return .time(try timeForm(form))
        case "a": return .attribute(try attribute(form))
        default:
            guard let number = RecordFormatParser.numbers[name] else { throw wrong("%\(name) is no field") }
            return .number(number, try numberForm(form))
        }
    }

    private static let numbers: [Character: RecordFormat.NumberField] = [
        "p": .partition, "o": .offset, "e": .leaderEpoch, "x": .producerId, "y": .producerEpoch, "[": .logStart,
        "|": .lastStable, "]": .highWatermark, "i": .index,
    ]

    /// What stands in braces after a letter: nil without braces. Brackets within hold anything.
    private mutating func modifier() throws(Failure) -> String? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "{") else { return nil }
        position += 1
        let start = position
        var inBrackets = false
        while let byte = next() {
            if byte == UInt8(ascii: "[") { inBrackets = true }
            if byte == UInt8(ascii: "]") { inBrackets = false }
            if byte == UInt8(ascii: "}"), !inBrackets {
                return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
            }
        }
        throw wrong("a '{' is not closed")
    }

    /// The part in brackets of `name[…]`; nil where `text` has another shape.
    private func bracketed(_ text: String, _ name: String) -> String? {
        guard text.hasPrefix(name + "["), text.hasSuffix("]") else { return nil }
        return String(text.dropFirst(name.count + 1).dropLast())
    }

    private func textForm(_ form: String?) throws(Failure) -> RecordFormat.TextForm {
        switch form {
        case nil, "": return .plain
        case "utf8": return .utf8
        case "hex": return .hex
        case "base64": return .base64
        case "json": return .json
        case .some(let other):
            guard let letters = bracketed(other, "unpack") else {
                throw wrong("{\(other)} is none of {utf8} {hex} {base64} {json} {unpack[…]}")
            }
            if let bad = letters.first(where: { !"x<>bBhHiIqQc.s$ ".contains($0) }) {
                throw wrong("'\(bad)' in {unpack[…]} is none of x < > b B h H i I q Q c s $")
            }
            return .unpack(Array(letters.utf8))
        }
    }

    private func numberForm(_ form: String?, isLength: Bool = false) throws(Failure) -> RecordFormat.NumberForm {
        switch form {
        case nil, "", "ascii", "number": return .decimal
        case "byte": return .big(1)
        case "bool": return .bool
        case .some(let other):
            if isLength, let fixed = Int64(other), fixed >= 0 { return .fixed(fixed) }
            for (prefix, make) in RecordFormatParser.widths {
                guard other.hasPrefix(prefix), let bits = Int(other.dropFirst(prefix.count)) else { continue }
                if prefix == "hex", [4, 8, 16, 32, 64].contains(bits) { return make(bits / 4) }
                if prefix != "hex", [8, 16, 32, 64].contains(bits) { return make(bits / 8) }
            }
            throw wrong("{\(other)} is none of {ascii} {bool} {hex64…4} {big64…8} {little64…8}")
        }
    }

    private static let widths: [(String, @Sendable (Int) -> RecordFormat.NumberForm)] = [
        ("hex", { .hex($0) }), ("big", { .big($0) }), ("little", { .little($0) }),
    ]

    private func timeForm(_ form: String?) throws(Failure) -> RecordFormat.TimeForm {
        if form == "iso" { return .iso }
        if let pattern = form.flatMap({ bracketed($0, "strftime") }) { return .strftime(pattern) }
        return .number(try numberForm(form))
    }

    private func attribute(_ form: String?) throws(Failure) -> RecordFormat.AttributeField {
        switch form {
        case nil, "": return .all
        case "compression": return .compression
        case "timestamp-type": return .timestampType
        case "transactional-bit": return .isTransactional
        case "control-bit": return .isControl
        case .some(let other):
            throw wrong("{\(other)} is none of {compression} {timestamp-type} {transactional-bit} {control-bit}")
        }
    }
}
