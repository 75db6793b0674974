import Binary
import KafkaProtocol

extension Loop {
    /// Decoding and encoding of requests that clients send all the time.
    static var messages: [Loop] {
        [
            Loop(name: "decode-fetch-16-partitions", count: 200_000) { count in
                var writer = BinaryWriter()
                fetch.encode(to: &writer, version: 17)
                for _ in 0..<count {
                    var reader = BinaryReader(writer.span)
                    let request = FetchRequest(from: &reader, version: 17)
                    if reader.failed || request.topics[0].partitions.count != 16 { HotLoops.fail("a fetch is refused") }
                }
            },
            Loop(name: "encode-fetch-16-partitions", count: 500_000) { count in
                var writer = BinaryWriter(capacity: 4096)
                let request = fetch
                for _ in 0..<count {
                    writer.removeAll()
                    request.encode(to: &writer, version: 17)
                }
            },
            Loop(name: "decode-heartbeat", count: 1_000_000) { count in
                var heartbeat = HeartbeatRequest()
                heartbeat.groupId = "dashboard"
                heartbeat.memberId = "consumer-1-5d3f6ad0-5b6e-4a4e-8d2b-7a3c2d1e0f9a"
                heartbeat.generationId = 7
                var writer = BinaryWriter()
                heartbeat.encode(to: &writer, version: 4)
                for _ in 0..<count {
                    var reader = BinaryReader(writer.span)
                    if HeartbeatRequest(from: &reader, version: 4).generationId != 7 {
                        HotLoops.fail("a heartbeat is refused")
                    }
                }
            },
        ]
    }

    private static var fetch: FetchRequest {
        var topic = FetchRequest.FetchTopic()
        topic.topicId = Uuid(high: 1, low: 2)
        for index in 0..<16 {
            var partition = FetchRequest.FetchPartition()
            partition.partition = Int32(index)
            partition.fetchOffset = 123_456
            partition.partitionMaxBytes = 1 << 20
            topic.partitions.append(partition)
        }
        var request = FetchRequest()
        request.maxWaitMs = 500
        request.minBytes = 1
        request.topics = [topic]
        return request
    }
}
