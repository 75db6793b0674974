import Binary
import Records
import Testing

@Suite struct RecordSurveyTests {
    /// Records with these timestamps; every other one has a key.
    func batch(_ timestamps: [Int64], _ compression: Compression, gap: Int32 = 0) throws -> [UInt8] {
        var builder = RecordBatchBuilder(compression: compression)
        let bytes = Array("bytes".utf8)
        for (index, timestamp) in timestamps.enumerated() {
            if index == 1 { builder.nextOffsetDelta += gap }
            try builder.append(
                timestamp: timestamp, key: index % 2 == 0 ? bytes.span.bytes : nil, value: bytes.span.bytes)
        }
        try builder.seal()
        return builder.bytes.withUnsafeBytes { Array($0) }
    }

    func survey(
        _ bytes: [UInt8], keys: Bool = false, _ timestamps: ClosedRange<Int64> = .min ... .max
    ) throws -> RecordSurvey {
        var limits = ProduceLimits()
        limits.timestamps = timestamps
        var scratch = BinaryWriter()
        guard let batch = RecordBatch(bytes.span.bytes) else { throw RecordsError(.corrupt, "test", "no batch") }
        return RecordSurvey(batch, requiresKeys: keys, limits: limits, unpackedInto: &scratch, maxBytes: 1 << 20)
    }

    @Test func everyRecordIsJudged() throws {
        for compression in [Compression.none, .lz4] {
            let bytes = try batch([30, -1, 50, 40], compression)
            let good = try survey(bytes)
            #expect(good.fault == nil && good.maxTimestamp == 50 && good.faultyRecords.isEmpty)
            let keyless = try survey(bytes, keys: true)
            #expect(keyless.fault == .missingKey && keyless.faultyRecords.map(\.index) == [1, 3])
            let both = try survey(bytes, keys: true, 35...45)
            #expect(both.fault == .timestamp && both.faultyRecords.map(\.index) == [0, 1, 2, 3])
            #expect(both.faultyRecords.map(\.fault) == [.timestamp, .missingKey, .timestamp, .missingKey])
            var more = bytes
            more[60] += 1
            #expect(try survey(more).fault == .records)
        }
        #expect(try survey(batch([1, 2], .none, gap: 3)).fault == nil)
        #expect(try survey(batch([1, 2], .gzip, gap: 3)).fault == .undecodable)
        var torn = try batch([1, 2], .zstd)
        torn[62] ^= 0xff
        #expect(try survey(torn).fault == .undecodable)
    }

    /// Repacking keeps everything but codec and checksum.
    @Test func batchesAreRepackedWhole() throws {
        var scratch = BinaryWriter()
        for vector in try batchVectors() where vector["batches"].list.count == 1 {
            let bytes = try #require(vector["hex"].bytes)
            for compression in Compression.allCases {
                var builder = RecordBatchBuilder(compression: compression)
                guard let batch = RecordBatch(bytes.span.bytes) else { continue }
                try builder.copy(batch, unpackedInto: &scratch, maxBytes: 1 << 20)
                try builder.seal()
                guard var header = RecordBatchHeader(builder.bytes) else { continue }
                (header.crc, header.batchLength) = (batch.header.crc, batch.header.batchLength)
                header.attributes = BatchAttributes(
                    rawValue: header.attributes.rawValue & ~7 | batch.header.attributes.rawValue & 7)
                let isSame = header == batch.header
                #expect(isSame, "\(vector["what"].text ?? "") as \(compression)")
                var again = RecordBatchBuilder()
                guard let repacked = RecordBatch(builder.bytes) else { continue }
                var other = BinaryWriter()
                try again.copy(repacked, unpackedInto: &other, maxBytes: 1 << 20)
                try again.seal()
                var plain = RecordBatchBuilder()
                try plain.copy(batch, unpackedInto: &scratch, maxBytes: 1 << 20)
                try plain.seal()
                let bothWays = (again.bytes.withUnsafeBytes { Array($0) }, plain.bytes.withUnsafeBytes { Array($0) })
                #expect(bothWays.0 == bothWays.1)
            }
        }
    }
}
