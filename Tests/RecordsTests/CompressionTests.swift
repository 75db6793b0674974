import Binary
import Records
import Testing

@Suite struct CompressionTests {
    static let text = Array("Departure 517 from EWR, 2 minutes late. ".utf8)
    let packers: [Compression] = [.gzip, .snappy, .lz4, .zstd]

    func pack(_ codec: Compression, _ bytes: [UInt8], level: Int32? = nil) throws -> [UInt8] {
        var output = BinaryWriter()
        try codec.compress(bytes.span.bytes, into: &output, level: level)
        return output.array()
    }

    func unpack(_ codec: Compression, _ bytes: [UInt8], maxBytes: Int = 1 << 24) -> Result<[UInt8], RecordsError> {
        var output = BinaryWriter()
        output.bytes([7])
        do throws(RecordsError) {
            try codec.decompress(bytes.span.bytes, into: &output, maxBytes: maxBytes)
            return .success(Array(output.array().dropFirst()))
        } catch {
            // What was there before stays, and nothing is left of the failure.
            return output.array() == [7] ? .failure(error) : .success([])
        }
    }

    func code(_ result: Result<[UInt8], RecordsError>) -> RecordsError.Code? {
        if case .failure(let error) = result { error.code } else { nil }
    }

    @Test func everySizeComesBack() throws {
        var wrong: [String] = []
        for codec in Compression.allCases {
            for size in [0, 1, 61, 4095, 4096, 32_768, 65_537, 1_500_000] {
                var state = UInt32(size)
                let noise = (0..<size).map { index -> UInt8 in
                    state = state &* 1_664_525 &+ 1_013_904_223
                    return index % 3 == 0 ? UInt8(truncatingIfNeeded: state >> 24) : 0x61
                }
                let packed = try pack(codec, noise)
                if unpack(codec, packed) != .success(noise) { wrong.append("\(codec) \(size)") }
                if size > 0, code(unpack(codec, packed, maxBytes: size - 1)) != .tooLarge {
                    wrong.append("\(codec) \(size) bound")
                }
                if unpack(codec, packed, maxBytes: size) != .success(noise) { wrong.append("\(codec) \(size) exact") }
            }
        }
        #expect(wrong == [])
    }

    @Test func framesAreKafkas() throws {
        let text = Array(repeating: CompressionTests.text, count: 2000).flatMap { $0 }
        #expect(try pack(.lz4, text).prefix(7) == [0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82])
        let snappy = try pack(.snappy, text)
        #expect(snappy.prefix(16) == [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1])
        #expect(try pack(.gzip, text).prefix(3) == [0x1f, 0x8b, 8])
        #expect(try pack(.zstd, text).prefix(4) == [0x28, 0xb5, 0x2f, 0xfd])
        let words = (0..<2_000).flatMap { Array("flight \($0 * 7919 % 1009) to gate \($0 * 31 % 97), ".utf8) }
        #expect(try pack(.zstd, words, level: 19).count < pack(.zstd, words, level: 1).count)
        #expect(
            code(
                Result { () throws(RecordsError) in
                    var output = BinaryWriter()
                    try Compression.gzip.compress(text.span.bytes, into: &output, level: 99)
                    return []
                }) == .codecFailed)
    }

    @Test func foreignShapesAreRead() throws {
        let text = CompressionTests.text
        let gzip = try pack(.gzip, text)
        #expect(unpack(.gzip, gzip + gzip) == .success(text + text))
        #expect(
            unpack(.gzip, gzip + [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]) == .success(text))
        let xerial = try pack(.snappy, text)
        #expect(unpack(.snappy, Array(xerial.dropFirst(20))) == .success(text))
        #expect(unpack(.snappy, xerial + xerial) == .success(text + text))
        let zstd = try pack(.zstd, text)
        #expect(unpack(.zstd, zstd + zstd) == .success(text + text))
        #expect(unpack(.lz4, try pack(.lz4, text) + [9, 9]) == .success(text))
        // Raw zlib and snappy's official framing are not Kafka's.
        #expect(code(unpack(.gzip, [0x78, 0x9c, 0x4b, 0x04, 0x00, 0x00, 0x62, 0x00, 0x62])) == .corrupt)
        #expect(code(unpack(.snappy, [0xff, 0x06, 0, 0, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59])) == .corrupt)
    }

    @Test func cutsAreRefused() throws {
        var wrong: [String] = []
        for codec in packers {
            let packed = try pack(codec, Array(repeating: CompressionTests.text, count: 20).flatMap { $0 })
            for cut in 0..<packed.count {
                let result = unpack(codec, Array(packed.prefix(cut)))
                // A xerial stream that ends between blocks, as right after its header, is complete in itself.
                if codec == .snappy, cut == 16, result == .success([]) { continue }
                if code(result) != .corrupt { wrong.append("\(codec) cut at \(cut): \(result)") }
            }
        }
        #expect(wrong == [])
    }

    @Test func flipsNeverTrap() throws {
        var refused = 0
        for codec in packers {
            var packed = try pack(codec, Array(repeating: CompressionTests.text, count: 8).flatMap { $0 })
            for bit in 0..<(packed.count * 8) {
                packed[bit / 8] ^= 1 << UInt8(bit % 8)
                if code(unpack(codec, packed, maxBytes: 1 << 16)) != nil { refused += 1 }
                packed[bit / 8] ^= 1 << UInt8(bit % 8)
            }
        }
        #expect(refused > 500)
    }

    /// Many zeros in few bytes, and headers that lie about sizes, stop at the bound.
    @Test func bombsStopAtTheBound() throws {
        let zeros = [UInt8](repeating: 0, count: 1 << 26)
        for codec in [Compression.zstd, .lz4, .gzip] {
            #expect(code(unpack(codec, try pack(codec, zeros), maxBytes: 1 << 20)) == .tooLarge)
        }
        // Snappy: a block that says 2^31 bytes follow; zstd: a frame header that says 2^50.
        #expect(code(unpack(.snappy, [0xff, 0xff, 0xff, 0xff, 0x07, 0])) == .corrupt)
        let lie: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0xc0, 0x00] + [0, 0, 0, 0, 0, 0, 4, 0]
        #expect(code(unpack(.zstd, lie)) == .tooLarge)
    }

    @Test func namesAreKafkas() {
        for codec in Compression.allCases { #expect(Compression(name: codec.name) == codec) }
        #expect(Compression(name: "uncompressed") == Compression.none && Compression(name: "brotli") == nil)
    }
}
