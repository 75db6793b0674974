import Binary
import ClientCore
import Records
import World

extension CommandSpec {
    static let benchConsume = CommandSpec(
        name: "bench consume", summary: "Measure how fast records come out of a topic",
        examples: [
            ("bench consume load", "everything that is there"), ("bench consume load -n 1000000 -o json", ""),
        ],
        positionals: [PositionalSpec(name: "topic")],
        options: [
            OptionSpec(name: "records", short: "n", value: "N", help: "stop after N (default: at the end)"), .broker,
        ], report: BenchResult.schema("consume", withLatency: false)
    ) { (invocation) throws(Failure) in
        let limit = try invocation.number("records", in: 1...Int.max) ?? .max
        var options = try invocation.clientOptions().consumer
        options.partitionMaxBytes = max(options.partitionMaxBytes, 4 << 20)
        let session = try Session(invocation)
        let result = try session.run { [options] (_) throws(ClientError) in
            try BenchConsume.run(session, options, topic: invocation.positionals[0], limit: limit)
        }
        try Output.standard.write(result.report(invocation, "consume"))
    }
}

/// One run of `bench consume`.
private enum BenchConsume {
    static func run(
        _ session: Session, _ options: ConsumerOptions, topic: String, limit: Int
    ) throws(ClientError) -> BenchResult {
        let info = try session.admin.topic(topic)
        let consumer = PlainConsumer(session.client, options: options)
        for partition in info.partitions.indices {
            consumer.assign(TopicPartition(topic, Int32(partition)), at: .start, until: .end)
        }
        var scratch = BinaryWriter()
        var result = BenchResult()
        let cpu = BenchResult.cpuNow
        let start = PlainClient.now
        while result.records < limit, let batch = try consumer.next() {
            var (records, bytes) = (0, 0)
            try batch.forEachRecord(&scratch) { record in
                records &+= 1
                if let value = record.value { bytes &+= value.byteCount }
                return true
            }
            result.records += records
            result.bytes += bytes
        }
        result.nanoseconds = PlainClient.now.nanoseconds - start.nanoseconds
        result.cpuSeconds = BenchResult.cpuNow - cpu
        return result
    }
}
