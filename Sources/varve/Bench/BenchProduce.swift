import ClientCore
import Records
import World

extension CommandSpec {
    static let benchProduce = CommandSpec(
        name: "bench produce", summary: "Measure how fast records go into a topic",
        examples: [
            ("bench produce load -p 6 -n 10000000", "ten million values of 100 bytes, keys none"),
            ("bench produce load --size 1000 --rate 5000 -o json", "at a rate; the figures for a program"),
        ],
        positionals: [PositionalSpec(name: "topic")],
        options: BenchSettings.options + BenchSettings.producing + [.broker],
        report: BenchResult.schema("produce", withLatency: true),
        notes: ["Latency is that of batches, from their first record to the acknowledgement, by records."]
    ) { (invocation) throws(Failure) in
        let settings = try BenchSettings(invocation, records: 1_000_000, rate: nil, batchSize: 1_000_000, linger: 5)
        let result = try settings.session.run { (_) throws(ClientError) in try BenchProduce.run(settings) }
        try Output.standard.write(result.report(invocation, "produce"))
    }
}

/// One run of `bench produce`.
private enum BenchProduce {
    static func run(_ settings: BenchSettings) throws(ClientError) -> BenchResult {
        let producer = PlainProducer(settings.session.client, options: settings.producer)
        let topic = try producer.open(settings.topic, patience: settings.patience)
        var values = BenchValues(size: settings.size)
        var result = BenchResult()
        result.latency = Histogram()
        let cpu = BenchResult.cpuNow
        let start = PlainClient.now
        var timestamp = PlainClient.wall.milliseconds
        for number in 0..<settings.records {
            if let rate = settings.rate {
                let due = Instant(nanoseconds: start.nanoseconds + Int64(number) * 1_000_000_000 / Int64(rate))
                while PlainClient.now < due { producer.turn(until: due) }
            }
            if number & 0xff == 0 {
                timestamp = PlainClient.wall.milliseconds
                collect(producer, &result)
            }
            try values.withNext { (value) throws(ClientError) in
                _ = try producer.append(to: topic, timestamp: timestamp, key: nil, value: value)
            }
        }
        producer.flush()
        result.nanoseconds = PlainClient.now.nanoseconds - start.nanoseconds
        result.cpuSeconds = BenchResult.cpuNow - cpu
        collect(producer, &result)
        result.bytes = result.records * settings.size
        return result
    }

    private static func collect(_ producer: PlainProducer, _ result: inout BenchResult) {
        let now = PlainClient.now
        for batch in producer.takeResults() {
            if batch.error == nil {
                result.records += batch.recordCount
                result.latency?.add(
                    nanoseconds: now.nanoseconds - batch.created.nanoseconds, times: batch.recordCount)
            } else {
                result.failed += batch.recordCount
            }
        }
    }
}
