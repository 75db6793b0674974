import KafkaProtocol
import Records
public import World

/// Reads assigned partitions, as a machine: assignments in, requests out, replies in, batches out.
///
/// `step` looks up first offsets and fetches ahead, one request to each broker at a time; `received` takes replies;
/// `nextBatch` hands out one record batch after the other, without control batches, without aborted transactions under
/// `readCommitted`, and with its checksum compared. `takeFailures` answers what went wrong for good. Without fetch
/// sessions: every request names its partitions, so a lost reply needs no repair.
public struct Consumer: ~Copyable {
    /// How it works.
    public let options: ConsumerOptions
    /// What it knows of the cluster.
    public internal(set) var metadata = ClusterMetadata()
    /// When `step` has something to do, whatever comes in between; nil for nothing.
    public internal(set) var nextDeadline: Instant?

    var readers: [PartitionReader] = []
    var numbers: [TopicPartition: Int] = [:]
    var runs: [FetchedRun] = []
    var queuedBytes = 0
    var failures: [ClientError] = []
    var fetches: [UInt64: SentFetch] = [:]
    var lookups: [UInt64: SentLookup] = [:]
    var checks: [UInt64: SentCheck] = [:]
    /// Brokers that have a fetch, and those that are left alone for a while after an error.
    var busyBrokers: Set<Int32> = []
    /// What was handed out last and counts as read when the next is asked for.
    var outstanding: (slot: Int, generation: Int, next: Int64)?

    /// A consumer without partitions.
    public init(options: ConsumerOptions = ConsumerOptions()) {
        self.options = options
        metadata.backoff = options.retryBackoff
    }

    /// Adds a partition, or begins it anew.
    public mutating func assign(_ partition: TopicPartition, at start: StartPosition, until stop: StopPosition = .never)
    {
        metadata.want([partition.topic])
        if let number = numbers[partition] {
            drop(number)
            readers[number].stop = stop
            readers[number].end = nil
            readers[number].restart(at: start)
            readers[number].isPaused = false
        } else if let free = readers.firstIndex(where: { $0.phase == .unassigned }) {
            numbers[partition] = free
            let generation = readers[free].generation
            readers[free] = PartitionReader(partition, start: start, stop: stop)
            readers[free].generation = generation + 1
        } else {
            numbers[partition] = readers.count
            readers.append(PartitionReader(partition, start: start, stop: stop))
        }
        nextDeadline = Instant(nanoseconds: .min)
    }

    /// Forgets some partitions and what was fetched of them; the others are read on.
    public mutating func unassign(_ partitions: some Sequence<TopicPartition>) {
        for partition in partitions {
            guard let number = numbers.removeValue(forKey: partition) else { continue }
            drop(number)
            // Replies to what was asked before belong to an older generation.
            readers[number].restart(at: .start)
            readers[number].phase = .unassigned
        }
        nextDeadline = Instant(nanoseconds: .min)
    }

    /// Forgets all partitions and what was fetched of them.
    public mutating func unassignAll() {
        readers = []
        numbers = [:]
        runs = []
        queuedBytes = 0
        outstanding = nil
        // Replies to what was asked before find no request and are dropped.
        fetches = [:]
        lookups = [:]
        checks = [:]
        busyBrokers = []
    }

    /// Goes on reading a partition from somewhere else. Does nothing for a partition that is not assigned.
    public mutating func seek(_ partition: TopicPartition, to start: StartPosition) {
        guard let number = numbers[partition] else { return }
        drop(number)
        readers[number].restart(at: start)
        nextDeadline = Instant(nanoseconds: .min)
    }

    /// Stops or resumes the handing out of a partition's batches; its place is kept.
    public mutating func setPaused(_ isPaused: Bool, _ partition: TopicPartition) {
        guard let number = numbers[partition] else { return }
        readers[number].isPaused = isPaused
        nextDeadline = Instant(nanoseconds: .min)
    }

    /// Stops or resumes the handing out of partitions whose ownership is changing. Independent of `setPaused`.
    public mutating func setHeld(_ isHeld: Bool, _ partitions: some Sequence<TopicPartition>) {
        for partition in partitions {
            if let number = numbers[partition] { readers[number].isHeld = isHeld }
        }
        nextDeadline = Instant(nanoseconds: .min)
    }

    /// Whether `nextBatch` is likely to have one.
    public var hasBatch: Bool { runs.contains { !readers[$0.slot].isPaused && !readers[$0.slot].isHeld } }

    /// The partition whose batch was handed out last and does not count as read yet; nil for none.
    public var partitionBeingRead: TopicPartition? { outstanding.map { readers[$0.slot].partition } }

    mutating func drop(_ number: Int) {
        queuedBytes -= readers[number].queuedBytes
        readers[number].queuedBytes = 0
        runs.removeAll { $0.slot == number }
        if outstanding?.slot == number { outstanding = nil }
    }

    /// The partitions assigned.
    public var assignment: [TopicPartition] {
        readers.lazy.filter { $0.phase != .unassigned }.map(\.partition)
    }

    /// The offset of the next record to be read of each partition, as far as it is known: what a group commits.
    public var positions: [TopicPartition: Int64] {
        var positions: [TopicPartition: Int64] = [:]
        for reader in readers where reader.phase == .reading || reader.phase == .done {
            positions[reader.partition] = reader.position
        }
        return positions
    }

    /// Whether every partition has been read up to where reading was to stop, or failed.
    public var isDone: Bool {
        readers.allSatisfy { $0.phase == .done || $0.phase == .failed || $0.phase == .unassigned }
    }

    /// Where a partition begins and ends by the newest reply; nil for a partition that is not assigned.
    public func bounds(of partition: TopicPartition) -> PartitionBounds? {
        numbers[partition].map { readers[$0].bounds }
    }

    /// Takes what went wrong for good since the last call.
    public mutating func takeFailures() -> [ClientError] {
        defer { failures.removeAll() }
        return failures
    }

    /// Says that what was handed out is read, so that `positions` includes it. `nextBatch` does that too.
    public mutating func markRead() {
        guard let last = outstanding else { return }
        outstanding = nil
        guard readers[last.slot].generation == last.generation else { return }
        readers[last.slot].advance(to: last.next)
    }

    /// Says that of what was handed out last the records before `offset` are read, so that `positions` includes them; the
    /// others are still being read.
    public mutating func markRead(upTo offset: Int64) {
        guard let last = outstanding, readers[last.slot].generation == last.generation else { return }
        readers[last.slot].advance(to: min(offset, last.next))
    }

    /// Says that of what was handed out last only the records before `offset` are read: the others are fetched again.
    public mutating func markRead(before offset: Int64) {
        guard let last = outstanding, readers[last.slot].generation == last.generation else { return markRead() }
        drop(last.slot)
        readers[last.slot].restart(at: .offset(min(offset, last.next)))
        readers[last.slot].resolve()
        nextDeadline = Instant(nanoseconds: .min)
    }

    /// The next batch; nil where more has to be fetched. The one before counts as read.
    public mutating func nextBatch() -> FetchedBatch? {
        markRead()
        var index = 0
        while index < runs.count {
            if readers[runs[index].slot].isPaused || readers[runs[index].slot].isHeld {
                index += 1
                continue
            }
            if let batch = nextBatch(ofRun: index) { return batch }
            let run = runs.remove(at: index)
            queuedBytes -= run.bytes.count
            readers[run.slot].queuedBytes -= run.bytes.count
            // Room for the next fetch.
            nextDeadline = Instant(nanoseconds: .min)
        }
        return nil
    }

    private mutating func nextBatch(ofRun index: Int) -> FetchedBatch? {
        let slot = runs[index].slot
        let run = runs[index].bytes
        while readers[slot].phase == .reading, let (header, range) = runs[index].next() {
            let bytes = run.span.bytes.extracting(range)
            guard !options.checksChecksums || Consumer.isIntact(bytes) else {
                let subject = "batch at offset \(header.baseOffset) of \(readers[slot].partition)"
                fail(slot, ClientError(.corrupt, subject, "its checksum is wrong"))
                return nil
            }
            let isAbort = header.isControl && Consumer.isAbortMarker(bytes)
            let isHidden = options.readCommitted && runs[index].aborted.hides(header, isAbortMarker: isAbort)
            guard header.nextOffset > readers[slot].position else { continue }
            guard !isHidden, !header.isControl else {
                readers[slot].advance(to: header.nextOffset)
                continue
            }
            let end = readers[slot].end ?? .max
            outstanding = (slot, readers[slot].generation, min(header.nextOffset, max(end, readers[slot].position)))
            return FetchedBatch(
                partition: readers[slot].partition, header: header, bounds: readers[slot].bounds,
                firstOffset: readers[slot].position, endOffset: end, bytes: run, range: range)
        }
        return nil
    }

    private static func isIntact(_ bytes: RawSpan) -> Bool {
        guard let batch = RecordBatch(bytes) else { return false }
        return batch.isIntact
    }

    private static func isAbortMarker(_ bytes: RawSpan) -> Bool {
        guard let batch = RecordBatch(bytes) else { return false }
        var records = RecordIterator(batch.header, batch.payload)
        guard let record = records.next(), let marker = TransactionMarker(key: record.key, value: record.value) else {
            return false
        }
        return !marker.isCommit
    }

    mutating func fail(_ number: Int, _ error: ClientError) {
        readers[number].phase = .failed
        failures.append(error)
    }
}

/// A Fetch request without a reply.
struct SentFetch {
    let broker: Int32
    /// The partitions asked for, and which assignment of each.
    let slots: [(slot: Int, generation: Int)]
}

/// A ListOffsets request without a reply: one query of several partitions.
struct SentLookup {
    let query: Int64
    let slots: [(slot: Int, generation: Int)]
}
