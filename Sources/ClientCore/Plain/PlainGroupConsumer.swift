import Binary
public import World

/// Reads as a member of a group on the plain loop: `next` until there is nothing more, then `close`.
///
/// Heartbeats are sent by `next` and `turn` only: a program that works longer than the session timeout on one batch
/// calls `turn` in between. One thread at a time, the client's.
public final class PlainGroupConsumer {
    private let client: PlainClient
    private var machine: GroupConsumer
    private var outbox: Outbox
    private var events: [GroupEvent] = []

    /// A member that joins with the first call.
    ///
    /// - Parameters:
    ///   - start: where partitions begin of which the group has committed nothing; nil for where `options.reset` goes.
    ///   - stop: where reading of each partition ends.
    public init(
        _ client: PlainClient, topics: [String], group: GroupOptions, options: ConsumerOptions = ConsumerOptions(),
        from start: StartPosition? = nil, until stop: StopPosition = .never
    ) {
        self.client = client
        var group = group
        if group.memberId.isEmpty { group.memberId = PlainGroupConsumer.newMemberId() }
        machine = GroupConsumer(topics: topics, group: group, options: options, from: start, until: stop)
        outbox = client.makeOutbox()
    }

    private static func newMemberId() -> String {
        var generator = SystemRandomNumberGenerator()
        return Uuid.random { generator.next() }.description
    }

    /// What is known of the cluster.
    public var metadata: ClusterMetadata { machine.consumer.metadata }
    /// What this member reads.
    public var assignment: [TopicPartition] { machine.member.assignment }
    /// The offset of the next record to be read of each partition, as far as it is known.
    public var positions: [TopicPartition: Int64] { machine.consumer.positions }
    /// Whether the member is stable and has read everything up to where reading was to stop.
    public var isDone: Bool { machine.isDone }
    /// Whether the member has its partitions.
    public var isStable: Bool { machine.member.isStable }
    /// The id the coordinator gave this member.
    public var memberId: String { machine.member.memberId }

    /// The next batch, from whichever partition has one.
    ///
    /// - Returns: nil at `deadline`, on a signal, or when everything has been read.
    /// - Throws: what went wrong for good, with a partition or with the membership.
    public func next(until deadline: Instant = .distantFuture) throws(ClientError) -> FetchedBatch? {
        while true {
            if let due = machine.nextDeadline, due <= PlainClient.now { turn(until: PlainClient.now) }
            if let batch = machine.consumer.nextBatch() { return batch }
            if let failure = machine.takeFailures().first { throw failure }
            if let failure = machine.consumer.metadata.lastFailure, failure.code == .unreachable { throw failure }
            guard !machine.isDone, PlainClient.now < deadline, !client.wasInterrupted else { return nil }
            turn(until: deadline)
        }
    }

    /// Keeps the membership and fetches ahead, until something came or `deadline` is there.
    public func turn(until deadline: Instant) {
        machine.step(now: PlainClient.now, into: &outbox)
        client.step(&outbox, until: min(deadline, machine.nextDeadline ?? .distantFuture))
        deliver()
    }

    private func deliver() {
        let now = PlainClient.now
        for reply in client.takeReplies(for: outbox) { machine.received(reply, now: now) }
        machine.step(now: now, into: &outbox)
        client.send(&outbox)
    }

    /// Takes what happened to the membership since the last call: partitions assigned, revoked.
    public func takeEvents() -> [GroupEvent] {
        defer { events.removeAll() }
        return events + machine.takeEvents()
    }

    /// Commits what was read, or given offsets, and waits for the answer.
    ///
    /// - Throws: the coordinator's refusal; `.invalid` where the member has no partitions at the moment.
    public func commit(_ offsets: [TopicPartition: CommittedOffset]? = nil) throws(ClientError) {
        machine.consumer.markRead()
        let wanted = offsets ?? machine.member.unsaved(machine.consumer.positions)
        guard !wanted.isEmpty else { return }
        guard let number = machine.member.commit(wanted, into: &outbox) else {
            throw ClientError(.invalid, "commit", "the group is rebalancing", isRetriable: true)
        }
        while true {
            turn(until: .distantFuture)
            var outcome: GroupEvent?
            for event in machine.takeEvents() {
                switch event {
                case .committed(number, _), .failed: outcome = event
                case .assigned, .revoking, .revoked, .lost, .committed: events.append(event)
                }
            }
            switch outcome {
            case .committed(_, let error?), .failed(let error)?: throw error
            case .committed(_, nil): return
            default: break
            }
        }
    }

    /// Says that of the batch handed out last only the records before `offset` are read, so that no more is committed.
    public func markRead(before offset: Int64) { machine.consumer.markRead(before: offset) }

    /// Commits what was read where commits happen by themselves, and leaves the group.
    ///
    /// - Parameter patience: milliseconds after which the coordinator is left to find out by itself.
    public func close(patience: Int64 = 5_000) {
        machine.consumer.markRead()
        machine.member.leave()
        let end = PlainClient.now.advanced(milliseconds: patience)
        while !machine.member.isOut, PlainClient.now < end { turn(until: end) }
    }
}
