import Records

/// Idempotent and transactional producers of one partition: their epochs, last batches and open transactions.
///
/// Changes made for a group of appends can be undone as long as the group is not written: `begin`, then any number of
/// `admit`, then `commit` or `rollBack`.
struct ProducerTable: Sendable {
    /// A transaction that was decided, but whose marker is not below the high watermark yet.
    struct Decided: Sendable {
        var firstOffset: Int64
        var markerOffset: Int64
    }

    private var slots: [Int64: Int] = [:]
    private var entries: [ProducerEntry] = []
    /// First offsets of open transactions, oldest first.
    private var open: [Int64] = []
    private var decided: [Decided] = []
    private var verifications = TransactionVerifications()

    private var group: UInt32 = 0
    private var saved: [ProducerEntry] = []
    private var added: [Int64] = []
    private var savedTransactions: (open: [Int64], decided: [Decided])?

    var isEmpty: Bool { entries.isEmpty }

    subscript(id: Int64) -> ProducerEntry? { slots[id].map { entries[$0] } }

    /// All producers by id.
    var all: [ProducerEntry] { entries.sorted { $0.id < $1.id } }

    /// First offset that a transaction still open, or decided by a marker at or above `highWatermark`, has written.
    func firstUnstable(highWatermark: Int64) -> Int64? {
        let undecided = open.first
        var first = undecided
        for transaction in decided where transaction.markerOffset >= highWatermark {
            first = min(first ?? .max, transaction.firstOffset)
        }
        return first
    }

    /// Whether no transaction holds the last stable offset back: the usual case, one comparison each.
    var hasNoTransactions: Bool { open.isEmpty && decided.isEmpty }

    /// Forgets decided transactions whose marker is below the high watermark.
    mutating func settle(highWatermark: Int64) {
        if !decided.isEmpty { decided.removeAll { $0.markerOffset < highWatermark } }
    }

    // MARK: Groups

    /// Begins a group whose changes may be undone.
    mutating func begin() {
        group &+= 1
        saved.removeAll(keepingCapacity: true)
        added.removeAll(keepingCapacity: true)
        savedTransactions = nil
    }

    /// Keeps the group's changes.
    mutating func commit() {
        saved.removeAll(keepingCapacity: true)
        added.removeAll(keepingCapacity: true)
        savedTransactions = nil
    }

    /// Undoes the group's changes.
    mutating func rollBack() {
        for entry in saved {
            if let slot = slots[entry.id] { entries[slot] = entry }
        }
        for id in added.reversed() { remove(id) }
        if let savedTransactions { (open, decided) = savedTransactions }
        commit()
    }

    private mutating func saveTransactions() {
        if savedTransactions == nil { savedTransactions = (open, decided) }
    }

    /// The slot of a producer, saved for undoing; made where it is new.
    private mutating func slot(_ id: Int64, epoch: Int16, now: Int64) -> Int {
        if let slot = slots[id] {
            if entries[slot].savedIn != group {
                saved.append(entries[slot])
                entries[slot].savedIn = group
            }
            return slot
        }
        var entry = ProducerEntry(id: id, epoch: epoch, lastSeen: now)
        entry.savedIn = group
        slots[id] = entries.count
        entries.append(entry)
        added.append(id)
        return entries.count - 1
    }

    private mutating func remove(_ id: Int64) {
        guard let slot = slots.removeValue(forKey: id) else { return }
        let last = entries.removeLast()
        guard last.id != id else { return }
        entries[slot] = last
        slots[last.id] = slot
    }

    // MARK: Batches

    /// What becomes of a batch by its producer's state.
    enum Verdict {
        case admit
        case duplicate(ProducerEntry.Batch)
        case refuse(LogError.Code)
    }

    /// Judges a batch with a producer id: epoch, repetition, sequence, transaction.
    func judge(_ header: RecordBatchHeader, _ rules: BatchRules = .sequence) -> Verdict {
        guard let slot = slots[header.producerId] else { return judge(first: header, rules) }
        let entry = entries[slot]
        if header.producerEpoch < entry.epoch { return .refuse(.invalidProducerEpoch) }
        let sameEpoch = header.producerEpoch == entry.epoch
        if rules.contains(.sequence) {
            if sameEpoch, let batch = entry.duplicate(first: header.baseSequence, last: header.lastSequence) {
                return .duplicate(batch)
            }
            let expected =
                sameEpoch && entry.lastSequence >= 0 ? RecordBatchHeader.sequence(entry.lastSequence, plus: 1) : 0
            if header.baseSequence != expected { return .refuse(.outOfOrderSequence) }
        }
        let isOpen = entry.transactionStart >= 0
        if isOpen, !header.isTransactional { return .refuse(.invalidTransactionState) }
        if header.isTransactional, !(isOpen && sameEpoch), !verifications.allows(header, rules) {
            return .refuse(.invalidTransactionState)
        }
        return .admit
    }

    /// Judges the first batch that this log sees of a producer.
    private func judge(first header: RecordBatchHeader, _ rules: BatchRules) -> Verdict {
        guard header.isTransactional else { return .admit }
        if rules.contains(.sequence) {
            let first = rules.contains(.beginsAtZero) ? 0 : verifications[header.producerId]?.lowestSequence
            if let first, header.baseSequence > first { return .refuse(.outOfOrderSequence) }
        }
        return verifications.allows(header, rules) ? .admit : .refuse(.invalidTransactionState)
    }

    /// Judges a marker by its epochs.
    func judge(
        marker header: RecordBatchHeader, coordinatorEpoch: Int32, _ rules: BatchRules = []
    ) -> Verdict {
        guard let slot = slots[header.producerId] else { return .admit }
        let entry = entries[slot]
        if header.producerEpoch < entry.epoch { return .refuse(.invalidProducerEpoch) }
        if rules.contains(.risingMarkerEpoch), header.producerEpoch == entry.epoch, entry.transactionStart >= 0 {
            return .refuse(.invalidProducerEpoch)
        }
        if coordinatorEpoch < entry.coordinatorEpoch { return .refuse(.coordinatorFenced) }
        return .admit
    }

    // MARK: Transactions about to begin

    /// Where a producer stands with the transaction that its next batch belongs to. What is unknown is noted, until
    /// `verified` or a marker.
    mutating func standing(
        of id: Int64, epoch: Int16, sequence: Int32, now: Int64
    ) -> TransactionStanding {
        if let slot = slots[id] {
            let entry = entries[slot]
            // Of an older epoch: the append says so.
            if entry.epoch > epoch || (entry.epoch == epoch && entry.transactionStart >= 0) { return .settled }
        }
        return verifications.begin(id, epoch: epoch, sequence: sequence, now: now)
    }

    /// A coordinator knows the transaction; answers whether that still counts.
    mutating func verified(_ id: Int64, epoch: Int16, token: UInt64) -> Bool {
        verifications.confirm(id, epoch: epoch, token: token)
    }

    /// The coordinator does not know the transaction.
    mutating func refused(_ id: Int64, token: UInt64) { verifications.refuse(id, token: token) }

    /// Notes a batch of records at its offsets.
    mutating func admit(_ header: RecordBatchHeader, now: Int64) {
        let slot = slot(header.producerId, epoch: header.producerEpoch, now: now)
        entries[slot].raise(epoch: header.producerEpoch)
        entries[slot].lastSeen = now
        if header.lastSequence >= 0 {
            entries[slot].append(
                ProducerEntry.Batch(
                    lastSequence: header.lastSequence, offsetDelta: header.lastOffsetDelta,
                    lastOffset: header.lastOffset, timestamp: header.maxTimestamp))
        }
        if header.isTransactional, entries[slot].transactionStart < 0 {
            saveTransactions()
            entries[slot].transactionStart = header.baseOffset
            open.append(header.baseOffset)
        }
    }

    /// Notes a marker at its offset; answers the transaction it ends, where there was one.
    ///
    /// - Returns: first offset of the transaction, and the last stable offset once the marker counts.
    mutating func admit(
        marker header: RecordBatchHeader, coordinatorEpoch: Int32, now: Int64
    ) -> (firstOffset: Int64, lastStableOffset: Int64)? {
        let slot = slot(header.producerId, epoch: header.producerEpoch, now: now)
        // What was asked before this marker must not let anything in after it.
        verifications.end(header.producerId)
        entries[slot].raise(epoch: header.producerEpoch)
        entries[slot].coordinatorEpoch = coordinatorEpoch
        entries[slot].lastSeen = now
        entries[slot].lastTimestamp = header.maxTimestamp
        let first = entries[slot].transactionStart
        guard first >= 0 else { return nil }
        saveTransactions()
        entries[slot].transactionStart = -1
        open.removeAll { $0 == first }
        decided.append(Decided(firstOffset: first, markerOffset: header.lastOffset))
        return (first, open.first ?? header.lastOffset + 1)
    }

    // MARK: Loading and forgetting

    /// Puts in a producer as a snapshot has it.
    mutating func restore(_ entry: ProducerEntry) {
        guard slots[entry.id] == nil else { return }
        slots[entry.id] = entries.count
        entries.append(entry)
        if entry.transactionStart >= 0 {
            let index = open.firstIndex { $0 > entry.transactionStart } ?? open.count
            open.insert(entry.transactionStart, at: index)
        }
    }

    /// Puts batches that a snapshot leaves out before those it has.
    mutating func remember(_ batches: [ProducerEntry.Batch], of id: Int64) {
        if let slot = slots[id] { entries[slot].prepend(batches) }
    }

    /// Forgets producers that were silent for `milliseconds` and have no open transaction.
    mutating func expire(now: Int64, after milliseconds: Int64) {
        let silent = entries.filter { $0.transactionStart < 0 && now &- $0.lastSeen >= milliseconds }.map(\.id)
        for id in silent { remove(id) }
        verifications.expire(now: now, after: milliseconds)
    }
}
