/// Kafka's 128-bit id, of topics, directories and clusters; written as 22 characters of URL-safe base64.
public struct Uuid: Hashable, Comparable, Sendable {
    /// The first eight bytes, big-endian.
    public let high: UInt64
    /// The last eight bytes, big-endian.
    public let low: UInt64

    /// "Absent": all bits zero.
    public static let zero = Uuid(high: 0, low: 0)

    /// An id from its sixteen bytes.
    @inlinable public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A random id of version 4 that Kafka would take: not reserved (high bits zero) and not starting with "-".
    public static func random(using next: () -> UInt64) -> Uuid {
        while true {
            let high = (next() & 0xffff_ffff_ffff_0fff) | 0x4000
            let low = (next() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000
            let id = Uuid(high: high, low: low)
            if !id.description.hasPrefix("-") { return id }
        }
    }

    /// Reads the 22 characters; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var bits = Array(repeating: UInt8(0), count: 0)
        guard text.utf8.count == 22 else { return nil }
        for character in text.utf8 {
            guard let digit = Uuid.digits.firstIndex(of: character) else { return nil }
            bits.append(UInt8(digit))
        }
        var high: UInt64 = 0
        var low: UInt64 = 0
        // 22 digits of 6 bits are 132 bits; the last four are padding and must be zero.
        guard bits[21] & 0x0f == 0 else { return nil }
        for (index, digit) in bits.enumerated() {
            let width: UInt64 = index == 21 ? 2 : 6
            let value = index == 21 ? UInt64(digit >> 4) : UInt64(digit)
            high = (high << width) | (low >> (64 - width))
            low = (low << width) | value
        }
        self.init(high: high, low: low)
    }

    public static func < (left: Uuid, right: Uuid) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}

extension Uuid: CustomStringConvertible {
    public var description: String {
        var text: [UInt8] = []
        var high = high
        var low = low
        for index in 0..<22 {
            let width: UInt64 = index == 21 ? 2 : 6
            let digit = high >> (64 - width)
            text.append(Uuid.digits[Int(index == 21 ? digit << 4 : digit)])
            high = (high << width) | (low >> (64 - width))
            low <<= width
        }
        return String(decoding: text, as: UTF8.self)
    }
}
