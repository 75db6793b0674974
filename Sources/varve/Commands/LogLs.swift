import CommitLog
import Glibc
import Node
import Posix
import Records
import World

extension CommandSpec {
    static let logLs = CommandSpec(
        name: "log ls", summary: "List the partitions in a data directory, without a broker",
        examples: [
            ("log ls /var/lib/varve", ""), ("log ls /var/lib/varve -o wide", "with topic ids"),
            ("log ls /var/lib/kafka", "Kafka's directories too"),
        ],
        positionals: [PositionalSpec(name: "dir")],
        report: ReportSchema(
            "log.ls",
            [
                Column("topic"), Column("partition", .number), Column("start", .number),
                Column("end", .number), Column("segments", .number),
                Column("bytes", .bytes),
                Column("topic_id", isWide: true),
            ])
    ) { (invocation) throws(Failure) in
        let path = invocation.positionals[0]
        let directory = try ColdLog.open(path)
        var report = Report(invocation)
        for partition in directory.partitions {
            let end = try ColdLog.run { () throws(LogError) in try ColdLog.end(of: partition) }
            report.rows.append([
                .text(partition.topic), .int(Int64(partition.partition)),
                partition.firstOffset.map { .int($0) } ?? .null, .int(end), .int(Int64(partition.segments.count)),
                .bytes(partition.size), partition.topicId.map { .text("\($0)") } ?? .null,
            ])
        }
        try Output.standard.write(report)
        let strangers = (try? Node.strangers(in: path)) ?? []
        for folder in strangers {
            Output.error(
                "varve: \(path)/\(folder.name) is in no topic that the metadata knows; "
                    + "'varve log adopt \(path) \(folder.topic)' takes it in")
        }
        for name in directory.otherFolders { Output.error("varve: \(path)/\(name) is no partition's folder") }
    }
}

/// Opening directories cold, with errors in the words of the command line.
enum ColdLog {
    static func open(_ path: String) throws(Failure) -> ColdDirectory {
        var status = stat()
        if stat(path, &status) != 0, errno == ENOENT { throw Failure(.notFound, "there is no directory \(path)") }
        if status.st_mode & S_IFMT != S_IFDIR, status.st_mode != 0 {
            throw Failure(
                .failed, "\(path) is not a directory", hint: "name the one that holds folders such as flights-0")
        }
        let directory = try run { () throws(LogError) in try ColdDirectory(path, of: PosixDisk()) }
        guard !directory.partitions.isEmpty || directory.properties != nil else {
            throw Failure(
                .notFound, "\(path) is no data directory: it has neither partitions nor meta.properties",
                hint: "name the directory that holds folders such as flights-0")
        }
        return directory
    }

    /// The offset after a partition's last whole batch, by the headers of its last segment.
    static func end(of partition: ColdPartition) throws(LogError) -> Int64 {
        var end = partition.segments.last?.base ?? 0
        try partition.segments.last?.forEachBatch { batch, _ in
            end = batch.header.nextOffset
            return true
        }
        return end
    }

    static func run<Value>(_ body: () throws(LogError) -> Value) throws(Failure) -> Value {
        do { return try body() } catch {
            throw Failure(error.cause?.isNotFound == true ? .notFound : .failed, error.description)
        }
    }

    /// The partitions of a directory that `--topic` and `-p` leave.
    static func partitions(
        of directory: ColdDirectory, _ invocation: Invocation
    ) throws(Failure) -> [ColdPartition] {
        let topics = invocation.all("topic")
        if let missing = topics.first(where: { topic in !directory.partitions.contains { $0.topic == topic } }) {
            throw Failure(
                .notFound, "\(directory.path) has no topic \(missing)", hint: "see 'varve log ls \(directory.path)'")
        }
        var numbers: Set<Int32>?
        if let text = invocation.value("partitions") {
            guard let list = PartitionList.parse(text) else {
                throw invocation.wrong("--partitions takes numbers and ranges such as 0,2-4, not '\(text)'")
            }
            numbers = Set(list)
        }
        return directory.partitions.filter { partition in
            (topics.isEmpty || topics.contains(partition.topic))
                && (numbers?.contains(partition.partition) ?? true)
        }
    }

    static let options = [
        OptionSpec(name: "topic", short: "t", value: "NAME", isRepeatable: true, help: "only this; may be repeated"),
        PartitionList.option,
    ]
}
