import Binary
import ClientCore
import World

extension CommandSpec {
    static let consume = CommandSpec(
        name: "consume", summary: "Print a topic's records",
        examples: [
            ("consume flights -e", "all there are, and stop"),
            ("consume flights -o @-1h -f json", "the last hour and what comes, as JSON lines"),
            ("consume flights -o 100:200 -p 0 -f '%o %k %v\\n'", "a hundred of partition 0"),
            ("consume flights -g dashboard -o start", "as a member of a group, which commits"),
        ],
        positionals: [PositionalSpec(name: "topic", count: .many)],
        options: [
            OptionSpec(
                name: "offset", short: "o", value: "OFFSET", help: "where to begin, or a range (default: start)"),
            OptionSpec(name: "exit", short: "e", help: "stop where the topic ends now"),
            OptionSpec(name: "number", short: "n", value: "N", help: "stop after so many records"),
            OptionSpec(name: "format", short: "f", value: "FORMAT", help: "how records are written (default: %v\\n)"),
            OptionSpec(
                name: "group", short: "g", value: "GROUP",
                help: "read as a member; -o start or end then says where a new group begins"),
            OptionSpec(name: "committed", help: "leave out open and aborted transactions"), PartitionList.option,
            OptionSpec(name: "idle-exit", value: "SPAN", help: "stop when nothing came for so long, such as 5s"),
            .broker,
        ], notes: [OffsetRange.help] + RecordFormat.help
    ) { (invocation) throws(Failure) in
        try ConsumeWork(invocation).run()
    }
}

/// What the options of reading commands say.
struct ConsumeWork {
    let invocation: Invocation
    let session: Session
    let topics: [TopicInfo]
    let format: RecordFormat
    let limit: Int
    let range: OffsetRange
    private let idle: Int64?

    init(_ invocation: Invocation, defaultOffset: String = "start") throws(Failure) {
        self.invocation = invocation
        format = try invocation.value("format").map { (text) throws(Failure) in try RecordFormat(text) } ?? .lines
        limit = try invocation.number("number", in: 1...Int.max) ?? .max
        let text = invocation.value("offset") ?? defaultOffset
        guard let range = OffsetRange(text, now: PlainClient.wall.milliseconds) else {
            throw invocation.wrong("'\(text)' is no offset")
        }
        self.range = range
        idle = try invocation.value("idle-exit").map { (text) throws(Failure) in
            guard let span = TimeText.span(text) else { throw invocation.wrong("'\(text)' is no span such as 5s") }
            return span
        }
        session = try Session(invocation)
        topics = try session.topics(invocation.positionals)
        Interrupt.install()
    }

    func run() throws(Failure) {
        guard let group = invocation.value("group") else { return try readPartitions() }
        try readAsMember(of: group)
    }

    var options: ConsumerOptions {
        var options = ConsumerOptions()
        options.readCommitted = invocation.has("committed")
        options.reset = range.from == .end ? .latest : .earliest
        return options
    }

    /// The partitions that are read.
    func partitions() throws(Failure) -> [TopicPartition] {
        var chosen: [TopicPartition] = []
        for topic in topics {
            chosen += try invocation.partitions(of: topic.name, count: topic.partitions.count)
                .map { TopicPartition(topic.name, $0) }
        }
        return chosen
    }

    // MARK: - Without a group

    private func readPartitions() throws(Failure) {
        guard let start = StartPosition(range.from) else {
            throw invocation.wrong("offset 'stored' is a group's: name it with -g")
        }
        let consumer = PlainConsumer(session.client, options: options)
        let chosen = try partitions()
        let stops = try stops(of: chosen)
        for partition in chosen { consumer.assign(partition, at: start, until: stops[partition] ?? .never) }
        var printer = RecordPrinter(format, limit: limit)
        try follow(consumer, &printer)
        printer.finish()
    }

    /// Prints until everything is read, the limit is there, or somebody stops it.
    func follow(_ consumer: PlainConsumer, _ printer: inout RecordPrinter) throws(Failure) {
        try loop(
            &printer, next: { (deadline) throws(ClientError) in try consumer.next(until: deadline) },
            isDone: { consumer.isDone }, highWatermark: { consumer.highWatermarks[$0] ?? -1 })
    }

    private func stops(of partitions: [TopicPartition]) throws(Failure) -> [TopicPartition: StopPosition] {
        var common = StopPosition.never
        switch range.to {
        case nil: common = invocation.has("exit") ? .end : .never
        case .end: common = .end
        case .offset(let offset): common = .offset(offset)
        case .time(let time): common = .time(time)
        case .some(let relative):
            let resolver = OffsetResolver(session: session)
            let offsets = try resolver.offsets(of: relative, in: try resolver.bounds(of: partitions))
            return offsets.mapValues { .offset($0) }
        }
        return Dictionary(partitions.map { ($0, common) }) { first, _ in first }
    }

    // MARK: - In a group

    private func readAsMember(of group: String) throws(Failure) {
        guard range.to == nil, range.from == .start || range.from == .end || range.from == .stored else {
            throw invocation.wrong("in a group -o is start or end; to move the group use 'varve group seek'")
        }
        if invocation.has("partitions") {
            throw invocation.wrong("a group shares out the partitions itself: -p and -g")
        }
        var member = GroupOptions(group: group)
        // Somebody is watching: the group's lag is to follow what was printed, not trail it by Kafka's five seconds.
        member.commitInterval = 1000
        let consumer = PlainGroupConsumer(
            session.client, topics: topics.map(\.name), group: member, options: options,
            until: invocation.has("exit") ? .end : .never)
        var printer = RecordPrinter(format, limit: limit)
        var failure: Failure?
        do throws(Failure) {
            try loop(
                &printer, next: { (deadline) throws(ClientError) in try consumer.next(until: deadline) },
                isDone: { consumer.isDone }, highWatermark: { _ in -1 })
        } catch { failure = error }
        // What was printed is committed, also where something failed in the end.
        Output.standard.flush()
        consumer.close()
        printer.finish()
        if let failure { throw failure }
    }

    // MARK: - Both

    private func loop(
        _ printer: inout RecordPrinter, next: (Instant) throws(ClientError) -> FetchedBatch?, isDone: () -> Bool,
        highWatermark: (TopicPartition) -> Int64
    ) throws(Failure) {
        var scratch = BinaryWriter(capacity: 1 << 16)
        var output = BinaryWriter(capacity: 1 << 16)
        var lastRecord = PlainClient.now
        while !printer.isDone, !Interrupt.isRequested {
            let now = PlainClient.now
            let batch: FetchedBatch?
            do throws(ClientError) {
                if let queued = try next(now) {
                    batch = queued
                } else {
                    if isDone() { return }
                    // Nothing at hand: what was held back goes out before the wait.
                    Output.standard.flush()
                    if let idle, now.milliseconds(since: lastRecord) >= idle { return }
                    batch = try next(now.advanced(milliseconds: 200))
                }
            } catch { throw Failure(error) }
            guard let batch else { continue }
            lastRecord = now
            try printer.write(batch, highWatermark: highWatermark(batch.partition), &scratch, &output)
        }
    }
}

extension StartPosition {
    /// Nil for a group's stored offset.
    init?(_ position: OffsetRange.Position) {
        switch position {
        case .start: self = .start
        case .end: self = .end
        case .offset(let offset): self = .offset(offset)
        case .afterStart(let count): self = .afterStart(count)
        case .beforeEnd(let count): self = .beforeEnd(count)
        case .time(let time): self = .time(time)
        case .stored: return nil
        }
    }
}
