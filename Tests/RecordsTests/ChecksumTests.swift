import CVarve
import Records
import Testing

@Suite struct ChecksumTests {
    func crc(_ bytes: [UInt8]) -> UInt32 { crc32c(bytes.span.bytes) }

    @Test func knownChecksums() {
        let known: [([UInt8], UInt32)] = [
            ([], 0), (Array("123456789".utf8), 0xe306_9283), (Array(repeating: 0, count: 32), 0x8a91_36aa),
            (Array(repeating: 0xff, count: 32), 0x62a8_ab43), (Array(0..<32), 0x46dd_794e),
            (Array((0..<32).reversed()), 0x113f_db5c),
        ]
        for (bytes, expected) in known { #expect(crc(bytes) == expected) }
    }

    @Test func everyWayAgreesForEverySizeAndStart() {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let ways = [varve_crc32c_instruction, varve_crc32c_carryless].filter { varve_crc32c_can($0) != 0 }
        let sizes = Array(0..<1100) + stride(from: 1100, to: 19_900, by: 331)
        var wrong: [String] = []
        bytes.withUnsafeBytes { buffer in
            for size in sizes {
                let start = buffer.baseAddress! + size % 17
                let expected = varve_crc32c_by(varve_crc32c_table, 0x1234, start, size)
                for way in ways where varve_crc32c_by(way, 0x1234, start, size) != expected {
                    wrong.append("way \(way.rawValue), \(size) bytes")
                }
                let half = varve_crc32c(0x1234, start, size / 2)
                if varve_crc32c(half, start + size / 2, size - size / 2) != expected { wrong.append("\(size) in two") }
            }
        }
        #expect(wrong == [])
    }

    @Test func murmur2IsKafkas() {
        let known: [(String, Int32)] = [
            ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829),
            ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971), ("abc", 479_470_107),
        ]
        for (key, expected) in known {
            let bytes = Array(key.utf8)
            #expect(Int32(bitPattern: murmur2(bytes.span.bytes)) == expected)
            #expect(partition(ofKey: bytes.span.bytes, partitions: 6) == (expected & 0x7fff_ffff) % 6)
        }
    }
}
