import SimulatedWorld
import Testing

@testable import CommitLog

@Suite struct KeyOffsetsTests {
    private func hex(_ digest: KeyDigest) -> String {
        [digest.low, digest.high].map { word in
            withUnsafeBytes(of: word.littleEndian) { bytes in
                bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            }
        }.joined()
    }

    /// The first vectors of the authors' `vectors_sip128`, under the key 00 01 ... 0f.
    @Test func digestsAreSipHash() {
        let hasher = KeyHasher(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908)
        let expected = [
            "a3817f04ba25a8e66df67214c7550293", "da87c1d86b99af44347659119b22fc45",
            "8177228da4a45dc7fca38bdef60affe4", "9c70b60c5267a94e5f33b6b02985ed51",
        ]
        for (count, digest) in expected.enumerated() {
            let bytes = (0..<count).map { UInt8($0) }
            #expect(hex(hasher.digest(bytes.span.bytes)) == digest)
        }
        // Longer than a word: every byte and the length count.
        var digests: Set<String> = []
        for count in 0...40 { digests.insert(hex(hasher.digest([UInt8](repeating: 0, count: count).span.bytes))) }
        #expect(digests.count == 41)
    }

    /// What the table says is what a dictionary says, also while it grows, and when it takes no new key any more.
    @Test func knowsTheLastOffsetOfEachKey() {
        let seed: UInt64 = 11
        var generator = SeededGenerator(seed: seed)
        var keys = KeyOffsets(maxBytes: 4000 * KeyOffsets.entrySize, hasher: KeyHasher(seed, 2))
        #expect(keys.limit == 3000 && keys.latestOffset == -1)
        var expected: [String: Int64] = [:]
        var refused = 0
        for offset in 0..<20_000 as Range<Int64> {
            let key = "key \(generator.below(5000))"
            let isTaken = keys.put(Array(key.utf8).span.bytes, offset)
            if isTaken { expected[key] = offset } else { refused += 1 }
            if !isTaken, expected[key] != nil || expected.count != 3000 { Issue.record("\(key) at \(offset)") }
        }
        #expect(keys.count == expected.count && refused > 1000, "seed \(seed)")
        let wrong = (0..<5000).filter { keys.offset(of: Array("key \($0)".utf8).span.bytes) != expected["key \($0)"] }
        #expect(wrong == [], "seed \(seed)")
        keys.looked(upTo: 9)
        keys.looked(upTo: 4)
        #expect(keys.latestOffset == 9)
    }
}
