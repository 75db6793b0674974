public import World

/// Reads what a group assigns to this member, as a machine: a `GroupMember` that decides which partitions, and a
/// `Consumer` that reads them from where the group left off.
///
/// Positions are committed by themselves (`GroupOptions.commitInterval`), before partitions are given up and before
/// leaving; a batch counts as read when the next one is asked for, so a crash repeats records rather than losing them.
public struct GroupConsumer: ~Copyable {
    /// The reader; its partitions are the member's.
    public var consumer: Consumer
    /// The membership.
    public var member: any GroupMembership
    private let group: String
    private let start: StartPosition?
    private let stop: StopPosition
    private var events: [GroupEvent] = []
    private var failures: [ClientError] = []

    /// A member that has not joined yet.
    ///
    /// - Parameters:
    ///   - start: where partitions begin of which the group has committed nothing; nil for where `options.reset` goes.
    ///   - stop: where reading of each partition ends.
    public init(
        topics: [String], group: GroupOptions, options: ConsumerOptions = ConsumerOptions(),
        from start: StartPosition? = nil, until stop: StopPosition = .never
    ) {
        consumer = Consumer(options: options)
        self.group = group.group
        member =
            switch group.groupProtocol {
            case .classic: GroupMember(options: group, topics: topics)
            case .consumer: ConsumerMember(options: group, topics: topics)
            }
        self.start = start
        self.stop = stop
        consumer.metadata.want(topics)
    }

    /// A reader without a group: its program assigns partitions to `consumer`.
    public init(options: ConsumerOptions) {
        consumer = Consumer(options: options)
        member = Ungrouped()
        group = ""
        start = nil
        stop = .never
    }

    /// When `step` has something to do by itself; nil for nothing.
    public var nextDeadline: Instant? {
        guard let own = member.nextDeadline else { return consumer.nextDeadline }
        return min(own, consumer.nextDeadline ?? .distantFuture)
    }

    /// Does what is due.
    public mutating func step(now: Instant, into outbox: inout Outbox) {
        // What is given up or taken over in one step may let the member do the next at once.
        for _ in 0..<3 {
            member.step(now: now, metadata: &consumer.metadata, positions: consumer.positions, into: &outbox)
            guard obey() else { break }
        }
        consumer.step(now: now, into: &outbox)
    }

    /// Takes a reply to one of this machine's requests; call `step` afterwards.
    public mutating func received(_ reply: Reply, now: Instant) {
        if member.received(reply, now: now) {
            obey()
        } else {
            consumer.received(reply, now: now)
        }
    }

    /// Does what the member's events ask of the reader, and keeps them for the program.
    ///
    /// - Returns: whether there were any.
    @discardableResult
    private mutating func obey() -> Bool {
        let news = member.takeEvents()
        for event in news {
            events.append(event)
            switch event {
            case .revoking(let partitions): consumer.setHeld(true, partitions)
            case .revoked(let partitions), .lost(let partitions): consumer.unassign(partitions)
            case .assigned(let committed): begin(committed)
            case .failed(let error): failures.append(error)
            case .committed: break
            }
        }
        return !news.isEmpty
    }

    private mutating func begin(_ committed: [TopicPartition: CommittedOffset?]) {
        for (partition, offset) in committed.sorted(by: { $0.key < $1.key }) {
            if let first = offset.map({ .offset($0.offset) }) ?? start {
                consumer.assign(partition, at: first, until: stop)
                continue
            }
            switch consumer.options.reset {
            case .earliest: consumer.assign(partition, at: .start, until: stop)
            case .latest: consumer.assign(partition, at: .end, until: stop)
            case .none:
                let cause = "the group has committed nothing and no reset is allowed"
                failures.append(ClientError(.invalid, "\(partition) of group \(group)", cause))
            }
        }
    }

    /// Wants other topics from now on.
    public mutating func subscribe(_ topics: [String]) {
        consumer.metadata.want(topics)
        member.subscribe(topics)
    }

    /// Whether the member is stable and all its partitions have been read up to where reading was to stop.
    public var isDone: Bool { member.isStable && consumer.isDone }

    /// Takes what happened to the membership since the last call.
    public mutating func takeEvents() -> [GroupEvent] {
        defer { events.removeAll() }
        return events
    }

    /// Takes what went wrong for good since the last call.
    public mutating func takeFailures() -> [ClientError] {
        defer { failures.removeAll() }
        return failures + consumer.takeFailures()
    }
}
