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
        ], reports: true, notes: RecordFormat.help
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
    private var hasWritten = false
    private var report = Report(
        schema: "log.dump",
        columns: [
            Column(name: "topic"), Column(name: "partition", isNumber: true), Column(name: "offset", isNumber: true),
            Column(name: "last_offset", isNumber: true), Column(name: "records", isNumber: true),
            Column(name: "bytes", isNumber: true), Column(name: "compression"), Column(name: "time"),
            Column(name: "leader_epoch", isNumber: true), Column(name: "producer_id", isWide: true, isNumber: true),
            Column(name: "producer_epoch", isWide: true, isNumber: true),
            Column(name: "sequence", isWide: true, isNumber: true), Column(name: "kind"),
            Column(name: "segment", isWide: true, isNumber: true),
            Column(name: "position", isWide: true, isNumber: true),
        ])

    init(_ invocation: Invocation) throws(Failure) {
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
                if report.rows.count >= 4096, Output.standard.takesRowsInParts {
                    do throws(Failure) { try finish() } catch {
                        failure = error
                        return false
                    }
                }
                guard batch.isIntact else {
                    wrong = "the checksum of the batch at byte \(position) is wrong"
                    return false
                }
                guard format != nil else {
                    report.rows.append(row(batch.header, partition, segment.base, position))
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
        if let failure { throw failure }
        if let fault = walk.fault, fault != .incomplete { wrong = "no batch begins at byte \(walk.end) (\(fault))" }
        guard let wrong else { return }
        try finish()
        throw Failure(.failed, "\(segment.path): \(wrong)", hint: "nothing behind it is shown; see 'varve log verify'")
    }

    /// Prints the rows that are left, and the column names where there were none.
    mutating func finish() throws(Failure) {
        guard format == nil, !hasWritten || !report.rows.isEmpty else { return }
        try Output.standard.write(report, continues: hasWritten)
        hasWritten = true
        report.rows.removeAll()
    }

    private mutating func records(
        _ batch: RecordBatch, _ context: RecordContext, _ unpacked: inout BinaryWriter
    ) throws(RecordsError) -> Bool {
        guard let format else { return false }
        var records = try batch.records(unpackedInto: &unpacked, maxBytes: 1 << 30)
        var output = BinaryWriter(capacity: 4096)
        while !isDone, let record = records.next() {
            if record.offset < from { continue }
            format.write(record, of: batch.header, context, to: &output)
            count += 1
        }
        Output.standard.write(output.array()[...])
        return !isDone
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
