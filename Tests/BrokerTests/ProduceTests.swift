import Binary
import CommitLog
import KafkaProtocol
import Records
import SimulatedWorld
import Testing
import World

@testable import Broker

@Suite struct ProduceTests {
    /// What a partition's entry says, as one line.
    private func describe(_ response: ProduceResponse.PartitionProduceResponse) -> String {
        var text = "\(response.index):"
        text += response.errorCode == 0 ? " at \(response.baseOffset)" : " error \(response.errorCode)"
        if response.logAppendTimeMs >= 0 { text += " time \(response.logAppendTimeMs)" }
        if response.logStartOffset >= 0 { text += " start \(response.logStartOffset)" }
        if response.errorMessage != nil { text += " told" }
        return text
    }

    private func answers(_ rig: BrokerRig, _ version: Int16 = 13) -> [String] {
        rig.replies(ProduceResponse.self, version).flatMap {
            $0.responses.flatMap { $0.partitionResponses.map(describe) }
        }
    }

    private func expect(_ found: [String], _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(found == expected, sourceLocation: sourceLocation)
    }

    @Test func appendsInOrderAndAnswersInEveryVersion() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("orders", partitions: 2)
        var offset = 0
        for version in ProduceRequest.validVersions {
            rig.send(produceRequest(topic, [(0, batch(["a", "b"])), (1, batch(["c"]))]), version)
            let start = version >= 5 ? " start 0" : ""
            expect(answers(rig, version), ["0: at \(2 * offset)\(start)", "1: at \(offset)\(start)"])
            offset += 1
        }
        // Several requests in one read are one write, and each is answered.
        let writes = rig.disk.operationCount
        let frames = (0..<5).flatMap { rig.encode(produceRequest(topic, [(0, batch(["x\($0)"]))]), 9, Int32($0)) }
        rig.client.receive(frames)
        expect(answers(rig, 9), (0..<5).map { "0: at \(22 + $0) start 0" })
        #expect(rig.disk.operationCount == writes + 1)
        // What is stored is what came, with offset and epoch.
        let log = try #require(topic.partition(0)).log
        #expect(log.ends.high == 27 && log.ends.end == 27)
    }

    @Test func refusesInKafkasOrder() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("orders", partitions: 2) { $0.maxMessageBytes = 500 }
        let internalTopic = try rig.makeTopic("__internal")
        let good = batch(["a"])
        func changed(_ position: Int, _ value: UInt8, _ source: [UInt8] = batch(["a"])) -> [UInt8] {
            var bytes = source
            bytes[position] = value
            return bytes
        }
        func resealed(_ change: (inout [UInt8]) -> Void) -> [UInt8] {
            var bytes = good
            change(&bytes)
            let crc = bytes.withUnsafeBytes { crc32c(UnsafeRawBufferPointer(rebasing: $0[21...])) }
            for index in 0..<4 { bytes[17 + index] = UInt8(truncatingIfNeeded: crc >> (24 - 8 * UInt32(index))) }
            return bytes
        }
        let cases: [(String, [UInt8]?, String)] = [
            ("null", nil, "error 87 told"), ("empty", [], "error 87 told"),
            ("truncated", Array(good.dropLast()), "error 87 told"), ("magic 1", changed(16, 1), "error 87 told"),
            ("magic 3", changed(16, 3), "error 2"), ("second batch", good + good, "error 87 told"),
            ("short garbage", good + [1, 2, 3], "at 0 start 0"),
            ("base offset", changed(7, 1), "error 87 start 0 told"),
            ("too large", batch([String(repeating: "x", count: 500)]), "error 10"),
            ("checksum", changed(good.count - 2, 0xff), "error 2"),
            ("record count", resealed { $0[60] = 2 }, "error 87 start 0 told"),
            ("control", resealed { $0[22] = 0x20 }, "error 87 start 0 told"),
            ("sequence", batch(["a"], producer: 1, epoch: 0, sequence: -1), "error 87 start 0 told"),
            ("codec", resealed { $0[22] = 7 }, "error -1 start 0"),
            ("future", batch(["a"], timestamp: 1_700_000_000_000 + 3_600_001), "error 32 start 0 told"),
            ("transactional", batch(["a"], producer: 1, epoch: 0, sequence: 0, transactional: true), "error 53"),
        ]
        for (name, records, expected) in cases {
            rig.send(produceRequest(topic, [(1, records)]), 13)
            #expect(answers(rig) == ["1: \(expected)"], "\(name)")
        }
        // A bad batch does not harm a good one beside it.
        rig.send(produceRequest(topic, [(0, good), (1, nil), (9, good), (-1, good)]), 13)
        expect(answers(rig), ["0: at 0 start 0", "1: error 87 told", "9: error 3", "-1: error 3"])
        // What concerns the request, or the topic.
        rig.send(produceRequest(topic, [(0, good)], acks: 2), 13)
        rig.send(produceRequest(topic, [(0, changed(16, 3))], acks: 2), 13)
        rig.send(produceRequest(internalTopic, [(0, good)]), 13)
        rig.send(produceRequest(internalTopic, [(0, good)]), 13, clientId: "__admin_client")
        let gone = LocalTopic(
            name: "gone", id: Uuid(high: 1, low: 1), isInternal: false, settings: TopicSettings(), partitions: [])
        rig.send(produceRequest(gone, [(0, good)]), 13)
        expect(
            answers(rig), ["0: error 21", "0: error 2", "0: error 17", "0: at 0 start 0", "0: error 100"])
        rig.send(produceRequest(gone, [(0, good)]), 12)
        expect(answers(rig, 12), ["0: error 3"])
        var wakes = Wakes()
        topic.partition(0)!.follow(leaderId: 4, epoch: 6, &wakes)
        rig.send(produceRequest(topic, [(0, good)]), 13)
        let response = try #require(rig.replies(ProduceResponse.self, 13).first).responses[0].partitionResponses[0]
        #expect(
            response.errorCode == 6 && response.currentLeader.leaderId == 4 && response.currentLeader.leaderEpoch == 6)
        #expect(!rig.connection.isClosed)
    }

    @Test func answersRepetitionsAsTheOriginal() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("orders")
        func send(_ sequence: Int32, epoch: Int16 = 0, count: Int = 2, acks: Int16 = -1) -> [String] {
            let values = (0..<count).map { "v\($0)" }
            rig.send(
                produceRequest(topic, [(0, batch(values, producer: 9, epoch: epoch, sequence: sequence))], acks: acks),
                13)
            return answers(rig)
        }
        expect(send(0), ["0: at 0 start 0"])
        expect(send(2), ["0: at 2 start 0"])
        expect(send(0), ["0: at 0 time 1700000000000 start 0"])
        expect(send(2), ["0: at 2 time 1700000000000 start 0"])
        expect(send(5), ["0: error 45 start 0"])
        expect(send(1), ["0: error 45 start 0"])
        expect(send(4, epoch: 1), ["0: error 45 start 0"])
        expect(send(0, epoch: 1), ["0: at 4 start 0"])
        expect(send(2, epoch: 0), ["0: error 47 start 0"])
        // Two in one read, the second a repetition of the first.
        let once = rig.encode(
            produceRequest(topic, [(0, batch(["a"], producer: 9, epoch: 1, sequence: 2))]), 13, 1)
        rig.client.receive(once + once)
        expect(answers(rig), ["0: at 6 start 0", "0: at 6 time 1700000000000 start 0"])
    }

    @Test func waitsForTheFlush() throws {
        let scheduler = Scheduler(seed: 3)
        let rig = try BrokerRig(jobs: SimulatedJobs(scheduler))
        let topic = try rig.makeTopic("orders", partitions: 2, flushes: true)
        let log = try #require(topic.partition(0)).log
        for acks in [Int16(1), -1] {
            rig.send(produceRequest(topic, [(0, batch(["a"])), (1, nil), (1, batch(["b"]))], acks: acks), 13)
            expect(answers(rig), [])
            #expect(log.ends.high < log.ends.end)
            #expect(rig.context.parkedProduces.count == 1)
            #expect(scheduler.runUntilIdle())
            #expect(log.ends.high == log.ends.end)
            rig.loop.run()
            let offset = log.ends.end - 1
            expect(answers(rig), ["0: at \(offset) start 0", "1: error 87 told", "1: at \(offset) start 0"])
        }
        // A repetition waits as its original does.
        let again = batch(["a"], producer: 3, epoch: 0, sequence: 0)
        rig.send(produceRequest(topic, [(0, again)]), 13)
        rig.send(produceRequest(topic, [(0, again)]), 13)
        expect(answers(rig), [])
        _ = scheduler.runUntilIdle()
        rig.loop.run()
        expect(answers(rig), ["0: at 2 start 0", "0: at 2 time 1700000000000 start 0"])
        // Not in time: the data stays, and the reply says that nobody knows.
        rig.send(produceRequest(topic, [(0, batch(["late"]))], timeout: 50), 13)
        rig.loop.advance(milliseconds: 200)
        expect(answers(rig), ["0: error 7 start 0"])
        _ = scheduler.runUntilIdle()
        rig.loop.run()
        expect(answers(rig), [])
        #expect(log.ends.high == 4 && rig.context.parkedProduces.count == 0)
        // Without acknowledgement nothing is waited for and nothing is said, unless it goes wrong.
        rig.send(produceRequest(topic, [(0, batch(["quiet"]))], acks: 0), 13)
        rig.send(produceRequest(topic, [(0, batch(["loud"]))], acks: 1), 13)
        _ = scheduler.runUntilIdle()
        rig.loop.run()
        expect(answers(rig), ["0: at 5 start 0"])
        // A change of leader answers all who wait.
        rig.send(produceRequest(topic, [(0, batch(["lost"]))], acks: -1), 13)
        var wakes = Wakes()
        topic.partition(0)!.follow(leaderId: 2, epoch: 6, &wakes)
        wakes.tell(from: rig.context)
        expect(answers(rig), ["0: error 6 start 0"])
        rig.send(produceRequest(topic, [(0, batch(["x"]))], acks: 0), 13)
        #expect(rig.connection.isClosed)
        // Jobs that nobody did would hold on to the broker.
        #expect(scheduler.runUntilIdle())
    }

    @Test func failsWithTheDisk() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("orders", flushes: true)
        rig.disk.setCapacity(rig.disk.image.usedBytes + 10)
        rig.send(produceRequest(topic, [(0, batch(["a"]))]), 13)
        rig.loop.run()
        expect(answers(rig), ["0: error 56"])
        rig.disk.setCapacity(.max)
        rig.send(produceRequest(topic, [(0, batch(["a"]))]), 13)
        rig.loop.run()
        expect(answers(rig), ["0: at 0 start 0"])
    }

    @Test func stampsAppendTime() throws {
        let rig = try BrokerRig()
        let stamped = try rig.makeTopic("stamped") { $0.stampsAppendTime = true }
        rig.send(produceRequest(stamped, [(0, batch(["a"], timestamp: 5))]), 13)
        expect(answers(rig), ["0: at 0 time 1700000000000 start 0"])
        let log = try #require(stamped.partition(0)).log
        let plan = try log.plan(from: 0, upTo: .end, maxBytes: 1 << 20)
        guard case .file(let file, let position, let count) = plan.parts[0] else { return }
        var bytes = [UInt8](repeating: 0, count: count)
        _ = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: Int64(position)) }
        let stored = RecordBatchHeader(bytes.span.bytes) ?? RecordBatchHeader()
        let crc = bytes.withUnsafeBytes { crc32c(UnsafeRawBufferPointer(rebasing: $0[21...])) }
        #expect(stored.attributes.isAppendTime && stored.maxTimestamp == 1_700_000_000_000)
        #expect(stored.partitionLeaderEpoch == 5 && stored.crc == crc)
    }

    /// A compacted topic takes no record without key, packed or not; the producer is told which one it was.
    @Test func compactedTopicsNeedKeys() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("latest") { $0.log.isCompacted = true }
        for compression in [Compression.none, .lz4] {
            rig.send(produceRequest(topic, [(0, batch(["a", "b"], compression: compression))]), 13)
        }
        var builder = RecordBatchBuilder()
        let text = Array("k".utf8)
        try builder.append(timestamp: 1_700_000_000_000, key: text.span.bytes, value: text.span.bytes)
        try builder.append(timestamp: 1_700_000_000_000, key: text.span.bytes, value: nil)
        try builder.seal()
        rig.send(produceRequest(topic, [(0, builder.bytes.withUnsafeBytes { [UInt8]($0) })]), 13)
        expect(answers(rig), ["0: error 87 start 0 told", "0: error 87 start 0 told", "0: at 0 start 0"])
    }

    @Test func packsAnewWhereTheTopicSaysSo() throws {
        for codec in [Compression.none, .gzip, .snappy, .lz4, .zstd] {
            let rig = try BrokerRig()
            let topic = try rig.makeTopic("packed") {
                $0.compression = codec
                $0.maxMessageBytes = 2000
            }
            let text = String(repeating: "compress me ", count: 100)
            let sent = [
                batch(["a", text], producer: 4, epoch: 1, sequence: 0), batch(["b"], compression: .gzip),
                batch([text + text], compression: .zstd),
            ]
            for records in sent { rig.send(produceRequest(topic, [(0, records)]), 13) }
            // What is too large is too large as it is stored.
            let last = codec == .none ? "0: error 10" : "0: at 3 start 0"
            #expect(answers(rig) == ["0: at 0 start 0", "0: at 2 start 0", last], "\(codec)")
            let log = try #require(topic.partition(0)).log
            let stored = try storedBatches(log)
            #expect(stored.allSatisfy { $0.compression == codec }, "\(codec)")
            #expect(
                stored.first.map { [$0.producerId, Int64($0.producerEpoch), Int64($0.baseSequence)] } == [4, 1, 0])
            // Records that are not what the header says come to light here.
            var broken = batch(["a", "b", "c"], compression: codec == .gzip ? .lz4 : .gzip)
            broken[broken.count - 12] ^= 0xff
            let crc = broken.withUnsafeBytes { crc32c(UnsafeRawBufferPointer(rebasing: $0[21...])) }
            for index in 0..<4 { broken[17 + index] = UInt8(truncatingIfNeeded: crc >> (24 - 8 * UInt32(index))) }
            rig.send(produceRequest(topic, [(0, broken)]), 13)
            // lz4 without checksums unpacks whatever it is given, and then it is the records that are wrong.
            let code = codec == .gzip ? "87 start 0 told" : "-1 start 0"
            #expect(answers(rig) == ["0: error \(code)"], "\(codec)")
        }
    }

    /// The headers of all batches of a log; each batch is intact.
    private func storedBatches(_ log: PartitionLog) throws -> [RecordBatchHeader] {
        var headers: [RecordBatchHeader] = []
        for part in try log.plan(from: 0, upTo: .end, maxBytes: 1 << 20).parts {
            guard case .file(let file, let position, let count) = part else { continue }
            var bytes = [UInt8](repeating: 0, count: count)
            _ = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: Int64(position)) }
            bytes.withUnsafeBytes { run in
                var batches = RecordBatches(run.bytes)
                while let batch = batches.next(), batch.isIntact { headers.append(batch.header) }
            }
        }
        return headers
    }

    @Test func closesOnABodyThatEndsEarly() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("orders")
        let whole = rig.encode(produceRequest(topic, [(0, batch(["a"]))]), 13, 1)
        for cut in 30..<whole.count {
            let connection = FakeConnection()
            let client = rig.context.accept(connection)
            var frame = Array(whole.prefix(cut))
            frame[2] = UInt8(truncatingIfNeeded: (cut - 4) >> 8)
            frame[3] = UInt8(truncatingIfNeeded: cut - 4)
            client.receive(frame)
            #expect(connection.isClosed && connection.output.isEmpty, "\(cut)")
        }
        let isEmpty = rig.context.stage.isEmpty
        #expect(isEmpty && topic.partition(0)?.log.ends.end == 0)
    }
}
