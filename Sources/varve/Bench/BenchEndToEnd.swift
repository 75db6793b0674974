import Binary
import ClientCore
import Records
import World

extension CommandSpec {
    static let benchEndToEnd = CommandSpec(
        name: "bench e2e", summary: "Measure how long records take from producer to consumer",
        examples: [("bench e2e ping -p 1", "1,000 records a second, ten seconds"), ("bench e2e ping --rate 100", "")],
        positionals: [PositionalSpec(name: "topic")],
        options: BenchSettings.options + BenchSettings.producing + [.broker],
        report: BenchResult.schema("e2e", withLatency: true),
        notes: [
            "Each record carries the time at which it was to be sent; one thread sends and receives, so a late client",
            "counts against the result, not for it.",
        ]
    ) { (invocation) throws(Failure) in
        let settings = try BenchSettings(invocation, records: 10_000, rate: 1_000, batchSize: 16_384, linger: 0)
        let result = try settings.session.run { (_) throws(ClientError) in
            var work = try EndToEnd(settings)
            return try work.run()
        }
        try Output.standard.write(result.report(invocation, "e2e"))
    }
}

/// One run of `bench e2e`.
private struct EndToEnd {
    private let settings: BenchSettings
    private let client: PlainClient
    private let producer: PlainProducer
    private let consumer: PlainConsumer
    private let topic: Int
    private var values: BenchValues
    private var result = BenchResult()
    private var latency = Histogram()

    init(_ settings: BenchSettings) throws(ClientError) {
        self.settings = settings
        client = settings.session.client
        PlainClient.waitPrecisely()
        producer = PlainProducer(client, options: settings.producer)
        topic = try producer.open(settings.topic, patience: settings.patience)
        values = BenchValues(size: settings.size)
        consumer = PlainConsumer(client)
        let partitions = producer.partitionCount(topic)
        for partition in 0..<partitions { consumer.assign(TopicPartition(settings.topic, Int32(partition)), at: .end) }
        // Records sent before the consumer knows the ends would be behind it.
        while consumer.positions.count < partitions {
            _ = try consumer.next(until: PlainClient.now.advanced(milliseconds: 10))
        }
    }

    mutating func run() throws(ClientError) -> BenchResult {
        let rate = Int64(settings.rate ?? 1_000)
        let cpu = BenchResult.cpuNow
        let start = PlainClient.now
        let last = start.nanoseconds + Int64(settings.records) * 1_000_000_000 / rate
        let giveUp = Instant(nanoseconds: last).advanced(milliseconds: 10_000)
        var scratch = BinaryWriter()
        var sent = 0
        while result.records + result.failed < settings.records, PlainClient.now < giveUp {
            var due = giveUp
            while sent < settings.records {
                due = Instant(nanoseconds: start.nanoseconds + Int64(sent) * 1_000_000_000 / rate)
                guard due <= PlainClient.now else { break }
                try send(due)
                sent += 1
                due = giveUp
            }
            producer.send()
            consumer.send()
            let wanted = [due, producer.nextDeadline, consumer.nextDeadline].compactMap { $0 }
            client.wait(until: wanted.min() ?? due)
            producer.deliver()
            consumer.deliver()
            try receive(&scratch)
        }
        result.nanoseconds = PlainClient.now.nanoseconds - start.nanoseconds
        result.cpuSeconds = BenchResult.cpuNow - cpu
        result.failed = settings.records - result.records
        result.latency = latency
        return result
    }

    private mutating func send(_ due: Instant) throws(ClientError) {
        let timestamp = PlainClient.wall.milliseconds
        try values.withNext(stamp: due.nanoseconds) { [producer, topic] (value) throws(ClientError) in
            _ = try producer.append(to: topic, timestamp: timestamp, key: nil, value: value)
        }
    }

    private mutating func receive(_ scratch: inout BinaryWriter) throws(ClientError) {
        while let batch = try consumer.nextQueued() {
            let now = PlainClient.now.nanoseconds
            var (records, bytes) = (0, 0)
            var seen = latency
            try batch.forEachRecord(&scratch) { record in
                guard let value = record.value, let stamp = BenchValues.stamp(value) else { return true }
                seen.add(nanoseconds: now - stamp)
                records += 1
                bytes += value.byteCount
                return true
            }
            latency = seen
            result.records += records
            result.bytes += bytes
        }
        for batch in producer.takeResults() where batch.error != nil { result.failed += batch.recordCount }
    }
}
