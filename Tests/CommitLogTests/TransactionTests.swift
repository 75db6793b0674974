import CommitLog
import Testing

@Suite struct TransactionTests {
    /// Two transactions that overlap, one given up; what a read-committed consumer sees at each step.
    @Test func theLastStableOffsetWaitsForTheOldestOpenTransaction() throws {
        let script = try LogScript()
        try script.append(.plain("a"), .from(1, sequence: 0, "b", transactional: true))
        #expect(script.log.ends.stable == 1)
        try script.append(.from(2, sequence: 0, "c", transactional: true), .plain("d"))
        try script.append(.marker(1, commit: false))
        #expect(script.log.ends.stable == 2)
        #expect(try script.read(from: 0, upTo: .lastStable) == ["0:a", "1:b"])
        // The marker counts once it is below the high watermark.
        try script.append(.marker(2, commit: true), commit: false)
        #expect(script.log.ends.stable == 2)
        try script.log.raiseHighWatermark(to: 6, epoch: 0)
        #expect(script.log.ends.stable == 6)
        #expect(try script.read(from: 0, upTo: .lastStable) == ["0:a", "1:b", "2:c", "3:d", "4:*", "5:*"])
        let aborted = AbortedTransaction(producerId: 1, firstOffset: 1, lastOffset: 4, lastStableOffset: 2)
        #expect(try script.log.plan(from: 0, upTo: .lastStable, maxBytes: 1 << 20).aborted == [aborted])
        #expect(try script.log.plan(from: 5, upTo: .lastStable, maxBytes: 1 << 20).aborted == [])
        #expect(try script.log.plan(from: 0, upTo: .highWatermark, maxBytes: 1 << 20).aborted == nil)
        for start in ["orderly", "crash"] {
            if start == "orderly" { try script.restart() } else { try script.reopen() }
            try script.log.raiseHighWatermark(to: .max, epoch: 0)
            #expect(try script.log.plan(from: 0, upTo: .lastStable, maxBytes: 1 << 20).aborted == [aborted], "\(start)")
        }
    }

    @Test func batchesAndMarkersAreFencedByEpochs() throws {
        let script = try LogScript()
        let steps: [(TestBatch, AppendOutcome)] = [
            (.from(1, epoch: 2, sequence: 0, "a", transactional: true), .appended(baseOffset: 0)),
            (.from(1, epoch: 2, sequence: 1, "b"), .refused(.invalidTransactionState)),
            (.marker(1, epoch: 1, commit: true), .refused(.invalidProducerEpoch)),
            (.marker(1, epoch: 3, commit: false, coordinatorEpoch: 5), .appended(baseOffset: 1)),
            // The marker's epoch holds, and forgets the sequence.
            (.from(1, epoch: 2, sequence: 1, "b", transactional: true), .refused(.invalidProducerEpoch)),
            (.from(1, epoch: 3, sequence: 1, "b"), .refused(.outOfOrderSequence)),
            (.from(1, epoch: 3, sequence: 0, "b"), .appended(baseOffset: 2)),
            (.marker(1, epoch: 3, commit: true, coordinatorEpoch: 4), .refused(.coordinatorFenced)),
        ]
        for (number, (batch, outcome)) in steps.enumerated() {
            #expect(try script.append(batch) == [outcome], "step \(number)")
        }
        #expect(script.log.ends.stable == 3)
        let producer = try script.log.producers(now: script.time).first
        #expect(producer?.coordinatorEpoch == 5 && producer?.transactionStart == -1)
    }

    /// An open transaction is still open after a start, however the log ended, and over a roll.
    @Test func anOpenTransactionSurvivesEveryStart() throws {
        let script = try LogScript()
        script.options.segmentBytes = 200
        script.log.update(script.options)
        try script.append(.plain("a"), .from(1, sequence: 0, "b", transactional: true))
        for index in 0..<5 { try script.append(.plain("plain \(index)")) }
        #expect(script.log.segmentCount == 4)
        for start in ["orderly", "crash"] {
            if start == "orderly" { try script.restart() } else { try script.reopen() }
            try script.log.raiseHighWatermark(to: .max, epoch: 0)
            #expect(script.log.ends.stable == 1, "\(start)")
        }
        try script.append(.marker(1, commit: false))
        #expect(script.log.ends.stable == 8)
        let aborted = AbortedTransaction(producerId: 1, firstOffset: 1, lastOffset: 7, lastStableOffset: 8)
        #expect(try script.log.plan(from: 0, upTo: .lastStable, maxBytes: 1 << 20).aborted == [aborted])
    }
}
