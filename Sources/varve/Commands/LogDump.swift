import Binary
import CommitLog
import Records

extension CommandSpec {
    static let logDump = CommandSpec(
        name: "log dump", summary: "Print what is in a data directory: batches, or records in any format",
        examples: [
            ("log dump /var/lib/varve -t flights", "a line for each batch"),
            ("log dump /var/lib/varve -t flights -f json", "records"),
            ("log dump /var/lib/varve -t flights -p 0 --from 100 -n 10 -f '%o %k %v\\n'", "ten of them"),
        ],
        positionals: [PositionalSpec(name: "dir")],
        options: ColdLog.options + [
            OptionSpec(name: "format", short: "f", value: "FORMAT", help: "print records, in this format"),
            OptionSpec(name: "from", value: "N", help: "the first offset (default: the start)"),
            OptionSpec(name: "number", short: "n", value: "N", help: "no more than so many batches, or records"),
        ],
        report: ReportSchema(
            "log.dump",
            [
                Column("topic"), Column("partition", .number), Column("offset", .number),
                Column("last_offset", .number), Column("records", .number),
                Column("bytes", .bytes), Column("compression"), Column("time"),
                Column("leader_epoch", .number), Column("producer_id", .number, isWide: true),
                Column("producer_epoch", .number, isWide: true),
                Column("sequence", .number, isWide: true), Column("kind"),
                Column("segment", .number, isWide: true),
                Column("position", .number, isWide: true),
            ]), notes: RecordFormat.help
    ) { (invocation) throws(Failure) in
        let directory = try ColdLog.open(invocation.positionals[0])
        var dump = try LogDump(invocation)
        for partition in try ColdLog.partitions(of: directory, invocation) where !dump.isDone {
            try dump.run(partition)
        }
        try dump.finish()
    }
}

/// One run of `log dump`.
private struct LogDump {
    private let format: RecordFormat?
    private let from: Int64
    private let limit: Int
    private var count = 0
    private var report: ReportStream
    /// Why a record could not be written in the format.
    private var misfit: Failure?

    init(_ invocation: Invocation) throws(Failure) {
        report = ReportStream(invocation)
        format = try invocation.value("format").map { (text) throws(Failure) in try RecordFormat(text) }
        from = try invocation.number("from").map { Int64($0) } ?? 0
        limit = try invocation.number("number") ?? .max
    }

    var isDone: Bool { count >= limit }

    mutating func run(_ partition: ColdPartition) throws(Failure) {
        for (index, segment) in partition.segments.enumerated() where !isDone {
            if index + 1 < partition.segments.count, partition.segments[index + 1].base <= from { continue }
            try run(segment, of: partition)
        }
    }

    private mutating func run(_ segment: ColdSegment, of partition: ColdPartition) throws(Failure) {
        var wrong: String?
        var failure: Failure?
        var unpacked = BinaryWriter()
        let context = RecordContext(topic: partition.topic, partition: partition.partition)
        let walk = try ColdLog.run { () throws(LogError) in
            try segment.forEachBatch { batch, position in
                if batch.header.lastOffset < from { return true }
                guard batch.isIntact else {
                    wrong = "the checksum of the batch at byte \(position) is wrong"
                    return false
                }
                guard format != nil else {
                    do throws(Failure) { try report.add(row(batch.header, partition, segment.base, position)) } catch {
                        failure = error
                        return false
                    }
                    count += 1
                    return !isDone
                }
                do throws(RecordsError) {
                    return try records(batch, context, &unpacked)
                } catch {
                    wrong = "\(error)"
                    return false
                }
            }
        }
        if let failure = failure ?? misfit { throw failure }
        if let fault = walk.fault, fault != .incomplete { wrong = "no batch begins at byte \(walk.end) (\(fault))" }
        guard let wrong else { return }
        try finish()
        throw Failure(.failed, "\(segment.path): \(wrong)", hint: "nothing behind it is shown; see 'varve log verify'")
    }

    /// Prints the rows that are left.
    mutating func finish() throws(Failure) {
        if format == nil { try report.finish() }
    }

    private mutating func records(
        _ batch: RecordBatch, _ context: RecordContext, _ unpacked: inout BinaryWriter
    ) throws(RecordsError) -> Bool {
        guard let format else { return false }
        var records = try batch.records(unpackedInto: &unpacked, maxBytes: 1 << 30)
        var output = BinaryWriter(capacity: 4096)
        while !isDone, let record = records.next() {
            if record.offset < from { continue }
            misfit = format.misfit(record, context)
            guard misfit == nil else { break }
            format.write(record, of: batch.header, context, to: &output)
            count += 1
        }
        output.withUnsafeBytes { Output.standard.write($0) }
        return !isDone && misfit == nil
    }

    private func row(
        _ header: RecordBatchHeader, _ partition: ColdPartition, _ segment: Int64, _ position: Int
    ) -> [Value] {
        let kind = header.isControl ? "control" : header.isTransactional ? "transactional" : "data"
        return [
            .text(partition.topic), .int(Int64(partition.partition)), .int(header.baseOffset), .int(header.lastOffset),
            .int(Int64(header.recordCount)), .bytes(Int64(header.sizeInBytes)),
            .text(header.compression?.name ?? "unknown"), .text(TimeText.iso(header.maxTimestamp)),
            .int(Int64(header.partitionLeaderEpoch)), .int(header.producerId), .int(Int64(header.producerEpoch)),
            .int(Int64(header.baseSequence)), .text(kind), .int(segment), .int(Int64(position)),
        ]
    }
}
