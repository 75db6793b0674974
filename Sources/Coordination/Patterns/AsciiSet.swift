/// Some of the 128 characters of ASCII.
struct AsciiSet: Equatable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    static let none = AsciiSet()
    static let all = AsciiSet([0...127])
    static let digits = AsciiSet("0"..."9")
    static let upper = AsciiSet("A"..."Z")
    static let lower = AsciiSet("a"..."z")
    static let letters = upper.union(lower)
    static let word = letters.union(digits).union(AsciiSet("_"..."_"))
    static let space = AsciiSet([9...10, 12...13, 32...32])

    init() {}

    init(_ ranges: [ClosedRange<UInt32>]) {
        for range in ranges { insert(range) }
    }

    init(_ range: ClosedRange<Unicode.Scalar>) { insert(range.lowerBound.value...range.upperBound.value) }

    /// Adds what of `range` is ASCII.
    mutating func insert(_ range: ClosedRange<UInt32>) {
        guard range.lowerBound < 128 else { return }
        for value in range.lowerBound...min(range.upperBound, 127) {
            if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
        }
    }

    func contains(_ byte: UInt8) -> Bool {
        byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
    }

    func union(_ other: AsciiSet) -> AsciiSet {
        var set = self
        set.low |= other.low
        set.high |= other.high
        return set
    }

    var inverted: AsciiSet {
        var set = self
        set.low = ~low
        set.high = ~high
        return set
    }

    /// With the other case of every letter: they lie 32 apart in the upper half.
    var ignoringCase: AsciiSet {
        let uppers: UInt64 = 0x07ff_fffe
        var set = self
        set.high |= (high & uppers) << 32 | (high >> 32) & uppers
        return set
    }
}
