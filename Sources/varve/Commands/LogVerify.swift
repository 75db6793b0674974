import Broker
import CommitLog
import Metadata
import Posix

extension CommandSpec {
    static let logVerify = CommandSpec(
        name: "log verify", summary: "Read every byte of a data directory and name what is damaged",
        examples: [
            ("log verify /var/lib/varve", "exit code 1 where something is damaged"),
            ("log verify /var/lib/varve -t flights -o json", "one topic, for programs"),
            ("log verify /backup -t prices --gaps", "a topic that was compacted, without its metadata"),
        ],
        positionals: [PositionalSpec(name: "dir")],
        options: ColdLog.options + [
            OptionSpec(name: "gaps", help: "missing offsets are no damage (as in topics whose settings say compact)")
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
        let partitions = try ColdLog.partitions(of: directory, invocation)
        let compacted = CompactedTopics(in: directory.path)
        for partition in partitions {
            let name = "\(partition.topic)-\(partition.partition)"
            let found = try ColdLog.run { () throws(LogError) in
                try partition.verify(isCompacted: invocation.has("gaps") || compacted.contains(partition.topic))
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

/// The topics that leave offsets out, by what the directory's own metadata say.
struct CompactedTopics {
    /// Nil where there are none, or none that can be read.
    let state: ClusterState?

    init(_ state: ClusterState?) { self.state = state }

    init(in path: String) { self.init(try? ColdMetadata.state(in: path, of: PosixDisk())) }

    /// Without metadata, or without a setting of the topic's own, Kafka's internal topics count as compacted.
    func contains(_ topic: String) -> Bool {
        let policy = "cleanup.policy"
        let own = state?.configs[.topic(topic)]?[policy]
        let set = own ?? (topic.hasPrefix("__") ? "compact" : state?.configs[.cluster]?["log.\(policy)"] ?? "delete")
        return set.split(separator: ",").contains { $0.drop { $0 == " " }.hasPrefix("compact") }
    }
}
