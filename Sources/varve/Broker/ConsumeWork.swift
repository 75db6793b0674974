import Binary
import ClientCore
import World

/// What the options of `consume` and `tail` say, and the reading itself.
struct ConsumeWork {
    let invocation: Invocation
    let session: Session
    let topics: [TopicInfo]
    let format: RecordFormat
    let limit: Int
    let range: OffsetRange
    private let clientOptions: ClientOptions
    private let idle: Int64?
    private let now = PlainClient.wall.milliseconds

    init(_ invocation: Invocation, defaultOffset: String = "start") throws(Failure) {
        self.invocation = invocation
        format = try invocation.value("format").map { (text) throws(Failure) in try RecordFormat(text) } ?? .lines
        limit = try invocation.number("number", in: 1...Int.max) ?? .max
        let text = invocation.value("offset") ?? defaultOffset
        guard let range = OffsetRange(text, now: now) else { throw invocation.wrong("'\(text)' is no offset") }
        self.range = range
        idle = try invocation.value("idle-exit").map { (text) throws(Failure) in
            guard let span = TimeText.span(text) else { throw invocation.wrong("'\(text)' is no span such as 5s") }
            return span
        }
        clientOptions = try invocation.clientOptions()
        session = try Session(invocation)
        topics = try session.topics(invocation.positionals)
        Interrupt.install()
    }

    func run() throws(Failure) {
        if let group = invocation.value("group") { try readAsMember(of: group) } else { try readPartitions() }
        Output.standard.flush()
        try Interrupt.check()
    }

    var options: ConsumerOptions {
        var options = clientOptions.consumer
        options.readCommitted = options.readCommitted || invocation.has("committed")
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
        let consumer = PlainConsumer(session.client, options: options)
        for (partition, range) in try ranges() {
            guard let start = StartPosition(range.from) else {
                throw invocation.wrong("offset 'stored' is a group's: name it with -g")
            }
            consumer.assign(partition, at: start, until: try stop(of: partition, range))
        }
        var printer = RecordPrinter(format, limit: limit)
        try follow(consumer, &printer)
        printer.finish()
    }

    /// What is read of each partition.
    private func ranges() throws(Failure) -> [(TopicPartition, OffsetRange)] {
        var ranges: [(TopicPartition, OffsetRange)] = []
        for topic in topics {
            let count = topic.partitions.count
            let chosen = try invocation.partitions(of: topic.name, count: count)
            let own = try invocation.offsetsPerPartition(of: topic.name, count: count, among: chosen, now: now)
            ranges += chosen.map { (TopicPartition(topic.name, $0), own[$0] ?? range) }
        }
        return ranges
    }

    /// Where reading ends: where the range does, and with `-e` not behind what is there now.
    private func stop(of partition: TopicPartition, _ range: OffsetRange) throws(Failure) -> StopPosition {
        switch range.to {
        case nil: return invocation.has("exit") ? .end : .never
        case .end: return .end
        case .time(let time): return .time(time)
        case .offset(let offset) where !invocation.has("exit"): return .offset(offset)
        case .some(let position):
            let resolver = OffsetResolver(session: session)
            let bounds = try resolver.bounds(of: [partition])
            let offset = try resolver.offsets(of: position, in: bounds)[partition] ?? 0
            return .offset(min(offset, bounds[partition]?.upperBound ?? offset))
        }
    }

    /// Prints until everything is read, the limit is there, or somebody stops it.
    func follow(_ consumer: PlainConsumer, _ printer: inout RecordPrinter) throws(Failure) {
        try loop(
            &printer, next: { (deadline) throws(ClientError) in try consumer.next(until: deadline) },
            isDone: { consumer.isDone })
    }

    // MARK: - In a group

    private func readAsMember(of group: String) throws(Failure) {
        guard range.to == nil else {
            throw invocation.wrong("a range is not read by a group; -o says where a new one begins")
        }
        for name in ["partitions", PartitionOffsets.name] where invocation.has(name) {
            throw invocation.wrong("a group shares out the partitions itself, --\(name) does not go with -g")
        }
        var member = clientOptions.member
        member.group = group
        let consumer = PlainGroupConsumer(
            session.client, topics: topics.map(\.name), group: member, options: options,
            from: StartPosition(range.from), until: invocation.has("exit") ? .end : .never)
        var printer = RecordPrinter(format, limit: limit)
        var failure: Failure?
        do throws(Failure) {
            try loop(
                &printer, next: { (deadline) throws(ClientError) in try consumer.next(until: deadline) },
                isDone: { consumer.isDone })
        } catch { failure = error }
        // What was printed is committed, also where something failed in the end, and no more than that.
        if printer.isDone || failure != nil { consumer.markRead(before: printer.nextOffset) }
        Output.standard.flush()
        consumer.close()
        printer.finish()
        if let failure { throw failure }
    }

    // MARK: - Both

    private func loop(
        _ printer: inout RecordPrinter, next: (Instant) throws(ClientError) -> FetchedBatch?, isDone: () -> Bool
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
            try printer.write(batch, &scratch, &output)
        }
    }
}

extension StartPosition {
    /// Nil for a group's stored offset. An offset that is not there (any more) is no error: what comes after it is read.
    init?(_ position: OffsetRange.Position) {
        switch position {
        case .start: self = .start
        case .end: self = .end
        case .offset(let offset): self = .nearest(offset)
        case .afterStart(let count): self = .afterStart(count)
        case .beforeEnd(let count): self = .beforeEnd(count)
        case .time(let time): self = .time(time)
        case .stored: return nil
        }
    }
}
