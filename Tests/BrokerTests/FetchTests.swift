import Binary
import CommitLog
import KafkaProtocol
import Records
import Testing
import World

@testable import Broker

@Suite struct FetchTests {
    private typealias Wanted = (topic: LocalTopic, partition: Int32, offset: Int64)

    private func fetchRequest(
        _ wanted: [Wanted], wait: Int32 = 0, minBytes: Int32 = 1, maxBytes: Int32 = 1 << 20, partBytes: Int32 = 1 << 20,
        session: Int32 = 0, epoch: Int32 = -1, _ change: (inout FetchRequest.FetchPartition) -> Void = { _ in }
    ) -> FetchRequest {
        var request = FetchRequest()
        request.maxWaitMs = wait
        request.minBytes = minBytes
        request.maxBytes = maxBytes
        request.sessionId = session
        request.sessionEpoch = epoch
        for want in wanted {
            var topic = FetchRequest.FetchTopic()
            topic.topic = want.topic.name
            topic.topicId = want.topic.id
            var partition = FetchRequest.FetchPartition()
            partition.partition = want.partition
            partition.fetchOffset = want.offset
            partition.partitionMaxBytes = partBytes
            change(&partition)
            topic.partitions = [partition]
            request.topics.append(topic)
        }
        return request
    }

    /// What a partition's entry says, as one line: its records' values, or its error.
    private func describe(_ part: FetchResponse.PartitionData) -> String {
        if part.errorCode != 0 { return "\(part.partitionIndex): error \(part.errorCode)" }
        var values: [String] = []
        (part.records ?? []).withUnsafeBytes { bytes in
            var batches = RecordBatches(bytes.bytes)
            var scratch = BinaryWriter()
            while let batch = batches.next() {
                guard batch.isIntact, var records = try? batch.records(unpackedInto: &scratch, maxBytes: 1 << 20) else {
                    values.append("broken")
                    continue
                }
                while let record = records.next() {
                    guard let value = record.value else { continue }
                    values.append("\(record.offset)" + value.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
                }
            }
        }
        var text = "\(part.partitionIndex): \(values.joined(separator: " "))/\(part.highWatermark)"
        if part.divergingEpoch.epoch >= 0 {
            text += " parted \(part.divergingEpoch.epoch) \(part.divergingEpoch.endOffset)"
        }
        return text
    }

    private func answers(_ rig: BrokerRig, _ version: Int16 = 18) -> [String] {
        rig.replies(FetchResponse.self, version).map { response in
            if response.errorCode != 0 { return "error \(response.errorCode)" }
            let parts = response.responses.flatMap { $0.partitions.map(describe) }
            return (response.sessionId == 0 ? "" : "s ") + parts.joined(separator: ", ")
        }
    }

    private func expect(_ found: [String], _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(found == expected, sourceLocation: sourceLocation)
    }

    private func produce(_ rig: BrokerRig, _ topic: LocalTopic, _ partition: Int32 = 0, _ values: String...) {
        let producer = FakeConnection()
        let client = rig.context.accept(producer)
        client.receive(rig.encode(produceRequest(topic, [(partition, batch(values))]), 13, 1))
        rig.loop.run()
    }

    @Test func readsInEveryVersion() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("orders", partitions: 2)
        produce(rig, topic, 0, "a", "b")
        produce(rig, topic, 0, "c")
        produce(rig, topic, 1, "d")
        for version in FetchRequest.validVersions {
            rig.send(fetchRequest([(topic, 0, 1), (topic, 1, 0), (topic, 0, 3)]), version)
            expect(answers(rig, version), ["0: /3, 1: 0d/1"])
            rig.send(fetchRequest([(topic, 0, 1), (topic, 1, 0)]), version)
            // The batch that holds the offset comes whole.
            expect(answers(rig, version), ["0: 0a 1b 2c/3, 1: 0d/1"])
        }
        for (offset, expected) in [(Int64(2), "0: 2c/3"), (3, "0: /3"), (4, "0: error 1"), (-1, "0: error 1")] {
            rig.send(fetchRequest([(topic, 0, offset)]), 18)
            expect(answers(rig), [expected])
        }
        rig.send(fetchRequest([(topic, 7, 0)]), 18)
        rig.send(fetchRequest([(topic, 0, 0)]) { $0.currentLeaderEpoch = 4 }, 18)
        rig.send(fetchRequest([(topic, 0, 0)]) { $0.currentLeaderEpoch = 6 }, 18)
        rig.send(fetchRequest([(topic, 0, 0)]) { $0.currentLeaderEpoch = 5 }, 18)
        expect(answers(rig), ["7: error 100", "0: error 74", "0: error 75", "0: 0a 1b 2c/3"])
        // A follower with another history is told where they part.
        rig.send(fetchRequest([(topic, 0, 3)]) { $0.lastFetchedEpoch = 5 }, 18)
        rig.send(fetchRequest([(topic, 0, 2)]) { $0.lastFetchedEpoch = 4 }, 18)
        expect(answers(rig), ["0: /3", "0: /3 parted 4 0"])
        #expect(!rig.connection.isClosed)
    }

    @Test func keepsToItsLimits() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("orders", partitions: 3)
        for partition in Int32(0)..<3 {
            for value in ["a", "b", "c"] { produce(rig, topic, partition, value) }
        }
        let size = Int32(batch(["a"]).count)
        func read(_ maxBytes: Int32, _ partBytes: Int32) -> [String] {
            rig.send(
                fetchRequest([(topic, 0, 0), (topic, 1, 0), (topic, 2, 0)], maxBytes: maxBytes, partBytes: partBytes),
                18)
            return answers(rig)
        }
        expect(read(1 << 20, 2 * size), ["0: 0a 1b/3, 1: 0a 1b/3, 2: 0a 1b/3"])
        expect(read(4 * size, 2 * size + 1), ["0: 0a 1b/3, 1: 0a 1b/3, 2: /3"])
        expect(read(3 * size, 2 * size), ["0: 0a 1b/3, 1: 0a/3, 2: /3"])
        // One whole batch in any case, and after it nothing that is too much.
        expect(read(1, 1), ["0: 0a/3, 1: /3, 2: /3"])
        expect(read(0, 0), ["0: 0a/3, 1: /3, 2: /3"])
        expect(read(1 << 20, size - 1), ["0: 0a/3, 1: /3, 2: /3"])
    }

    @Test func waitsForRecords() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("orders", partitions: 2)
        let size = Int32(batch(["a"]).count)
        rig.send(fetchRequest([(topic, 0, 0), (topic, 1, 0)], wait: 500), 18)
        rig.loop.advance(milliseconds: 499)
        expect(answers(rig), [])
        produce(rig, topic, 1, "a")
        expect(answers(rig), ["0: /0, 1: 0a/1"])
        // Nothing comes: the time is up.
        rig.send(fetchRequest([(topic, 0, 0), (topic, 1, 1)], wait: 500), 18)
        rig.loop.advance(milliseconds: 501)
        expect(answers(rig), ["0: /0, 1: /1"])
        // Enough has to come, from all partitions together.
        rig.send(fetchRequest([(topic, 0, 0), (topic, 1, 1)], wait: 500, minBytes: 2 * size), 18)
        produce(rig, topic, 0, "b")
        expect(answers(rig), [])
        produce(rig, topic, 1, "c")
        expect(answers(rig), ["0: 0b/1, 1: 1c/2"])
        rig.send(fetchRequest([(topic, 0, 0), (topic, 1, 2)], wait: 500, minBytes: 2 * size), 18)
        rig.loop.advance(milliseconds: 501)
        expect(answers(rig), ["0: 0b/1, 1: /2"])
        // What is wrong with one partition ends the wait, unless this node does not know it.
        rig.send(fetchRequest([(topic, 0, 1), (topic, 9, 0)], wait: 500), 18)
        expect(answers(rig), [])
        produce(rig, topic, 0, "d")
        expect(answers(rig), ["0: 1d/2, 9: error 100"])
        rig.send(fetchRequest([(topic, 0, 2), (topic, 1, 9)], wait: 500), 18)
        expect(answers(rig), ["0: /2, 1: error 1"])
        rig.send(fetchRequest([(topic, 0, 2)], wait: 500), 18)
        var wakes = Wakes()
        topic.partition(0)!.follow(leaderId: 2, epoch: 6, &wakes)
        wakes.tell(from: rig.context)
        rig.loop.run()
        expect(answers(rig), ["0: error 6"])
        // Behind a fetch that waits the next one waits, too, and is answered as things are then.
        rig.send(fetchRequest([(topic, 1, 2)], wait: 500), 18)
        rig.send(fetchRequest([(topic, 1, 1)], wait: 500), 18)
        expect(answers(rig), [])
        produce(rig, topic, 1, "e")
        expect(answers(rig), ["1: 2e/3", "1: 1c 2e/3"])
        #expect(topic.partition(1)!.readerCount == 0)
    }

    /// Who asks to wait for weeks and is answered, or gone, leaves nothing that is kept for weeks.
    @Test func leavesNoTimersBehind() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("orders")
        rig.send(fetchRequest([(topic, 0, 0)], wait: .max), 18)
        #expect(rig.loop.timerCounts.awaited == 1)
        produce(rig, topic, 0, "a")
        expect(answers(rig), ["0: 0a/1"])
        #expect(rig.loop.timerCounts.awaited == 0)
        // Of a session the timer of an earlier request fires in the middle of a later one, and sets no second one.
        rig.send(fetchRequest([(topic, 0, 1)], epoch: 0), 18)
        let session = try #require(rig.replies(FetchResponse.self, 18).first?.sessionId)
        var epoch: Int32 = 0
        for wait in [4000, 3000, 2000, 1000, 4000] as [Int32] {
            epoch += 1
            rig.send(fetchRequest([], wait: wait, session: session, epoch: epoch), 18)
            if epoch < 5 { produce(rig, topic, 0, "b") }
        }
        #expect(rig.loop.timerCounts.awaited == 1)
        for _ in 0..<5 { rig.loop.advance(milliseconds: 900) }
        #expect(rig.replies(FetchResponse.self, 18).count == 5)
        #expect(rig.loop.timerCounts.awaited == 0)
        rig.send(fetchRequest([(topic, 0, 5)], wait: .max), 18)
        rig.client.closed(nil)
        rig.loop.run()
        #expect(rig.loop.timerCounts.awaited == 0 && topic.partition(0)!.readerCount == 1)
    }

    /// A few bytes in a request are much memory in a session or while a fetch waits, for partitions that are not, too.
    @Test func bigFetchesHaveNoSessionAndDoNotWait() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("orders")
        func fetch(_ count: Int, wait: Int32 = 0, session: Int32 = 0, epoch: Int32) -> (error: Int16, session: Int32) {
            var request = fetchRequest([(topic, 0, 0)], wait: wait, session: session, epoch: epoch)
            request.topics[0].partitions = (0..<Int32(count)).map { index in
                var partition = FetchRequest.FetchPartition()
                partition.partition = index
                return partition
            }
            rig.send(request, 18)
            guard let reply = rig.replies(FetchResponse.self, 18).first else { return (-1, -1) }
            return (reply.errorCode, reply.sessionId)
        }
        rig.context.fetchSessions = FetchSessions(index: 0, loops: 1, limit: 10, maxPartitions: 100)
        let half = fetch(50, epoch: 0)
        #expect(half.error == 0 && half.session != 0)
        #expect(fetch(51, epoch: 0) == (0, 0))
        #expect(fetch(51, session: half.session, epoch: 1) == (70, 0))
        #expect(rig.context.fetchSessions.count == 0, "it begins anew")
        #expect(fetch(100, epoch: 0).session != 0)
        #expect(fetch(Fetch.maxWaitingPartitions + 1, wait: 500, epoch: -1) == (0, 0))
        #expect(fetch(Fetch.maxWaitingPartitions, wait: 500, epoch: -1) == (-1, -1), "it waits")
    }

    @Test func seesNothingBeforeTheFlush() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("orders", flushes: true)
        rig.send(fetchRequest([(topic, 0, 0)], wait: 500), 18)
        produce(rig, topic, 0, "a")
        expect(answers(rig), ["0: 0a/1"])
    }

    @Test func tellsASessionOnlyNews() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("orders", partitions: 3)
        produce(rig, topic, 0, "a")
        rig.send(fetchRequest([(topic, 0, 0), (topic, 1, 0)], epoch: 0), 18)
        let first = try #require(rig.replies(FetchResponse.self, 18).first)
        let id = first.sessionId
        #expect(id > 0 && first.responses.flatMap(\.partitions).map(describe) == ["0: 0a/1", "1: /0"])
        func go(_ wanted: [Wanted], _ epoch: Int32, wait: Int32 = 0, forget: [Int32] = [], version: Int16 = 18) {
            var request = fetchRequest(wanted, wait: wait, session: id, epoch: epoch)
            if !forget.isEmpty {
                var topicData = FetchRequest.ForgottenTopic()
                topicData.topic = topic.name
                topicData.topicId = topic.id
                topicData.partitions = forget
                request.forgottenTopicsData = [topicData]
            }
            rig.send(request, version)
        }
        go([(topic, 0, 1)], 1)
        expect(answers(rig), ["s "])
        go([], 2, wait: 500)
        produce(rig, topic, 1, "b")
        expect(answers(rig), ["s 1: 0b/1"])
        // A partition that is added is told once, even if there is nothing in it.
        go([(topic, 1, 1), (topic, 2, 0)], 3)
        expect(answers(rig), ["s 2: /0"])
        go([], 4, wait: 500)
        produce(rig, topic, 2, "c")
        expect(answers(rig), ["s 2: 0c/1"])
        // Records that were not asked for again come again: the offset is the client's to move.
        go([], 5)
        expect(answers(rig), ["s 2: 0c/1"])
        // Each in its turn: who was served goes behind.
        produce(rig, topic, 0, "d")
        rig.send(fetchRequest([(topic, 2, 0)], maxBytes: 1, session: id, epoch: 6), 18)
        expect(answers(rig), ["s 2: 0c/1, 0: /2"])
        rig.send(fetchRequest([], maxBytes: 1, session: id, epoch: 7), 18)
        expect(answers(rig), ["s 0: 1d/2"])
        // A wrong epoch, an unknown session, ids after names.
        go([], 7)
        rig.send(fetchRequest([], session: id + 100, epoch: 1), 18)
        go([], 8, version: 12)
        expect(Array(answers(rig).prefix(2)), ["error 71", "error 70"])
        // The last partition is forgotten, and with it the session.
        go([(topic, 0, 2)], 8, forget: [1, 2])
        expect(answers(rig), ["s "])
        go([], 9, forget: [0])
        expect(answers(rig), [""])
        go([], 10)
        expect(answers(rig), ["error 70"])
        #expect((0..<3).allSatisfy { topic.partition($0)!.readerCount == 0 })
        #expect(rig.context.fetchSessions.count == 0)
    }
}
