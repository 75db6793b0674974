import KafkaProtocol
public import World

/// Sends records on the plain loop: `open` a topic, `append` records, `takeResults` now and then, `flush` at the end.
///
/// Nothing happens between calls; a program that pauses for long calls `turn` meanwhile, or its batches stay where they
/// are. One thread at a time, the client's.
public final class PlainProducer {
    private let client: PlainClient
    /// Used by one thread only, in the hottest loop there is: the dynamic exclusivity check is left out.
    @exclusivity(unchecked) private var machine: Producer
    private var outbox: Outbox
    private var now = PlainClient.now
    private var appendsSinceClock = 0
    /// Asked every half second while a call waits for brokers, with what is wrong at the moment, if anything; false gives
    /// the waiting up. Nil to wait as long as the delivery timeout allows.
    public var keepsWaiting: ((ClientError?) -> Bool)?

    /// A producer on a client.
    public init(_ client: PlainClient, options: ProducerOptions = ProducerOptions()) {
        self.client = client
        machine = Producer(options: options)
        outbox = client.makeOutbox()
    }

    /// What is known of the cluster.
    public var metadata: ClusterMetadata { machine.metadata }
    /// Whether every record has its result.
    public var isIdle: Bool { machine.isIdle }
    /// Why nothing can be sent at the moment; nil where nothing is wrong.
    public var failure: ClientError? { machine.failure }
    /// When `turn` has something to do by itself; nil for nothing.
    public var nextDeadline: Instant? { machine.nextDeadline }

    /// Waits until the partitions of a topic are known.
    ///
    /// - Parameter patience: milliseconds for which a topic that does not exist may still appear.
    /// - Returns: its number, for `append`.
    /// - Throws: `.unreachable`; `.refused` for a topic that cannot be used.
    public func open(_ topic: String, patience: Int64 = 500) throws(ClientError) -> Int {
        let number = machine.topic(topic)
        let end = PlainClient.now.advanced(milliseconds: patience)
        while machine.partitionCount(number) == 0 {
            guard wait(until: end) else { throw givenUp }
            let known = machine.metadata.topics[topic]
            if let known, known.error != .none, !known.error.isRetriable || PlainClient.now >= end {
                throw ClientError(known.error, "topic \(topic)")
            }
            if known == nil, let failure = machine.metadata.lastFailure { throw failure }
        }
        return number
    }

    /// How many partitions a topic has.
    public func partitionCount(_ topic: Int) -> Int { machine.partitionCount(topic) }

    /// Puts a record into a batch, and waits for room where there is none.
    ///
    /// - Parameters:
    ///   - partition: nil to choose as Kafka's clients do.
    ///   - timestamp: milliseconds since 1970.
    ///   - headers: encoded (`RecordHeaderList`); nil for none.
    /// - Returns: the partition.
    @discardableResult
    public func append(
        to topic: Int, partition: Int32? = nil, timestamp: Int64, key: RawSpan?, value: RawSpan?,
        headers: RawSpan? = nil
    ) throws(ClientError) -> Int32 {
        appendsSinceClock &+= 1
        if appendsSinceClock & 0x3f == 0 { now = PlainClient.now }
        while true {
            let admission = try machine.append(
                to: topic, partition: partition, timestamp: timestamp, key: key, value: value, headers: headers,
                now: now)
            if case .accepted(let chosen) = admission {
                if machine.hasFullBatch || machine.nextDeadline.map({ $0 <= now }) ?? false { turn(until: now) }
                return chosen
            }
            // No room: a result frees some, and comes at the latest with the delivery timeout.
            guard wait(until: .distantFuture) else { throw givenUp }
        }
    }

    private var givenUp: ClientError { failure ?? ClientError(.timedOut, "producer", "the waiting was given up") }

    /// One turn, and the caller's word on whether there is to be another.
    private func wait(until deadline: Instant) -> Bool {
        guard let keepsWaiting else {
            turn(until: deadline)
            return true
        }
        turn(until: min(deadline, PlainClient.now.advanced(milliseconds: 500)))
        return keepsWaiting(failure)
    }

    /// Sends what is due, waits until something came or `deadline` is there, and takes what came.
    public func turn(until deadline: Instant) {
        machine.step(now: PlainClient.now, into: &outbox)
        client.step(&outbox, until: min(deadline, machine.nextDeadline ?? .distantFuture))
        deliver()
    }

    /// Sends what is due without waiting; for programs that drive several machines on one client.
    public func send() {
        machine.step(now: PlainClient.now, into: &outbox)
        client.send(&outbox)
    }

    /// Takes the replies that the client has for this producer.
    public func deliver() {
        now = PlainClient.now
        for reply in client.takeReplies(for: outbox) { machine.received(reply, now: now) }
    }

    /// Sends everything and waits until every record has its result, or `keepsWaiting` gives up.
    public func flush() {
        machine.flush()
        while !machine.isIdle, wait(until: .distantFuture) {}
    }

    /// Takes the results that came since the last call: whether batches were acknowledged, in order per partition.
    public func takeResults() -> [BatchResult] { machine.takeResults() }
}
