import Binary
import Testing

@testable import Records

@Suite struct RecordBatchTests {
    /// A sealed batch of `count` records, changed by `adjust` before.
    func batch(_ count: Int = 3, _ adjust: (inout RecordBatchBuilder) -> Void = { _ in }) throws -> [UInt8] {
        var builder = RecordBatchBuilder()
        adjust(&builder)
        for index in 0..<count {
            let value = Array("value \(index)".utf8)
            try builder.append(timestamp: 1_000 + Int64(index), key: nil, value: value.span.bytes)
        }
        try builder.seal()
        return builder.bytes.withUnsafeBytes { Array($0) }
    }

    func header(_ bytes: [UInt8]) throws -> RecordBatchHeader {
        let read = RecordBatchHeader(bytes.span.bytes)
        return try #require(read)
    }

    /// `bytes` with a header changed by `change`, and the checksum made right.
    func changed(_ bytes: [UInt8], _ change: (inout RecordBatchHeader) -> Void) throws -> [UInt8] {
        var header = try header(bytes)
        change(&header)
        var writer = BinaryWriter()
        header.encode(to: &writer)
        var result = writer.array() + bytes.dropFirst(RecordBatchHeader.size)
        result.withUnsafeMutableBytes {
            _ = RecordBatchHeader.restamp($0, attributes: header.attributes, maxTimestamp: header.maxTimestamp)
        }
        return result
    }

    func fault(_ bytes: [UInt8], _ limits: ProduceLimits = ProduceLimits()) -> BatchFault? {
        if case .refused(let fault) = ProducedBatch(bytes.span.bytes, limits: limits) { fault } else { nil }
    }

    @Test func producedBatchesAreJudgedInKafkasOrder() throws {
        let good = try batch()
        #expect(fault(good) == nil && fault(good + Array(repeating: 0, count: 16)) == nil)
        var limits = ProduceLimits()
        limits.maxMessageBytes = good.count - 1
        limits.segmentBytes = good.count - 2
        #expect(fault(good, limits) == .tooLarge)
        limits.maxMessageBytes = good.count
        #expect(fault(good, limits) == .largerThanSegment)
        limits = ProduceLimits()
        limits.timestamps = 1_001...2_000
        #expect(fault(good, limits) == .timestamp)
        limits.stampsAppendTime = true
        #expect(fault(good, limits) == nil)
        limits.allowsZstd = false
        var expectations: [(BatchFault, [UInt8])] = [
            (.incomplete, []), (.incomplete, Array(good.prefix(16))), (.incomplete, good.dropLast()),
            (.secondBatch, good + good), (.secondBatch, try good + changed(good) { $0.magic = 1 }),
            (.unknownMagic, try good + changed(good) { $0.magic = 9 }),
            (.obsoleteMagic, try changed(good) { $0.magic = 0 }), (.unknownMagic, try changed(good) { $0.magic = 3 }),
            (.shortLength, try changed(good) { $0.batchLength = 48 }),
            (.shortLength, try changed(good) { $0.batchLength = -1 }),
            (.incomplete, try changed(good) { $0.batchLength = .max }),
            (.baseOffset, try changed(good) { $0.baseOffset = 1 }),
            (.recordCount, try changed(good) { $0.recordCount = 0 }),
            (.recordCount, try changed(good) { $0.recordCount = -3 }),
            (.recordCount, try changed(good) { $0.lastOffsetDelta = 3 }),
            (.recordCount, try changed(good) { ($0.lastOffsetDelta, $0.recordCount) = (.max, .min) }),
            (.control, try batch { $0.isControl = true }), (.sequence, try batch { $0.producerId = 5 }),
            (.unknownCodec, try changed(good) { $0.attributes.rawValue = 5 }),
            (.appendTime, try batch { $0.appendTime = 3 }), (.zstdTooEarly, try batch { $0.compression = .zstd }),
        ]
        var torn = good
        torn[torn.count - 2] ^= 1
        expectations.append((.checksum, torn))
        for (expected, bytes) in expectations { #expect(fault(bytes, limits) == expected) }
    }

    @Test func aHeaderInALogIsJudgedByItself() throws {
        var header = try header(batch())
        #expect(header.fault == nil && header.lastOffset == 2 && header.nextOffset == 3)
        (header.recordCount, header.lastOffsetDelta) = (0, 7)
        #expect(header.fault == nil)
        header.recordCount = 9
        #expect(header.fault == .recordCount)
        header.recordCount = 1
        header.baseOffset = .max - 6
        #expect(header.fault == .offset)
        header.baseOffset = -1
        #expect(header.fault == .offset)
        #expect(RecordBatchHeader.sequence(.max, plus: 1) == 0 && RecordBatchHeader.sequence(.max - 1, plus: 4) == 2)
    }

    @Test func offsetAndEpochLieOutsideTheChecksum() throws {
        var bytes = try batch()
        bytes.withUnsafeMutableBytes { RecordBatchHeader.patch($0, baseOffset: 1 << 40, leaderEpoch: 12) }
        let patched = try header(bytes)
        let before = RecordBatch(bytes.span.bytes)?.isIntact
        #expect(patched.baseOffset == 1 << 40 && patched.partitionLeaderEpoch == 12 && before == true)
        let crc = bytes.withUnsafeMutableBytes { RecordBatchHeader.stampAppendTime($0, milliseconds: 77_000) }
        let stamped = try header(bytes)
        #expect(stamped.crc == crc && stamped.maxTimestamp == 77_000 && stamped.baseTimestamp == 1_000)
        var records = RecordIterator(stamped, bytes.span.bytes.extracting(droppingFirst: RecordBatchHeader.size))
        var times: [Int64] = []
        while let record = records.next() { times.append(record.timestamp) }
        let after = RecordBatch(bytes.span.bytes)?.isIntact
        #expect(times == [77_000, 77_000, 77_000] && after == true)
        var short: [UInt8] = [1, 2, 3]
        short.withUnsafeMutableBytes {
            RecordBatchHeader.patch($0, baseOffset: 1, leaderEpoch: 1)
            _ = RecordBatchHeader.stampAppendTime($0, milliseconds: 1)
        }
        #expect(short == [1, 2, 3])
    }

    @Test func gapsAndHeadersAreKept() throws {
        var builder = RecordBatchBuilder(capacity: 0)
        var headers = RecordHeaderList()
        let wasEmpty = headers.isEmpty
        headers.append("trace".utf8Span.span.bytes, nil)
        headers.append("".utf8Span.span.bytes, "é".utf8Span.span.bytes)
        builder.baseOffset = 100
        builder.nextOffsetDelta = 4
        try builder.append(timestamp: .max, key: "".utf8Span.span.bytes, value: nil, encodedHeaders: headers.bytes)
        builder.nextOffsetDelta = 200
        try builder.append(timestamp: .min, key: nil, value: "v".utf8Span.span.bytes)
        try builder.seal()
        let header = try header(builder.bytes.withUnsafeBytes { Array($0) })
        #expect(header.lastOffset == 300 && header.recordCount == 2 && header.fault == nil)
        var seen: [String] = []
        var records = RecordIterator(header, builder.bytes.extracting(droppingFirst: RecordBatchHeader.size))
        while let record = records.next() {
            seen.append(
                "\(record.offset) \(record.timestamp) \(record.hasKey) \(record.hasValue) \(record.headerCount)")
        }
        let complete = records.isComplete
        #expect(seen == ["104 \(Int64.max) true false 2", "300 \(Int64.min) false true 0"] && complete)
        builder.removeAll()
        let again = (builder.isEmpty, builder.sizeInBytes, builder.nextOffsetDelta)
        #expect(wasEmpty && again == (true, RecordBatchHeader.size, 0))
    }

    @Test func markersAreControlBatches() throws {
        for commits in [true, false] {
            var builder = RecordBatchBuilder()
            (builder.producerId, builder.producerEpoch) = (9, 1)
            let marker = TransactionMarker(isCommit: commits, coordinatorEpoch: 6)
            try builder.append(marker, timestamp: 5)
            try builder.seal()
            guard let batch = RecordBatch(builder.bytes) else { return #expect(Bool(false)) }
            var records = RecordIterator(batch.header, batch.payload)
            guard let record = records.next() else { return #expect(Bool(false)) }
            #expect(batch.header.isControl && batch.header.isTransactional && batch.header.sizeInBytes == 78)
            #expect(TransactionMarker(key: record.key, value: record.value) == marker)
        }
        let unknown: [UInt8] = [0, 0, 0, 9]
        #expect(ControlRecordType(key: unknown.span.bytes) == nil)
        #expect(ControlRecordType(key: unknown.span.bytes.extracting(first: 2)) == nil)
        #expect(TransactionMarker(key: nil, value: nil) == nil)
    }

    /// Records whose lengths lie end the walk.
    @Test func hostileRecordsEndTheWalk() throws {
        let header = try header(batch(1))
        let hostile: [[UInt8]] = [
            [], [0], [1], [2, 0], [0xff, 0xff, 0xff, 0xff, 0xff], [12, 0, 0, 0, 1, 1, 0, 9], [12, 0, 0, 0, 3, 1, 0],
            [12, 0, 0, 0, 1, 3, 0], [12, 0, 0, 0, 1, 1, 1], [12, 0, 0, 0, 1, 1, 2], [12, 0, 0, 0, 20, 1, 0],
            [12, 0, 0, 0, 1, 20, 0], [16, 0, 0, 0, 1, 1, 2, 1, 1], [16, 0, 0, 0, 1, 1, 2, 0, 9],
            [14, 0, 0, 0, 1, 1, 0, 0], [20, 0, 0, 0, 1, 1, 0xfe, 0xff, 0xff, 0xff, 0x0f],
        ]
        for bytes in hostile {
            var records = RecordIterator(header, bytes.span.bytes)
            let complete = records.next() != nil && records.isComplete
            #expect(!complete, "\(bytes)")
        }
        for value in [0, -1, 1, 63, 64, -64, -65, 8191, 8192, -8193, Int64.max, Int64.min] + (0..<62).map({ 1 << $0 }) {
            var writer = BinaryWriter()
            writer.varlong(value)
            let (back, end) = RecordVarint.readLong(writer.span, 0, writer.count)
            #expect(RecordVarint.size(value) == writer.count && back == value && end == writer.count)
        }
    }
}
