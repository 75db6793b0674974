import CommitLog
import Records

extension CommandSpec {
    static let benchAppend = CommandSpec(
        name: "bench append", summary: "Measure appending to a log in this process, without a broker",
        examples: [
            ("bench append /tmp/log --records 10000000 --size 100", "one by one, buffered"),
            ("bench append /tmp/log --records 10000000 --size 100 --batch 1000", "in batches, written"),
            ("bench append /tmp/log --records 1000 --durability durable", "each one synced"),
        ],
        positionals: [PositionalSpec(name: "dir")],
        options: [
            OptionSpec(name: "records", short: "n", value: "N", help: "how many (default: 1000000)"),
            OptionSpec(name: "size", short: "s", value: "BYTES", help: "of a value (default: 100)"),
            OptionSpec(name: "batch", value: "N", help: "append batches of so many records"),
            OptionSpec(
                name: "durability", value: "LEVEL",
                help: "buffered, written or durable (default: buffered, with --batch written)"),
        ], report: BenchResult.schema("append", withLatency: false),
        notes: ["Appends to partition 0 of topic 'bench'; the directory is made where it is missing."]
    ) { (invocation) throws(Failure) in
        let records = try invocation.number("records", in: 1...Int.max) ?? 1_000_000
        var values = BenchValues(size: try invocation.number("size", in: 0...(64 << 20)) ?? 100)
        let batch = try invocation.number("batch", in: 1...1_000_000)
        guard (batch ?? 1).multipliedReportingOverflow(by: values.size + 16).partialValue <= 1 << 30 else {
            throw invocation.wrong("a batch of \(batch ?? 1) records of \(values.size) bytes is more than 1 GiB")
        }
        let durability: Durability
        switch invocation.value("durability") ?? (batch == nil ? "buffered" : "written") {
        case "buffered": durability = .buffered
        case "written": durability = .written
        case "durable": durability = .durable
        case let other: throw invocation.wrong("--durability takes buffered, written or durable, not '\(other)'")
        }
        let result = try ColdLog.run { () throws(LogError) in
            let log = try CommitLog.open(invocation.positionals[0])
            let partition = try log.partition("bench")
            var clock = BenchClock()
            if let batch {
                try AppendLoad.batches(partition, &values, records, of: batch, durability)
            } else {
                try AppendLoad.records(partition, &values, records, durability)
            }
            clock.result.records = records
            clock.result.bytes = records * values.size
            clock.stop()
            try log.close()
            return clock.result
        }
        try Output.standard.write(result.report(invocation, "append"))
    }
}

private enum AppendLoad {
    /// Record by record.
    static func records(
        _ partition: Partition, _ values: inout BenchValues, _ records: Int, _ durability: Durability
    ) throws(LogError) {
        for _ in 0..<records {
            try values.withNext { (value) throws(LogError) in _ = try partition.append(value, durability: durability) }
        }
    }

    /// Batches that are made here.
    static func batches(
        _ partition: Partition, _ values: inout BenchValues, _ records: Int, of size: Int, _ durability: Durability
    ) throws(LogError) {
        var builder = RecordBatchBuilder(capacity: size * (values.size + 16))
        var left = records
        var timestamp: Int64 = 1_790_000_000_000
        while left > 0 {
            builder.removeAll()
            do throws(RecordsError) {
                for _ in 0..<min(size, left) {
                    try values.withNext { (value) throws(RecordsError) in
                        try builder.append(timestamp: timestamp, key: nil, value: value)
                    }
                }
            } catch { throw LogError(.invalidRecord, "batch", "\(error)") }
            timestamp += 1
            left -= min(size, left)
            try partition.append(batch: &builder, durability: durability)
        }
    }
}
