import Binary
import ClientCore
import KafkaProtocol
import Records
import Testing
import World

@Suite("The producer as a machine")
struct ProducerTests {
    private func options(_ change: (inout ProducerOptions) -> Void = { _ in }) -> ProducerOptions {
        var options = ProducerOptions()
        options.batchSize = 200
        change(&options)
        return options
    }

    @Test("batches leave when they are full, old, flushed or when room runs out")
    func accumulator() throws {
        var script = ProducerScript(options())
        let first = try script.append(1)
        #expect(first == .accepted(partition: 0))
        script.pass(milliseconds: 4)
        do { let sequences = script.sequences(); #expect(sequences.isEmpty) }
        let due = script.producer.nextDeadline
        #expect(due == Instant(nanoseconds: 5_000_000))
        script.pass(milliseconds: 1)
        do { let sequences = script.sequences(); #expect(sequences == [[100, 0, 1]]) }
        script.answer(.none, offset: 7)
        let offsets = script.producer.takeResults().map(\.baseOffset)
        #expect(offsets == [7])

        while !script.producer.hasFullBatch { _ = try script.append(2) }
        script.settle()
        do { let sequences = script.sequences(); #expect(sequences.map { $0[1] } == [1]) }
        _ = try script.append(3)
        script.producer.flush()
        script.settle()
        #expect(script.waiting.count == 2)
        script.answer(.none)
        script.answer(.none)
        #expect(script.state == ["idle", "0 bytes"])

        var small = ProducerScript(
            options {
                $0.bufferMemory = 400; $0.maxRequestSize = 300
            })
        var accepted = 0
        while try small.append(accepted) != .full { accepted += 1 }
        let held = small.producer.bufferedBytes
        #expect(accepted > 5 && held <= 400, "\(accepted) records, \(held) bytes")
        small.settle()
        while !small.waiting.isEmpty { small.answer(.none) }
        let again = try small.append(0)
        #expect(again == .accepted(partition: 0))
        let tooLong = [UInt8](repeating: 0, count: 400)
        #expect(throws: ClientError.self) {
            try small.producer.append(to: 0, timestamp: 0, key: nil, value: tooLong.span.bytes, now: small.now)
        }
        #expect(throws: ClientError.self) { try small.append(0, partition: 9) }
    }

    @Test("records without a key stay on one partition for a batch, then move; keys go where Java sends them")
    func partitioners() throws {
        var script = ProducerScript(
            options {
                $0.batchSize = 1_000; $0.seed = 7
            }, partitions: 12)
        var places: [Int32] = []
        for _ in 0..<400 {
            guard
                case .accepted(let place) = try script.producer.append(
                    to: 0, timestamp: 0, key: nil, value: "0123456789".utf8Span.span.bytes, now: script.now)
            else { continue }
            places.append(place)
        }
        let moves = zip(places, places.dropFirst()).count { $0 != $1 }
        #expect(places.count == 400 && Set(places).count > 3)
        // 400 records of 18 bytes are 7,200: some seven batches, each on one partition or on the same again.
        #expect((3...8).contains(moves), "\(moves) moves")
        // murmur2 of these keys as Java's tests have it: -973932308, -790332482, -985981536.
        for (key, hash) in [("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536)]
        {
            let expected = Int32((Int64(hash) & 0x7fff_ffff) % 12)
            let place = try script.producer.append(
                to: 0, timestamp: 0, key: key.utf8Span.span.bytes, value: nil, now: script.now)
            #expect(place == .accepted(partition: expected), "\(key)")
        }
    }

    @Test("one batch until the broker knows the id, then five; a lost reply repeats under the same numbers, in order")
    func retries() throws {
        var script = ProducerScript(options { $0.linger = 0 })
        for value in 0..<3 {
            _ = try script.append(value)
            script.settle()
        }
        do { let sequences = script.sequences(); #expect(sequences == [[100, 0, 1]]) }
        script.answer(.none)
        script.settle()
        for value in 3..<9 {
            _ = try script.append(value)
            script.settle()
        }
        let sent = script.sequences()
        #expect(sent.count == 5 && sent.map { $0[0] } == Array(repeating: 100, count: 5))
        // The first is lost, the broker refuses those behind it: all come back, in order.
        script.lose()
        for _ in 0..<4 { script.answer(.outOfOrderSequenceNumber) }
        script.pass(milliseconds: 200)
        do { let sequences = script.sequences(); #expect(sequences.prefix(5) == sent.prefix(5)) }
        while !script.waiting.isEmpty { script.answer(.none) }
        let results = script.producer.takeResults()
        #expect(results.allSatisfy { $0.error == nil } && results.reduce(0) { $0 + $1.recordCount } == 9)
    }

    @Test("a gap takes a new id; what may be in the log under the old one is not sent again")
    func gaps() throws {
        var script = ProducerScript(options { $0.linger = 0 })
        _ = try script.append(0)
        script.settle()
        script.answer(.none)
        _ = try script.append(1)
        script.settle()
        _ = try script.append(2)
        script.settle()
        do { let sequences = script.sequences(); #expect(sequences == [[100, 1, 1], [100, 2, 1]]) }
        script.answer(.messageTooLarge)
        script.answer(.outOfOrderSequenceNumber)
        script.settle()
        do { let sequences = script.sequences(); #expect(sequences == [[101, 0, 1]]) }
        script.lose()
        script.pass(milliseconds: 200)
        do { let sequences = script.sequences(); #expect(sequences == [[101, 0, 1]]) }
        script.answer(.invalidProducerEpoch)
        script.settle()
        do { let sequences = script.sequences(); #expect(sequences.isEmpty) }
        let words = script.producer.takeResults().map { $0.error?.kafka.name ?? "acknowledged" }
        #expect(words == ["acknowledged", "MESSAGE_TOO_LARGE", "NONE"])
        #expect(script.state.first == "idle")
    }

    @Test("a batch that is too large goes as halves under its numbers, down to the record that does not fit")
    func splitting() throws {
        for (codec, idempotent) in [(Compression.none, true), (.zstd, true), (.none, false)] {
            var script = ProducerScript(
                options {
                    $0.linger = 0; $0.batchSize = 1000; $0.compression = codec; $0.isIdempotent = idempotent
                })
            for value in 0..<5 { _ = try script.append(value) }
            script.settle()
            // What is behind it is refused for its number, and waits.
            _ = try script.append(5)
            script.settle()
            script.answer(.messageTooLarge)
            let first: Int64 = idempotent ? 0 : -1
            do { let sequences = script.sequences(); #expect(sequences.map { [$0[1], $0[2]] } == [[first, 3]]) }
            script.answer(.none)
            let second: Int64 = idempotent ? 3 : -1
            do { let sequences = script.sequences(); #expect(sequences.first.map { [$0[1], $0[2]] } == [second, 2]) }
            script.answer(.messageTooLarge)
            if idempotent { script.answer(.outOfOrderSequenceNumber) }
            do { let sequences = script.sequences(); #expect(sequences.first.map { [$0[1], $0[2]] } == [second, 1]) }
            script.answer(.messageTooLarge)
            script.pass(milliseconds: 200)
            while !script.waiting.isEmpty { script.answer(.none) }
            let results = script.producer.takeResults()
            let told = results.map { "\($0.recordCount) \($0.error?.kafka.name ?? "ok")" }
            #expect(told == ["3 ok", "1 MESSAGE_TOO_LARGE", "1 ok", "1 ok"], "\(codec) \(idempotent)")
            #expect(script.state == ["idle", "0 bytes"])
        }
    }

    @Test("what cannot be delivered in time fails, and says whether it may be there")
    func deliveryTimeout() throws {
        var script = ProducerScript(
            options {
                $0.deliveryTimeout = 1_000; $0.linger = 0
            })
        _ = try script.append(0)
        script.settle()
        _ = try script.append(1)
        script.settle()
        script.lose()
        script.waiting.removeAll()
        script.pass(milliseconds: 500)
        script.lose()
        script.pass(milliseconds: 600)
        let codes = script.producer.takeResults().map { $0.error?.code.rawValue }
        #expect(codes == ["unknown-outcome", "timed-out"])
        #expect(script.state.first == "idle")
    }

    @Test("random faults: every record once, in order, and every acknowledgement true")
    func simulation() throws {
        for seed in UInt64(1)...150 {
            var random = SeededRandom(seed)
            var script = ProducerScript(
                options {
                    $0.linger = 2; $0.seed = seed
                }, partitions: 3)
            var partitions = Array(repeating: ModelPartition(), count: 3)
            var appended = 0
            var results: [BatchResult] = []
            while appended < 200 || !script.producer.isIdle {
                for _ in 0..<Int.random(in: 0...12, using: &random) where appended < 200 {
                    if try script.append(appended, partition: Int32(appended % 3)) == .full { break }
                    appended += 1
                }
                if appended == 200 { script.producer.flush() }
                script.pass(milliseconds: Int64.random(in: 0...60, using: &random))
                results += script.producer.takeResults()
                guard script.now < Instant(nanoseconds: 100_000_000_000) else { break }
                serve(&script, &partitions, &random)
            }
            results += script.producer.takeResults()
            #expect(results.allSatisfy { $0.error == nil }, "seed \(seed): \(results.compactMap(\.error))")
            for number in 0..<3 {
                let expected = (0..<200).filter { $0 % 3 == number }
                #expect(partitions[number].log == expected, "seed \(seed), partition \(number)")
                let offsets = results.filter { $0.partition.partition == Int32(number) }.map { Int($0.baseOffset) }
                #expect(offsets == offsets.sorted(), "seed \(seed), partition \(number)")
            }
        }
    }

    /// The broker's turn: it answers the oldest request, refuses it, or the connection breaks after it has taken some.
    private func serve(
        _ script: inout ProducerScript, _ partitions: inout [ModelPartition], _ random: inout SeededRandom
    ) {
        guard !script.waiting.isEmpty else { return }
        switch Int.random(in: 0...9, using: &random) {
        case 0:
            let taken = Int.random(in: 0...script.waiting.count, using: &random)
            for request in script.waiting.prefix(taken) { _ = take(request, &partitions) }
            while !script.waiting.isEmpty { script.lose() }
        case 1: script.answer(.notLeaderOrFollower)
        case 2:
            // Appended, but not by all replicas in time.
            _ = take(script.waiting[0], &partitions)
            script.answer(.requestTimedOut)
        case 3: return
        case 4 where isNewAndSplits(script.waiting[0], partitions): script.answer(.messageTooLarge)
        default:
            let request = script.waiting.removeFirst()
            script.reply(request, take(request, &partitions))
            script.settle()
        }
    }

    /// Whether no batch of a request is in the log already or has but one record.
    private func isNewAndSplits(_ request: OutgoingRequest, _ partitions: [ModelPartition]) -> Bool {
        let produce = request.message as? ProduceRequest
        return (produce?.topicData ?? []).flatMap(\.partitionData).allSatisfy { part in
            let records = part.records ?? []
            var model = partitions[Int(part.index)]
            let before = model.log.count
            return (RecordBatchHeader(records.span.bytes)?.recordCount ?? 0) > 1
                && (model.append(records).error != .none || model.log.count > before)
        }
    }

    private func take(_ request: OutgoingRequest, _ partitions: inout [ModelPartition]) -> ProduceResponse {
        guard let produce = request.message as? ProduceRequest else { return ProduceResponse() }
        return ProducerScript.response(produce) { partition, bytes in partitions[Int(partition)].append(bytes) }
    }
}
