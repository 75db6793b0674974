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

    /// KIP-890: nothing begins a transaction that its coordinator was not asked about, and an answer that comes after
    /// a marker counts for nothing.
    @Test func onlyAVerifiedTransactionBegins() throws {
        let script = try LogScript()
        let rules: BatchRules = [.sequence, .verifiedTransaction]
        func batch(_ sequence: Int32, epoch: Int16 = 0) -> TestBatch {
            TestBatch.from(1, epoch: epoch, sequence: sequence, "a", transactional: true).under(rules)
        }
        func standing(_ sequence: Int32, epoch: Int16 = 0) throws -> TransactionStanding {
            try script.log.transactionStanding(of: 1, epoch: epoch, sequence: sequence, now: script.time)
        }
        func token(_ sequence: Int32, epoch: Int16 = 0) throws -> UInt64 {
            guard case .unknown(let token) = try standing(sequence, epoch: epoch) else { return 0 }
            return token
        }
        #expect(try script.append(batch(0)) == [.refused(.invalidTransactionState)])
        let first = try token(0)
        #expect(try token(1) == first && first > 0)
        #expect(try script.append(batch(0)) == [.refused(.invalidTransactionState)], "asked, not answered")
        #expect(!script.log.verified(producerId: 1, epoch: 1, token: first))
        #expect(script.log.verified(producerId: 1, epoch: 0, token: first))
        #expect(try standing(0) == .settled)
        // The answer about the first batch was an error to be tried again: the second must not overtake it.
        #expect(try script.append(batch(1)) == [.refused(.outOfOrderSequence)])
        #expect(try script.append(batch(0)) == [.appended(baseOffset: 0)])
        #expect(try standing(1) == .settled && script.append(batch(1)) == [.appended(baseOffset: 1)])
        // A batch of the transaction that has ended is late.
        try script.append(.marker(1, commit: true))
        #expect(try script.append(batch(2)) == [.refused(.invalidTransactionState)])
        let late = try token(2)
        try script.append(.marker(1, commit: false))
        #expect(!script.log.verified(producerId: 1, epoch: 0, token: late), "a marker came between")
        #expect(try script.append(batch(2)) == [.refused(.invalidTransactionState)])
        // An older epoch needs no coordinator to be refused.
        try script.append(.marker(1, epoch: 3, commit: false))
        #expect(try standing(0, epoch: 2) == .settled)
        #expect(try script.append(batch(0, epoch: 2)) == [.refused(.invalidProducerEpoch)])
        let refused = try token(0, epoch: 3)
        script.log.refused(producerId: 1, token: refused)
        #expect(try token(0, epoch: 3) != refused)
    }

    /// With transactions version 2 an epoch is one transaction.
    @Test func versionTwoFencesByTheEpochOfEachTransaction() throws {
        let script = try LogScript()
        let rules: BatchRules = [.sequence, .beginsAtZero]
        let steps: [(TestBatch, AppendOutcome)] = [
            (.from(1, sequence: 1, "a", transactional: true).under(rules), .refused(.outOfOrderSequence)),
            (.from(1, sequence: 0, "a", transactional: true).under(rules), .appended(baseOffset: 0)),
            (.marker(1, epoch: 0, commit: true).under(.risingMarkerEpoch), .refused(.invalidProducerEpoch)),
            (.marker(1, epoch: 1, commit: true).under(.risingMarkerEpoch), .appended(baseOffset: 1)),
            (.marker(1, epoch: 1, commit: true).under(.risingMarkerEpoch), .appended(baseOffset: 2)),
            (.from(1, epoch: 1, sequence: 0, "b", transactional: true).under(rules), .appended(baseOffset: 3)),
            (.marker(1, epoch: 1, commit: true).under(.risingMarkerEpoch), .refused(.invalidProducerEpoch)),
            // Offsets of a group have no sequence.
            (.from(1, epoch: 1, sequence: -1, "c", transactional: true).under([]), .appended(baseOffset: 4)),
        ]
        for (number, (batch, outcome)) in steps.enumerated() {
            #expect(try script.append(batch) == [outcome], "step \(number)")
        }
        #expect(script.log.ends.stable == 3)
    }
}
