import KafkaProtocol
import Records
import World

/// The batches of one partition, in order: `unsent` (the last one open for records), `inFlight`, and those that came
/// back and are to be sent again.
///
/// Order is kept by one rule: after a batch came back, nothing is sent until everything in flight has come back too;
/// then the returned ones go first, in their order and under their old sequence numbers.
///
/// A class, because reading one field of a struct in an array copies, and counts, all its arrays: a third of the time
/// of an append was that. Belongs to one producer; the fields of the hot path are used without exclusivity checks.
final class PartitionQueue {
    /// Batches that were not sent yet or are to be sent again, in order.
    @exclusivity(unchecked) private(set) var unsent: [ProducerBatch] = []
    /// Batches without a reply, in order.
    private(set) var inFlight: [ProducerBatch] = []
    private var returned: [ProducerBatch] = []
    /// Whether records can be appended to the last of `unsent`.
    @exclusivity(unchecked) private var isOpen = false
    private var nextNumber: UInt64 = 0

    /// The number of the batch whose result is to be reported next, and results that must wait for it.
    private var nextReport: UInt64 = 0
    private var held: [UInt64: BatchResult] = [:]

    /// Under whom sequence numbers are counted; nil before the first batch was sent.
    private(set) var identity: ProducerIdentity?
    private var nextSequence: Int32 = 0
    /// Whether the broker knows the identity: a batch was acknowledged under it. Before that one batch is in flight at a
    /// time, because a broker takes any first sequence number: it would refuse the first batch (a leader that is not
    /// ready yet) and take the second.
    private var isKnownToBroker = false
    /// Whether the broker's count of sequence numbers and ours no longer meet.
    private(set) var needsIdentity = false
    /// Not before then is anything sent again.
    private(set) var retryAt = Instant(nanoseconds: .min)

    var isEmpty: Bool { unsent.isEmpty && inFlight.isEmpty && returned.isEmpty }

    /// The batch that records are appended to; nil where a new one has to be begun.
    var open: ProducerBatch? { isOpen ? unsent.last : nil }

    /// When the oldest batch that was not acknowledged was begun.
    var oldest: Instant? { [returned.first, inFlight.first, unsent.first].compactMap { $0?.created }.min() }

    /// Begins a new batch; the one before it takes no more records.
    func begin(_ batch: ProducerBatch, now: Instant) {
        batch.created = now
        batch.number = nextNumber
        nextNumber += 1
        unsent.append(batch)
        isOpen = true
    }

    /// Says that the open batch takes no more records.
    func closeOpen() { isOpen = false }

    /// Whether a batch is to be sent now.
    ///
    /// - Parameter isForced: whether batches go out though they are neither full nor old enough.
    func isDue(now: Instant, linger: Int64, maxInFlight: Int, isForced: Bool) -> Bool {
        guard let first = unsent.first, hasRoom(for: first, maxInFlight), now >= retryAt else { return false }
        return isForced || unsent.count > 1 || !isOpen || first.created.advanced(milliseconds: linger) <= now
    }

    /// Counted in batches since the oldest without an outcome, not in requests: a broker recognises a repeat among a
    /// producer's last five batches only, so nothing may pass a batch that could be such a repeat by more.
    private func hasRoom(for next: ProducerBatch, _ maxInFlight: Int) -> Bool {
        guard returned.isEmpty, let oldest = inFlight.first else { return returned.isEmpty }
        return isKnownToBroker && next.number &- oldest.number < UInt64(maxInFlight)
    }

    /// When `isDue` may become true by itself; nil where only a reply or a record can do that.
    func dueAt(linger: Int64, maxInFlight: Int) -> Instant? {
        guard let first = unsent.first, hasRoom(for: first, maxInFlight) else { return nil }
        let full = unsent.count > 1 || !isOpen
        return max(retryAt, full ? Instant(nanoseconds: .min) : first.created.advanced(milliseconds: linger))
    }

    /// What `takeNext` has.
    enum Next {
        /// This batch is to be sent; it is in flight now.
        case send(ProducerBatch)
        /// This batch cannot be sent again: it may be in the log under an identity that is given up.
        case doomed(ProducerBatch)
        /// Nothing, before another identity is there or what is in flight has come back.
        case wait
    }

    /// Takes the first batch to be sent, sealed. Under a new identity numbering begins again at 0, once nothing that was
    /// numbered under the old one is in flight.
    func takeNext(_ current: ProducerIdentity?) throws(ClientError) -> Next {
        guard let batch = unsent.first else { return .wait }
        if let current, identity == nil || needsIdentity {
            guard inFlight.isEmpty, identity != current else { return .wait }
            identity = current
            nextSequence = 0
            needsIdentity = false
            isKnownToBroker = false
        }
        if batch.identity != identity, batch.isUncertain {
            takeFirst()
            return .doomed(batch)
        }
        if batch.sealed.isEmpty || batch.identity != identity {
            try batch.seal(identity, sequence: identity == nil ? -1 : nextSequence)
            if identity != nil {
                nextSequence = RecordBatchHeader.sequence(nextSequence, plus: batch.builder.recordCount)
            }
        }
        takeFirst()
        batch.attempts += 1
        inFlight.append(batch)
        return .send(batch)
    }

    @discardableResult
    private func takeFirst() -> ProducerBatch {
        if unsent.count == 1 { isOpen = false }
        return unsent.removeFirst()
    }

    /// The first batch could not be sealed: takes it away.
    func dropFirst() -> ProducerBatch? {
        unsent.isEmpty ? nil : takeFirst()
    }

    /// The batch is done, one way or the other.
    func finish(_ batch: ProducerBatch, isAcknowledged: Bool) {
        if isAcknowledged, batch.identity == identity { isKnownToBroker = true }
        inFlight.removeAll { $0 === batch }
        rejoin()
    }

    /// The batch is to be sent again.
    func comeBack(_ batch: ProducerBatch, retryAt: Instant) {
        inFlight.removeAll { $0 === batch }
        returned.append(batch)
        self.retryAt = max(self.retryAt, retryAt)
        rejoin()
    }

    /// The batch, which came back, is to be sent as several; those behind it move on in the order.
    func replace(_ batch: ProducerBatch, by parts: [ProducerBatch], retryAt: Instant) {
        let more = UInt64(max(parts.count - 1, 0))
        for later in unsent + inFlight + returned where later.number > batch.number { later.number += more }
        held = Dictionary(uniqueKeysWithValues: held.map { ($0.key > batch.number ? $0.key + more : $0.key, $0.value) })
        nextNumber += more
        for (index, part) in parts.enumerated() { part.number = batch.number + UInt64(index) }
        inFlight.removeAll { $0 === batch }
        returned += parts
        self.retryAt = max(self.retryAt, retryAt)
        rejoin()
    }

    /// Whether a batch before this one has no outcome yet.
    func hasEarlier(than batch: ProducerBatch) -> Bool {
        returned.contains { $0.number < batch.number } || inFlight.contains { $0.number < batch.number }
    }

    /// The sequence numbers are of no use any more: the partition waits for another identity.
    func loseIdentity() { needsIdentity = identity != nil }

    /// Takes the batches that waited too long and are not in flight.
    func takeExpired(before limit: Instant) -> [ProducerBatch] {
        guard inFlight.isEmpty else { return [] }
        var expired: [ProducerBatch] = []
        while let first = unsent.first, first.created <= limit { expired.append(takeFirst()) }
        return expired
    }

    /// Takes the result of a batch.
    ///
    /// - Returns: the results that can be reported now: those of all batches up to the first without one.
    func report(_ number: UInt64, _ result: BatchResult) -> [BatchResult] {
        guard number == nextReport else {
            held[number] = result
            return []
        }
        nextReport += 1
        var ready = [result]
        while !held.isEmpty, let next = held.removeValue(forKey: nextReport) {
            nextReport += 1
            ready.append(next)
        }
        return ready
    }

    private func rejoin() {
        guard inFlight.isEmpty, !returned.isEmpty else { return }
        returned.sort { $0.number < $1.number }
        if unsent.isEmpty { isOpen = false }
        unsent.insert(contentsOf: returned, at: 0)
        returned.removeAll()
    }
}
