import Binary

/// Bytes as pairs of hexadecimal digits.
enum Hex {
    static let digits = Array("0123456789abcdef".utf8)

    static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x41 + 10
        case 0x61...0x66: character - 0x61 + 10
        default: nil
        }
    }

    static func write(_ bytes: RawSpan, to output: inout BinaryWriter) {
        output.reserve(bytes.byteCount * 2)
        for index in 0..<bytes.byteCount {
            let byte = bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            output.uint8(digits[Int(byte >> 4)])
            output.uint8(digits[Int(byte & 15)])
        }
    }

    static func read(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var high: UInt8?
        for character in text {
            guard let digit = digit(character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return bytes
    }
}

/// RFC 4648, section 4, with padding.
enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func write(_ bytes: RawSpan, to output: inout BinaryWriter) {
        output.reserve((bytes.byteCount + 2) / 3 * 4)
        var index = 0
        while index < bytes.byteCount {
            let left = min(bytes.byteCount - index, 3)
            var bits: UInt32 = 0
            for part in 0..<3 {
                let byte = part < left ? bytes.unsafeLoad(fromByteOffset: index + part, as: UInt8.self) : 0
                bits = bits << 8 | UInt32(byte)
            }
            for part in 0..<4 {
                let digit = digits[Int(bits >> UInt32(18 - 6 * part) & 63)]
                output.uint8(part <= left ? digit : UInt8(ascii: "="))
            }
            index += 3
        }
    }

    static func read(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var (count, padding) = (0, 0)
        for character in text {
            if character == UInt8(ascii: "=") {
                padding += 1
            } else if padding > 0 {
                return nil
            }
            guard let digit = character == UInt8(ascii: "=") ? 0 : value(character), padding <= 2 else { return nil }
            bits = bits << 6 | UInt32(digit)
            count += 1
            guard count % 4 == 0 else { continue }
            bytes += [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)]
            bits = 0
        }
        bytes.removeLast(padding)
        return bytes
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x41...0x5a: character - 0x41
        case 0x61...0x7a: character - 0x61 + 26
        case 0x30...0x39: character - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
