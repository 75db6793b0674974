import KafkaProtocol
import Testing

@testable import Broker

@Suite struct OffsetTests {
    private func expect(_ found: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(found == expected, sourceLocation: sourceLocation)
    }

    /// A topic with three batches of two records each, at 1, 2 and 3 seconds.
    private func makeOrders(_ rig: BrokerRig, flushes: Bool = false) throws -> LocalTopic {
        let topic = try rig.makeTopic("orders", flushes: flushes) { $0.timestampBeforeMax = .max }
        for second in Int64(1)...3 {
            rig.send(produceRequest(topic, [(0, batch(["a", "b"], timestamp: second * 1000))]), 13)
        }
        rig.loop.run()
        _ = rig.connection.takeReplies()
        return topic
    }

    private func list(
        _ rig: BrokerRig, _ timestamp: Int64, version: Int16 = 11, partition: Int32 = 0, epoch: Int32 = -1,
        isolation: Int8 = 0
    ) -> String {
        var request = ListOffsetsRequest()
        request.replicaId = -1
        request.isolationLevel = isolation
        var topic = ListOffsetsRequest.ListOffsetsTopic()
        topic.name = "orders"
        var asked = ListOffsetsRequest.ListOffsetsPartition()
        asked.partitionIndex = partition
        asked.timestamp = timestamp
        asked.currentLeaderEpoch = epoch
        topic.partitions = [asked]
        request.topics = [topic]
        rig.send(request, version)
        guard let answer = rig.replies(ListOffsetsResponse.self, version).first?.topics.first?.partitions.first else {
            return "none"
        }
        return answer.errorCode != 0
            ? "error \(answer.errorCode)" : "\(answer.offset) at \(answer.timestamp) in \(answer.leaderEpoch)"
    }

    @Test func listsOffsets() throws {
        let rig = try BrokerRig()
        let topic = try makeOrders(rig)
        let cases: [(Int64, String)] = [
            (-1, "6 at -1 in 5"), (-2, "0 at -1 in 5"), (-3, "4 at 3000 in 5"), (-4, "0 at -1 in 5"),
            (-5, "-1 at -1 in -1"), (-6, "-1 at -1 in -1"), (-7, "error 35"), (0, "0 at 1000 in 5"),
            (1000, "0 at 1000 in 5"), (1001, "2 at 2000 in 5"), (3000, "4 at 3000 in 5"), (3001, "-1 at -1 in -1"),
            (.max, "-1 at -1 in -1"), (.min, "error 35"),
        ]
        for (timestamp, expected) in cases { expect(list(rig, timestamp), expected) }
        // Each version knows the times it was made for.
        for (timestamp, first) in [(Int64(-3), Int16(7)), (-4, 8), (-5, 9), (-6, 11)] {
            #expect(list(rig, timestamp, version: first - 1) == "error 35", "\(timestamp)")
            #expect(list(rig, timestamp, version: first) != "error 35", "\(timestamp)")
        }
        for version in ListOffsetsRequest.validVersions {
            #expect(list(rig, 1001, version: version) == "2 at 2000 in \(version >= 4 ? 5 : -1)", "\(version)")
        }
        expect(list(rig, -1, isolation: 1), "6 at -1 in 5")
        expect(list(rig, -1, partition: 3), "error 3")
        expect(list(rig, -1, epoch: 4), "error 74")
        expect(list(rig, -1, epoch: 6), "error 75")
        var wakes = Wakes()
        topic.partition(0)!.follow(leaderId: 2, epoch: 6, &wakes)
        expect(list(rig, -1), "error 6")
    }

    @Test func tellsWhereEpochsEnd() throws {
        let rig = try BrokerRig()
        let topic = try makeOrders(rig)
        func ask(_ epoch: Int32, current: Int32 = -1, version: Int16 = 4) -> String {
            var request = OffsetForLeaderEpochRequest()
            var asked = OffsetForLeaderEpochRequest.OffsetForLeaderPartition()
            asked.leaderEpoch = epoch
            asked.currentLeaderEpoch = current
            var asking = OffsetForLeaderEpochRequest.OffsetForLeaderTopic()
            asking.topic = topic.name
            asking.partitions = [asked]
            request.topics = [asking]
            rig.send(request, version)
            let end = rig.replies(OffsetForLeaderEpochResponse.self, version).first?.topics.first?.partitions.first
            return end.map { $0.errorCode != 0 ? "error \($0.errorCode)" : "\($0.leaderEpoch) \($0.endOffset)" } ?? ""
        }
        for version in OffsetForLeaderEpochRequest.validVersions { expect(ask(5, version: version), "5 6") }
        for (epoch, expected) in [(Int32(4), "4 0"), (6, "-1 -1"), (-1, "-1 -1")] { expect(ask(epoch), expected) }
        expect(ask(5, current: 4), "error 74")
        expect(ask(5, current: 6), "error 75")
    }

    @Test func deletesRecords() throws {
        let rig = try BrokerRig()
        let topic = try makeOrders(rig)
        func delete(_ offset: Int64, partition: Int32 = 0) -> String {
            var request = DeleteRecordsRequest()
            var asked = DeleteRecordsRequest.DeleteRecordsPartition()
            asked.partitionIndex = partition
            asked.offset = offset
            var asking = DeleteRecordsRequest.DeleteRecordsTopic()
            asking.name = topic.name
            asking.partitions = [asked]
            request.topics = [asking]
            rig.send(request, 2)
            let result = rig.replies(DeleteRecordsResponse.self, 2).first?.topics.first?.partitions.first
            return result.map { $0.errorCode != 0 ? "error \($0.errorCode)" : "\($0.lowWatermark)" } ?? ""
        }
        expect(delete(3), "3")
        expect(delete(1), "3")
        expect(list(rig, -2), "3 at -1 in 5")
        expect(delete(7), "error 1")
        expect(delete(-2), "error 1")
        expect(delete(0, partition: 1), "error 3")
        expect(delete(-1), "6")
        expect(list(rig, -2), "6 at -1 in 5")
    }
}
