import CommitLog
import Records

extension CommandSpec {
    static let benchRead = CommandSpec(
        name: "bench read", summary: "Measure reading a log in this process, without a broker",
        examples: [("bench read /tmp/log", "every record of every partition"), ("bench read /tmp/log -o json", "")],
        positionals: [PositionalSpec(name: "dir")], report: BenchResult.schema("read", withLatency: false),
        notes: ["Reads what 'bench append' wrote, and any directory that belongs to no cluster; checks every checksum."]
    ) { (invocation) throws(Failure) in
        // Looked at first, so that a wrong path is not made into a log.
        _ = try ColdLog.open(invocation.positionals[0])
        let result = try ColdLog.run { () throws(LogError) in
            let log = try CommitLog.open(invocation.positionals[0])
            var clock = BenchClock()
            for partition in log.partitions {
                var reader = try partition.read(from: partition.start)
                while var batch = try reader.next() {
                    while let record = batch.next() {
                        clock.result.records += 1
                        clock.result.bytes += (record.key?.byteCount ?? 0) + (record.value?.byteCount ?? 0)
                    }
                }
            }
            clock.stop()
            try log.close()
            return clock.result
        }
        try Output.standard.write(result.report(invocation, "read"))
    }
}
