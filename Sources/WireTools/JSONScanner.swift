/// Reads JSON from bytes in place, value by value; nil where the text is no JSON or ends too early.
struct JSONScanner {
    let bytes: [UInt8]
    var position: Int
    let end: Int
    /// Whether the bytes ended before the value did, so that more of them might help.
    private(set) var isCutOff = false

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// The next byte that is no space, without taking it.
    mutating func peek() -> UInt8? {
        while position < end, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[position]) { position += 1 }
        guard position < end else {
            isCutOff = true
            return nil
        }
        return bytes[position]
    }

    /// Takes `character` if it is the next that is no space.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// A string's bytes, without quotes and escapes.
    mutating func string() -> [UInt8]? {
        guard take("\"") else { return nil }
        var text: [UInt8] = []
        while position < end {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return text
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                text += Array(String(scalar).utf8)
            case 0..<0x20: return nil
            default: text.append(byte)
            }
        }
        isCutOff = true
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard position < end else {
            isCutOff = true
            return nil
        }
        position += 1
        switch bytes[position - 1] {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "u"): return unicode()
        case let byte where "\"\\/".utf8.contains(byte): return Unicode.Scalar(byte)
        default: return nil
        }
    }

    /// Four digits, or two groups of them for what lies above U+FFFF.
    private mutating func unicode() -> Unicode.Scalar? {
        guard let first = fourDigits() else { return nil }
        guard (0xd800..<0xdc00).contains(first) else { return Unicode.Scalar(first) ?? "\u{fffd}" }
        guard end - position >= 6, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
        else {
            isCutOff = end - position < 6
            return isCutOff ? nil : "\u{fffd}"
        }
        position += 2
        guard let second = fourDigits() else { return nil }
        guard (0xdc00..<0xe000).contains(second) else { return "\u{fffd}" }
        return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    }

    private mutating func fourDigits() -> UInt32? {
        guard end - position >= 4 else {
            isCutOff = true
            return nil
        }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Hex.digit(bytes[position]) else { return nil }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    /// Goes past any value and answers where it is.
    mutating func value() -> Range<Int>? {
        guard let first = peek() else { return nil }
        let start = position
        var depth = 0
        repeat {
            guard let byte = peek() else { return nil }
            switch byte {
            case UInt8(ascii: "\""):
                guard string() != nil else { return nil }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                position += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { return nil }
                position += 1
            default:
                guard word() else { return nil }
            }
        } while depth > 0
        // A number may go on in bytes that are not here yet.
        if depth == 0, position == end, first != UInt8(ascii: "\""), first != UInt8(ascii: "{"),
            first != UInt8(ascii: "[")
        {
            isCutOff = true
        }
        return depth == 0 ? start..<position : nil
    }

    /// A number, true, false or null.
    private mutating func word() -> Bool {
        let start = position
        while position < end, !" \n\r\t,:]}[{\"".utf8.contains(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return ["true", "false", "null"].contains(text) || Double(text) != nil
    }

    /// A whole number.
    mutating func integer() -> Int64? {
        guard let range = value() else { return nil }
        return Int64(String(decoding: bytes[range], as: UTF8.self))
    }

    /// A string's bytes; nil inside for null; any other value's own text.
    mutating func anyText() -> [UInt8]?? {
        if peek() == UInt8(ascii: "\"") { return string().map { .some($0) } }
        guard let range = value() else { return nil }
        return bytes[range].elementsEqual("null".utf8) ? .some(nil) : .some(Array(bytes[range]))
    }

    /// Calls `body` for every member of an object, after its name; false where the text is no object or `body` says so.
    mutating func object(_ body: (String, inout JSONScanner) -> Bool) -> Bool {
        guard take("{") else { return false }
        if take("}") { return true }
        repeat {
            guard let name = string(), take(":"), body(String(decoding: name, as: UTF8.self), &self) else {
                return false
            }
        } while take(",")
        return take("}")
    }

    /// Calls `body` for every element of a list.
    mutating func list(_ body: (inout JSONScanner) -> Bool) -> Bool {
        guard take("[") else { return false }
        if take("]") { return true }
        repeat {
            guard body(&self) else { return false }
        } while take(",")
        return take("]")
    }
}
