import CommitLog
import Testing

@Suite struct ProducerTests {
    /// Kafka's rules for one producer, a step a line: what is sent, what comes of it.
    @Test func sequencesAndEpochsAreJudgedAsKafkaDoes() throws {
        let script = try LogScript()
        let steps: [(TestBatch, AppendOutcome)] = [
            // An unknown producer may begin anywhere.
            (.from(1, sequence: 7, "a", "b"), .appended(baseOffset: 0)),
            (.from(1, sequence: 9, "c"), .appended(baseOffset: 2)),
            (.from(1, sequence: 7, "a", "b"), .duplicate(baseOffset: 0, lastOffset: 1, timestamp: 1_001)),
            (.from(1, sequence: 9, "c"), .duplicate(baseOffset: 2, lastOffset: 2, timestamp: 1_000)),
            // Partly overlapping, and a gap.
            (.from(1, sequence: 8, "b"), .refused(.outOfOrderSequence)),
            (.from(1, sequence: 11, "e"), .refused(.outOfOrderSequence)),
            // Another producer is judged by itself.
            (.from(2, sequence: 0, "x"), .appended(baseOffset: 3)),
            // A newer epoch begins at 0, and forgets what could be repeated.
            (.from(1, epoch: 1, sequence: 10, "d"), .refused(.outOfOrderSequence)),
            (.from(1, epoch: 1, sequence: 0, "d"), .appended(baseOffset: 4)),
            (.from(1, sequence: 9, "c"), .refused(.invalidProducerEpoch)),
            (.from(1, epoch: 1, sequence: 1, "e"), .appended(baseOffset: 5)),
            (.from(3, sequence: 2_147_483_646, "y", "y"), .appended(baseOffset: 6)),
            (.from(3, sequence: 0, "z"), .appended(baseOffset: 8)),
            (.from(3, sequence: 2_147_483_646, "y", "y"), .duplicate(baseOffset: 6, lastOffset: 7, timestamp: 1_001)),
        ]
        for (number, (batch, outcome)) in steps.enumerated() {
            #expect(try script.append(batch) == [outcome], "step \(number)")
        }
        #expect(
            try script.log.producers(now: script.time).map { [$0.producerId, Int64($0.epoch), Int64($0.lastSequence)] }
                == [[1, 1, 1], [2, 0, 0], [3, 0, 0]])
    }

    /// In one group each batch is judged after those before it, and what fails drops out alone.
    @Test func aGroupIsJudgedInOrder() throws {
        let script = try LogScript()
        let outcomes = try script.append(
            .from(1, sequence: 0, "a"), .from(1, sequence: 0, "a"), .from(1, sequence: 5, "f"), .plain("p"),
            .from(1, sequence: 1, "b"), .from(1, sequence: -1, "c"))
        #expect(
            outcomes == [
                .appended(baseOffset: 0), .duplicate(baseOffset: 0, lastOffset: 0, timestamp: 1_000),
                .refused(.outOfOrderSequence), .appended(baseOffset: 1), .appended(baseOffset: 2),
                .refused(.invalidRecord),
            ])
        #expect(try script.read(from: 0) == ["0:a", "1:p", "2:b"])
    }

    /// The last five batches are known as duplicates, a sixth is not; also after every kind of start.
    @Test func fiveBatchesAreKnownAfterEveryStart() throws {
        let script = try LogScript()
        for sequence in 0..<8 as Range<Int32> { try script.append(.from(1, sequence: sequence, "v\(sequence)")) }
        func check(_ how: String) throws {
            for sequence in 3..<8 as Range<Int32> {
                let offset = Int64(sequence)
                #expect(
                    try script.append(.from(1, sequence: sequence, "again"))
                        == [.duplicate(baseOffset: offset, lastOffset: offset, timestamp: 1_000)], "\(how) \(sequence)")
            }
            #expect(try script.append(.from(1, sequence: 2, "again")) == [.refused(.outOfOrderSequence)], "\(how)")
        }
        try check("at first")
        try script.restart()
        try check("after an orderly stop")
        try script.reopen()
        try check("after a crash")
    }

    @Test func silentProducersAreForgotten() throws {
        let script = try LogScript()
        script.options.producerExpirationMilliseconds = 1_000
        script.log.update(script.options)
        try script.append(.from(1, sequence: 0, "a"), .from(2, sequence: 0, "b", transactional: true))
        script.now += 500
        try script.append(.from(3, sequence: 0, "c"))
        script.now += 600
        _ = try script.log.maintain(now: script.time)
        // Silence does not end a transaction.
        #expect(try script.log.producers(now: script.time).map(\.producerId) == [2, 3])
        #expect(try script.append(.from(1, sequence: 42, "d")) == [.appended(baseOffset: 3)])
    }
}
