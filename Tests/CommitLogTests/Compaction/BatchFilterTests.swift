import Binary
import Records
import Testing

@testable import CommitLog

/// What compaction leaves of batches, row by row by the rules of Kafka's cleaner.
@Suite struct BatchFilterTests {
    /// A log of batches, one behind the other, and what a pass over it makes of them.
    private struct Pass {
        var now: Int64 = 50_000
        var deleteRetention: Int64 = 1000
        var roundEnd = Int64.max
        var producers: [Int64: BatchFilter.LastOfProducer] = [:]
        var aborted: [AbortedTransaction] = []
        /// Up to which offset keys have been looked at.
        var looked = Int64.max - 1

        /// The batches that stay, each as its records and header, and the aborted transactions that stay.
        func run(_ log: [[UInt8]]) throws -> (batches: [String], bytes: [[UInt8]], aborts: [Int64]) {
            var keys = KeyOffsets(maxBytes: 1 << 16, hasher: KeyHasher(1, 2))
            var trail = TransactionTrail(aborted)
            for bytes in log { try note(bytes, &keys, &trail) }
            keys.looked(upTo: looked)
            var filter = BatchFilter(
                now: now, deleteRetention: deleteRetention, roundEnd: roundEnd, producers: producers, aborted: aborted)
            var (described, written, aborts): ([String], [[UInt8]], [Int64]) = ([], [], [])
            for bytes in log {
                var output = BinaryWriter()
                guard let batch = RecordBatch(bytes.span.bytes) else { throw RecordsError(.corrupt, "test", "batch") }
                let header = try filter.filter(batch, keys, into: &output)
                aborts += filter.takeKeptAborts().map(\.producerId)
                guard let header else {
                    #expect(output.count == 0)
                    continue
                }
                let left = output.array()
                #expect(try BatchFilterTests.header(left) == header && header.fault == nil)
                #expect(header.nextOffset == batch.header.nextOffset && header.baseOffset == batch.header.baseOffset)
                written.append(left)
                described.append(try describe(left, header))
            }
            return (described, written, aborts)
        }

        private func note(_ bytes: [UInt8], _ keys: inout KeyOffsets, _ trail: inout TransactionTrail) throws {
            guard let batch = RecordBatch(bytes.span.bytes) else { return }
            if batch.header.isControl {
                return _ = trail.isObsolete(batch.header, TransactionMarker(batch: batch.bytes))
            }
            if trail.isAborted(batch.header) { return }
            var scratch = BinaryWriter()
            var records = try batch.records(unpackedInto: &scratch, maxBytes: 1 << 20)
            while let record = records.next() {
                guard let key = record.key, record.offset <= looked else { continue }
                let isTaken = keys.put(key, record.offset)
                #expect(isTaken)
            }
        }

        /// Records, then `~` and the horizon where there is one, or `empty`.
        private func describe(_ bytes: [UInt8], _ header: RecordBatchHeader) throws -> String {
            let records = try LogScript.records(bytes).joined(separator: " ")
            if header.recordCount == 0 { return "empty \(header.baseOffset)-\(header.lastOffset)" }
            return header.attributes.hasDeleteHorizon ? "\(records) ~\(header.baseTimestamp)" : records
        }
    }

    /// Encodes batches one behind the other.
    private func log(_ batches: TestBatch..., at first: Int64 = 0) throws -> [[UInt8]] {
        var offset = first
        return try batches.map { batch in
            let bytes = try batch.encoded(at: offset, leaderEpoch: 3)
            offset += Int64(max(batch.values.count, 1))
            return bytes
        }
    }

    private static func header(_ bytes: [UInt8]) throws -> RecordBatchHeader {
        guard let header = RecordBatchHeader(bytes.span.bytes) else { throw RecordsError(.corrupt, "test", "header") }
        return header
    }

    @Test func lastRecordsOfKeysStay() throws {
        let rows: [(String, [[UInt8]], Pass, [String])] = [
            ("a later one of the same key", try log(.keyed("a=1", "b=1"), .keyed("a=2")), Pass(), ["1:b=1", "2:a=2"]),
            ("within a batch", try log(.keyed("a=1", "b=1", "a=2")), Pass(), ["1:b=1 2:a=2"]),
            ("a batch of which nothing stays", try log(.keyed("a=1"), .keyed("a=2")), Pass(), ["1:a=2"]),
            ("without key", try log(.plain("x"), .keyed("a=1"), .plain("y")), Pass(), ["1:a=1"]),
            ("an empty key is a key", try log(.keyed("=1"), .keyed("=2")), Pass(), ["1:=2"]),
            (
                "behind what was looked at everything stays", try log(.keyed("a=1"), .keyed("a=2"), .plain("x")),
                Pass(looked: 0), ["0:a=1", "1:a=2", "2:x"]
            ),
            ("a tombstone", try log(.keyed("a=1"), .keyed("a", "b=1")), Pass(), ["1:a 2:b=1 ~51000"]),
            ("a tombstone that was overtaken", try log(.keyed("a"), .keyed("a=1")), Pass(), ["1:a=1"]),
            (
                "retention for ever", try log(.keyed("a")), Pass(deleteRetention: .max),
                ["0:a ~\(Int64.max)"]
            ),
            (
                "the batch that ends the round", try log(.keyed("a=1"), .keyed("a=2"), .plain("x")),
                Pass(roundEnd: 3), ["1:a=2", "empty 2-2"]
            ),
            (
                "a producer's last batch", try log(.keyed("a=1", "b=1", by: 7), .keyed("a=2"), .keyed("b=2")),
                Pass(producers: [7: .init(offset: 1, epoch: 0)]), ["empty 0-1", "2:a=2", "3:b=2"]
            ),
            (
                "a batch before a producer's last", try log(.keyed("a=1", by: 7), .keyed("a=2", by: 7)),
                Pass(producers: [7: .init(offset: 1, epoch: 0)]), ["1:a=2"]
            ),
        ]
        for (what, log, pass, expected) in rows { #expect(try pass.run(log).batches == expected, "\(what)") }
    }

    /// A horizon set once is kept, and passed by time alone; what is left then is as if the key had never been.
    @Test func tombstonesGoBehindTheirHorizon() throws {
        let first = try Pass().run(try log(.keyed("a", "b=1"), .keyed("c=1")))
        #expect(first.batches == ["0:a 1:b=1 ~51000", "2:c=1"])
        let early = try Pass(now: 50_999).run(first.bytes)
        #expect(early.batches == first.batches && early.bytes == first.bytes)
        let late = try Pass(now: 51_000, deleteRetention: 1).run(first.bytes)
        #expect(late.batches == ["1:b=1 ~51000", "2:c=1"])
        let header = try Self.header(late.bytes[0])
        // Timestamps are not changed by where they are counted from.
        #expect(header.maxTimestamp == 1001 && header.lastOffsetDelta == 1 && header.partitionLeaderEpoch == 3)
    }

    @Test func transactionsStayWhole() throws {
        let data = TestBatch(
            values: ["a=1", "b=1"], isKeyed: true, producerId: 7, isTransactional: true)
        let abort = AbortedTransaction(producerId: 7, firstOffset: 0, lastOffset: 2, lastStableOffset: 3)
        // Aborted: the data go at once, and do not count as the last of their key; the marker stays a while.
        let aborted = try log(data, .marker(7, commit: false), .keyed("b=0", at: 5))
        var pass = Pass(aborted: [abort])
        let first = try pass.run(aborted)
        #expect(first.batches == ["2:*", "3:b=0"] && first.aborts == [7])
        let second = try pass.run(first.bytes)
        #expect(second.batches == ["2:* ~51000", "3:b=0"] && second.aborts == [])
        pass.now = 50_999
        #expect(try pass.run(second.bytes).bytes == second.bytes)
        pass.now = 51_000
        #expect(try pass.run(second.bytes).batches == ["3:b=0"])
        // The producer's last batch keeps its number, and so the marker, for who reads must know that it is aborted.
        pass.producers = [7: .init(offset: 1, epoch: 0)]
        pass.now = 50_000
        let kept = try pass.run(aborted)
        #expect(kept.batches == ["empty 0-1", "2:*", "3:b=0"] && kept.aborts == [7])
        #expect(try pass.run(kept.bytes).batches == kept.batches)
        let empty = try Self.header(kept.bytes[0])
        #expect(empty.isTransactional && empty.lastSequence == 1 && empty.producerId == 7)
        // The marker of a producer of which nothing else is left keeps its epoch, if only as a header.
        pass.producers = [7: .init(offset: nil, epoch: 0)]
        pass.now = 60_000
        #expect(try pass.run(second.bytes).batches == ["empty 2-2", "3:b=0"])
        // Committed: the marker stays while a record does, and a horizon longer.
        let committed = try log(data, .marker(7, commit: true), .keyed("a=2"))
        pass = Pass()
        let left = try pass.run(committed)
        #expect(left.batches == ["1:b=1", "2:*", "3:a=2"] && left.aborts == [])
        let overtaken = try pass.run(left.bytes + (try log(.keyed("b=2"), at: 4)))
        #expect(overtaken.batches == ["2:*", "3:a=2", "4:b=2"])
        #expect(try pass.run(overtaken.bytes).batches == ["2:* ~51000", "3:a=2", "4:b=2"])
    }

    /// Codec, append time, headers, sequence and epochs are those of the batch before.
    @Test func everythingElseIsKept() throws {
        for compression in Compression.allCases {
            var builder = RecordBatchBuilder(compression: compression)
            (builder.baseOffset, builder.partitionLeaderEpoch) = (100, 9)
            (builder.producerId, builder.producerEpoch, builder.baseSequence) = (5, 2, 40)
            builder.appendTime = 777
            let headers: [UInt8] = [2, 2, 104, 2, 105]
            for number in 0..<4 {
                let (key, value) = (Array("k\(number % 2)".utf8), [UInt8](repeating: UInt8(number), count: 300))
                try builder.append(
                    timestamp: Int64(number), key: key.span.bytes, value: value.span.bytes,
                    encodedHeaders: headers.span.bytes)
            }
            try builder.seal()
            let left = try Pass().run([builder.bytes.withUnsafeBytes { [UInt8]($0) }]).bytes[0]
            guard let batch = RecordBatch(left.span.bytes), batch.isIntact else {
                Issue.record("\(compression): no batch")
                continue
            }
            let header = batch.header
            #expect(header.compression == compression && header.attributes.isAppendTime)
            #expect(header.maxTimestamp == 777 && header.partitionLeaderEpoch == 9 && header.baseSequence == 40)
            #expect(header.lastSequence == 43 && header.producerEpoch == 2 && header.recordCount == 2)
            var scratch = BinaryWriter()
            var records = try batch.records(unpackedInto: &scratch, maxBytes: 1 << 20)
            var seen: [Int64] = []
            while let record = records.next() {
                seen.append(record.offset)
                let (timestamp, count) = (record.timestamp, record.value?.byteCount)
                let encoded = record.encodedHeaders.withUnsafeBytes { [UInt8]($0) }
                #expect(timestamp == 777 && count == 300 && encoded == headers)
            }
            let isComplete = records.isComplete
            #expect(isComplete && seen == [102, 103])
        }
    }

    /// A batch whose checksum is right and whose records are none is not written again: the round ends with its place.
    @Test func garbageIsRefused() throws {
        var bytes = try TestBatch.keyed("a=1", "b=1").encoded(at: 4)
        bytes[60] = 3
        let refused = #expect(throws: RecordsError.self) { _ = try Pass().run([bytes]) }
        #expect(refused?.description.contains("offset 4") == true)
    }
}
