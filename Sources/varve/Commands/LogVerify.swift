import CommitLog

extension CommandSpec {
    static let logVerify = CommandSpec(
        name: "log verify", summary: "Read every byte of a data directory and name what is damaged",
        examples: [
            ("log verify /var/lib/varve", "exit code 1 where something is damaged"),
            ("log verify /var/lib/varve -t flights -o json", "one topic, for programs"),
            ("log verify /var/lib/kafka -t prices --gaps", "a compacted topic leaves offsets out"),
        ],
        positionals: [PositionalSpec(name: "dir")],
        options: ColdLog.options + [
            OptionSpec(name: "gaps", help: "missing offsets are no damage (as always in the brokers' own topics)")
        ],
        report: ReportSchema(
            "log.verify",
            [
                Column("topic"), Column("partition", .number),
                Column("batches", .number),
                Column("records", .number), Column("bytes", .bytes),
                Column("state"), Column("damage", .list, isWide: true),
            ]), notes: ["Takes no lock and changes nothing; works on Kafka's directories too."]
    ) { (invocation) throws(Failure) in
        let directory = try ColdLog.open(invocation.positionals[0])
        var report = Report(invocation)
        var progress = Progress("batches")
        var damage = directory.faults.map { "\(directory.path): \($0)" }
        var tails: [String] = []
        for partition in try ColdLog.partitions(of: directory, invocation) {
            let name = "\(partition.topic)-\(partition.partition)"
            let found = try ColdLog.run { () throws(LogError) in
                try partition.verify(isCompacted: invocation.has("gaps") || name.hasPrefix("__"))
            }
            progress.add(Int(found.batches), bytes: Int(found.bytes))
            var faults = found.damage.map { "\(name): \($0)" } + found.indexFaults.map { "\(name): \($0)" }
            if found.tail > 0 {
                let text = "\(name): \(found.tail) bytes after offset \(found.end) are no whole batch"
                // What a process leaves that was killed while it wrote; after an orderly end there is nothing such.
                if directory.isClean { faults.append(text) } else { tails.append(text) }
            }
            damage += faults
            let state = !faults.isEmpty ? "damaged" : found.tail > 0 ? "unfinished" : "ok"
            report.rows.append([
                .text(partition.topic), .int(Int64(partition.partition)), .int(found.batches), .int(found.records),
                .bytes(found.bytes), .text(state), .list(faults.map { .text($0) }),
            ])
        }
        progress.finish()
        try Output.standard.write(report)
        for text in tails { Output.error("note: \(text); the next start would cut them off") }
        for text in damage { Output.error("damaged: \(text)") }
        guard !damage.isEmpty else { return }
        throw Failure(
            .failed, "\(directory.path): \(damage.count == 1 ? "one place is" : "\(damage.count) places are") damaged",
            hint: "named above; keep a copy before a broker opens the directory")
    }
}
