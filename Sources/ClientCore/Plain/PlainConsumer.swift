public import World

/// Reads partitions on the plain loop: `assign` partitions, then `next` until there is nothing more.
///
/// Nothing is fetched between calls, but what brokers have sent meanwhile is there at the next. One thread at a time,
/// the client's. For groups see `PlainGroupConsumer`.
public final class PlainConsumer {
    private let client: PlainClient
    private var machine: Consumer
    private var outbox: Outbox

    /// A consumer on a client.
    public init(_ client: PlainClient, options: ConsumerOptions = ConsumerOptions()) {
        self.client = client
        machine = Consumer(options: options)
        outbox = client.makeOutbox()
    }

    /// What is known of the cluster.
    public var metadata: ClusterMetadata { machine.metadata }
    /// The offset of the next record to be read of each partition, as far as it is known.
    public var positions: [TopicPartition: Int64] { machine.positions }
    /// Whether every partition has been read up to where reading was to stop.
    public var isDone: Bool { machine.isDone }
    /// When `send` has something to do by itself; nil for nothing.
    public var nextDeadline: Instant? { machine.nextDeadline }

    /// Adds a partition, or begins it anew.
    public func assign(_ partition: TopicPartition, at start: StartPosition, until stop: StopPosition = .never) {
        machine.assign(partition, at: start, until: stop)
    }

    /// Goes on reading a partition from somewhere else.
    public func seek(_ partition: TopicPartition, to start: StartPosition) { machine.seek(partition, to: start) }

    /// Stops or resumes the handing out of a partition's batches; its place is kept.
    public func setPaused(_ isPaused: Bool, _ partition: TopicPartition) { machine.setPaused(isPaused, partition) }

    /// The next batch, from whichever partition has one.
    ///
    /// - Returns: nil at `deadline`, on a signal, or when everything has been read.
    /// - Throws: what went wrong for good with a partition; the others can be read on.
    public func next(until deadline: Instant = .distantFuture) throws(ClientError) -> FetchedBatch? {
        while true {
            if let batch = machine.nextBatch() {
                send()
                return batch
            }
            if let failure = machine.takeFailures().first { throw failure }
            if let failure = machine.metadata.lastFailure, failure.code == .unreachable { throw failure }
            let now = PlainClient.now
            guard !machine.isDone, now < deadline, !client.wasInterrupted else { return nil }
            machine.step(now: now, into: &outbox)
            client.step(&outbox, until: min(deadline, machine.nextDeadline ?? .distantFuture))
            deliver()
        }
    }

    /// What has been handed out and is in memory already; nil where the network would have to be waited for.
    public func nextQueued() throws(ClientError) -> FetchedBatch? {
        if let batch = machine.nextBatch() { return batch }
        if let failure = machine.takeFailures().first { throw failure }
        return nil
    }

    /// Sends what is due without waiting; for programs that drive several machines on one client.
    public func send() {
        if let deadline = machine.nextDeadline, deadline <= PlainClient.now {
            machine.step(now: PlainClient.now, into: &outbox)
            client.send(&outbox)
        }
    }

    /// Takes the replies that the client has for this consumer.
    public func deliver() {
        let now = PlainClient.now
        let replies = client.takeReplies(for: outbox)
        guard !replies.isEmpty else { return }
        for reply in replies { machine.received(reply, now: now) }
        machine.step(now: now, into: &outbox)
        client.send(&outbox)
    }
}
