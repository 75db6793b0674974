import CommitLog
import Testing

@Suite struct ReplicaTests {
    /// Appends batches as a follower, in the leader's epochs and at its offsets.
    static func fetch(_ script: LogScript, _ batches: (TestBatch, offset: Int64, epoch: Int32)...) throws {
        let bytes = try batches.flatMap { try $0.0.encoded(at: $0.offset, leaderEpoch: $0.epoch) }
        let (time, epoch) = (script.time, script.epoch)
        try bytes.withUnsafeBytes { _ = try script.log.appendFetched($0, epoch: epoch, now: time) }
    }

    @Test func aFollowerKeepsItsLeadersOffsetsAndEpochs() throws {
        let script = try LogScript()
        script.log.become(.follower(epoch: 7))
        script.epoch = 7
        try ReplicaTests.fetch(script, (.plain("a", "b"), 0, 3), (.from(1, sequence: 0, "c"), 2, 5))
        try ReplicaTests.fetch(script, (.plain("d"), 3, 7))
        #expect(try script.read(from: 0, upTo: .end) == ["0:a", "1:b", "2:c", "3:d"])
        let epochs = [(3, 0), (5, 2), (7, 3)].map { EpochHistory.Entry(epoch: $0.0, startOffset: $0.1) }
        #expect(script.log.epochs.entries == epochs)
        let cases: [(Int32, EpochHistory.Entry?)] = [
            (2, .init(epoch: 2, startOffset: 0)), (3, .init(epoch: 3, startOffset: 2)),
            (4, .init(epoch: 3, startOffset: 2)), (6, .init(epoch: 5, startOffset: 3)),
            (7, .init(epoch: 7, startOffset: 4)), (8, nil), (-1, nil),
        ]
        for (epoch, end) in cases { #expect(script.log.end(ofEpoch: epoch) == end, "epoch \(epoch)") }
        // Damaged, overlapping and older batches are refused as a whole.
        for wrong in [(3, 7), (4, 6)] as [(Int64, Int32)] {
            let error = #expect(throws: LogError.self) {
                try ReplicaTests.fetch(script, (.plain("x"), wrong.0, wrong.1))
            }
            #expect(error?.code == .invalidRecord)
        }
        #expect(script.log.ends.end == 4)
        // A producer that wrote to the old leader is known here.
        script.log.become(.leader(epoch: 8))
        script.epoch = 8
        #expect(
            try script.append(.from(1, sequence: 0, "c"))
                == [.duplicate(baseOffset: 2, lastOffset: 2, timestamp: 1_000)])
        #expect(script.log.end(ofEpoch: 8) == .init(epoch: 8, startOffset: 4))
    }

    /// Truncation takes records, producers, transactions, epochs and whole segments back.
    @Test(arguments: [4096, 100]) func truncationTakesEverythingBack(segmentBytes: Int) throws {
        let script = try LogScript()
        script.options.segmentBytes = segmentBytes
        script.log.update(script.options)
        script.log.become(.follower(epoch: 9))
        script.epoch = 9
        try ReplicaTests.fetch(
            script, (.from(1, sequence: 0, "a"), 0, 1), (.from(1, sequence: 1, "b", "c"), 1, 2),
            (.from(2, sequence: 0, "d", transactional: true), 3, 3), (.marker(2, commit: false), 4, 3))
        try script.log.raiseHighWatermark(to: 2, epoch: 9)
        let generation = try script.log.plan(from: 0, upTo: .end, maxBytes: 1).generation
        // Offset 2 is inside a batch, which goes as a whole.
        for (offset, left, end) in [(9, "0:a 1:b 2:c 3:d 4:*", 5), (4, "0:a 1:b 2:c 3:d", 4), (2, "0:a", 1)] {
            let ends = try script.log.truncate(to: Int64(offset), epoch: 9, now: script.time)
            #expect(ends.end == Int64(end) && ends.high == min(2, ends.end), "to \(offset)")
            #expect(try script.read(from: 0, upTo: .end).joined(separator: " ") == left, "to \(offset)")
            let open = try script.log.producers(now: script.time).first { $0.producerId == 2 }?.transactionStart
            #expect(open == (end == 5 ? -1 : end == 4 ? 3 : nil), "to \(offset)")
        }
        #expect(!script.log.isCurrent(generation))
        #expect(script.log.epochs.entries == [EpochHistory.Entry(epoch: 1, startOffset: 0)])
        try ReplicaTests.fetch(script, (.from(1, sequence: 1, "B"), 1, 9))
        try script.flush()
        for start in ["orderly", "crash"] {
            if start == "orderly" { try script.restart() } else { try script.reopen() }
            #expect(try script.read(from: 0, upTo: .end) == ["0:a", "1:B"], "\(start)")
            #expect(script.log.epochs.entries.map(\.epoch) == [1, 9], "\(start)")
        }
    }

    @Test func aLogBeginsAnewWhereItsLeaderBegins() throws {
        let script = try LogScript()
        try script.append(.plain("a"), .plain("b"))
        script.log.become(.follower(epoch: 2))
        script.epoch = 2
        let ends = try script.log.truncateFully(startingAt: 5_000_000_000, epoch: 2, now: script.time)
        #expect(ends.start == 5_000_000_000 && ends.end == 5_000_000_000 && ends.high == 5_000_000_000)
        try ReplicaTests.fetch(script, (.plain("c"), 5_000_000_000, 2))
        #expect(try script.read(from: 5_000_000_000, upTo: .end) == ["5000000000:c"])
        try script.reopen()
        #expect(script.log.ends.start == 5_000_000_000 && script.log.ends.end == 5_000_000_001)
        #expect(try SegmentTests.names(script.disk).allSatisfy { $0.hasPrefix("00000000005") })
    }
}
