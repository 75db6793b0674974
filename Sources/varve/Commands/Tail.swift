import Binary
import ClientCore
import Records
import World

extension CommandSpec {
    static let tail = CommandSpec(
        name: "tail", summary: "Print a topic's last records, and those that come",
        examples: [
            ("tail flights", "the last ten, then what comes"), ("tail flights -n 100 -e", "the last hundred, and stop"),
            ("tail flights -o end -f '%t %p %o %v\\n'", "only what comes"),
        ],
        positionals: [PositionalSpec(name: "topic", count: .many)],
        options: [
            OptionSpec(name: "number", short: "n", value: "N", help: "how many of the last records (default: 10)"),
            OptionSpec(name: "offset", short: "o", value: "OFFSET", help: "begin there instead"),
            OptionSpec(name: "exit", short: "e", help: "stop where the topic ends now"),
            OptionSpec(name: "format", short: "f", value: "FORMAT", help: "how records are written (default: %v\\n)"),
            OptionSpec(name: "committed", help: "leave out open and aborted transactions"), PartitionList.option,
            .broker,
        ], notes: [OffsetRange.help] + RecordFormat.help
    ) { (invocation) throws(Failure) in
        let work = try ConsumeWork(invocation, defaultOffset: "end")
        if invocation.has("offset") { return try work.run() }
        try TailWork(work: work).run()
        try Interrupt.check()
    }
}

/// The last records of all partitions together, by their time, and then what comes.
private struct TailWork {
    let work: ConsumeWork

    func run() throws(Failure) {
        let wanted = work.limit == .max ? 10 : work.limit
        let partitions = try work.partitions()
        let bounds = try OffsetResolver(session: work.session).bounds(of: partitions)
        let consumer = PlainConsumer(work.session.client, options: work.options)
        for partition in partitions {
            guard let range = bounds[partition], range.upperBound > range.lowerBound else { continue }
            consumer.assign(partition, at: .beforeEnd(Int64(clamping: wanted)), until: .offset(range.upperBound))
        }
        try printLast(wanted, consumer)
        if work.invocation.has("exit") || Interrupt.isRequested { return }
        let follower = PlainConsumer(work.session.client, options: work.options)
        for partition in partitions { follower.assign(partition, at: .offset(bounds[partition]?.upperBound ?? 0)) }
        var printer = RecordPrinter(work.format, limit: .max)
        try work.follow(follower, &printer)
    }

    private func printLast(_ wanted: Int, _ consumer: PlainConsumer) throws(Failure) {
        var lines: [(timestamp: Int64, text: [UInt8])] = []
        var scratch = BinaryWriter()
        var output = BinaryWriter()
        var misfit: Failure?
        do throws(ClientError) {
            while misfit == nil, let batch = try consumer.next(), !Interrupt.isRequested {
                let context = RecordContext(batch)
                try batch.forEachRecord(&scratch) { record in
                    misfit = work.format.misfit(record, context)
                    guard misfit == nil else { return false }
                    output.removeAll()
                    work.format.write(record, of: batch.header, context, to: &output)
                    lines.append((record.timestamp, output.array()))
                    return true
                }
            }
        } catch { throw Failure(error) }
        if let misfit { throw misfit }
        // Of one partition the order of offsets stays where timestamps are equal.
        let sorted = lines.enumerated().sorted { ($0.element.timestamp, $0.offset) < ($1.element.timestamp, $1.offset) }
        for line in sorted.suffix(wanted) { Output.standard.write(line.element.text[...]) }
        Output.standard.flush()
    }
}
