import Synchronization
public import World

/// A sequence of random bits that a seed decides (SplitMix64). A value: a copy goes on alike.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The sequence of `seed`.
    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number of 0..<`bound`; 0 where `bound` is not positive.
    public mutating func below(_ bound: Int) -> Int {
        bound <= 0 ? 0 : Int(truncatingIfNeeded: next() % UInt64(bound))
    }

    /// True in one of `count` cases.
    public mutating func one(in count: Int) -> Bool { below(count) == 0 }
}

/// World's chance from a seed. Any thread may call it; the order of the calls decides who gets what.
public final class SeededRandom: Random {
    private let generator: Mutex<SeededGenerator>

    /// The sequence of `seed`.
    public init(seed: UInt64) { generator = Mutex(SeededGenerator(seed: seed)) }

    public func next() -> UInt64 { generator.withLock { $0.next() } }
}
