/// Reads JSON from bytes in place, value by value; nil where the text is no JSON or ends too early. A reader of our own,
/// because the system's (FoundationEssentials) adds 6 MB to the program and 4 MB to the memory of everything else that
/// it does, and because records come as a stream that may end within a value.
public struct JSONScanner {
    private static let maxDepth = 100
    private let bytes: [UInt8]
    /// Where it is.
    public private(set) var position: Int
    private let end: Int
    /// Whether the bytes ended before the value did, so that more of them might help.
    public private(set) var isCutOff = false
    /// Why a call answered nil or false; nil before.
    public private(set) var fault: String?

    /// Reads `bytes` within `range`.
    public init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// The next byte that is no space, without taking it.
    public mutating func peek() -> UInt8? {
        while position < end, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[position]) { position += 1 }
        guard position < end else { return cutOff() }
        return bytes[position]
    }

    private mutating func cutOff<Found>() -> Found? {
        isCutOff = true
        return failed("the text ends")
    }

    private mutating func failed<Found>(_ reason: String) -> Found? {
        fault = fault ?? reason
        return nil
    }

    private mutating func fail(_ reason: String) -> Bool {
        fault = fault ?? reason
        return false
    }

    /// Takes `character` if it is the next that is no space.
    public mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// A string's bytes, without quotes and escapes.
    public mutating func string() -> [UInt8]? {
        guard take("\"") else { return failed("no string") }
        var text: [UInt8] = []
        while position < end {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return text
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                text += Array(String(scalar).utf8)
            case 0..<0x20: return failed("a control character in a string")
            default: text.append(byte)
            }
        }
        return cutOff()
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard position < end else { return cutOff() }
        position += 1
        switch bytes[position - 1] {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "u"): return unicode()
        case let byte where "\"\\/".utf8.contains(byte): return Unicode.Scalar(byte)
        default: return failed("an unknown escape")
        }
    }

    /// Four digits, or two groups of them for what lies above U+FFFF.
    private mutating func unicode() -> Unicode.Scalar? {
        guard let first = fourDigits() else { return nil }
        guard (0xd800..<0xdc00).contains(first) else { return Unicode.Scalar(first) ?? "\u{fffd}" }
        if position < end, bytes[position] != UInt8(ascii: "\\") { return "\u{fffd}" }
        guard end - position >= 6 else { return cutOff() }
        guard bytes[position + 1] == UInt8(ascii: "u") else { return "\u{fffd}" }
        let start = position
        position += 2
        guard let second = fourDigits() else { return nil }
        guard (0xdc00..<0xe000).contains(second) else {
            // A half of a pair by itself, and then something else.
            position = start
            return "\u{fffd}"
        }
        return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    }

    private mutating func fourDigits() -> UInt32? {
        guard end - position >= 4 else { return cutOff() }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(UnicodeScalar(bytes[position])).hexDigitValue, bytes[position] < 0x80 else {
                return failed("no four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    /// Goes past any value and answers where it is. Nested at most 100 deep.
    public mutating func value() -> Range<Int>? {
        guard let first = peek() else { return nil }
        let start = position
        guard pass(first, depth: 0) else { return nil }
        return start..<position
    }

    private mutating func pass(_ first: UInt8, depth: Int) -> Bool {
        guard depth < JSONScanner.maxDepth else { return fail("nested too deep") }
        switch first {
        case UInt8(ascii: "\""): return string() != nil
        case UInt8(ascii: "{"): return object { _, scanner in scanner.passNext(depth: depth + 1) }
        case UInt8(ascii: "["): return list { scanner in scanner.passNext(depth: depth + 1) }
        default: return word() != nil
        }
    }

    private mutating func passNext(depth: Int) -> Bool {
        guard let first = peek() else { return false }
        return pass(first, depth: depth)
    }

    /// A number, true, false or null, as it stands there.
    public mutating func word() -> String? {
        guard peek() != nil else { return nil }
        let start = position
        while position < end, !" \n\r\t,:]}[{\"".utf8.contains(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        // A number may go on in bytes that are not here yet.
        if position == end { isCutOff = true }
        guard ["true", "false", "null"].contains(text) || JSONScanner.isNumber(text) else {
            position = start
            return failed("not a value")
        }
        return text
    }

    /// What Swift takes for a number and JSON does not: "inf", "nan", "0x1", "+1", ".5".
    private static func isNumber(_ text: String) -> Bool {
        guard let first = text.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
            return false
        }
        return text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) } && Double(text) != nil
    }

    /// A whole number.
    public mutating func integer() -> Int64? {
        guard let range = value() else { return nil }
        return Int64(String(decoding: bytes[range], as: UTF8.self))
    }

    /// A string's bytes; nil inside for null; any other value's own text.
    public mutating func anyText() -> [UInt8]?? {
        if peek() == UInt8(ascii: "\"") { return string().map { .some($0) } }
        guard let range = value() else { return nil }
        return bytes[range].elementsEqual("null".utf8) ? .some(nil) : .some(Array(bytes[range]))
    }

    /// Calls `body` for every member of an object, after its name; false where the text is no object or `body` says so.
    public mutating func object(_ body: (String, inout JSONScanner) -> Bool) -> Bool {
        guard take("{") else { return fail("no object") }
        if take("}") { return true }
        repeat {
            guard let name = string() else { return false }
            guard take(":") else { return fail("no : after a name") }
            guard body(String(decoding: name, as: UTF8.self), &self) else { return false }
        } while take(",")
        return take("}") || fail("neither , nor }")
    }

    /// Calls `body` for every element of a list.
    public mutating func list(_ body: (inout JSONScanner) -> Bool) -> Bool {
        guard take("[") else { return fail("no list") }
        if take("]") { return true }
        repeat {
            guard body(&self) else { return false }
        } while take(",")
        return take("]") || fail("neither , nor ]")
    }
}
