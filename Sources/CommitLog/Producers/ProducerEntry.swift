import Records

/// What a partition knows of one producer id.
struct ProducerEntry: Sendable {
    /// A batch that the producer wrote, for telling repetitions.
    struct Batch: Hashable, Sendable {
        var lastSequence: Int32 = -1
        var offsetDelta: Int32 = 0
        var lastOffset: Int64 = -1
        /// Greatest timestamp of its records.
        var timestamp: Int64 = -1

        var firstSequence: Int32 {
            lastSequence >= offsetDelta ? lastSequence - offsetDelta : lastSequence &+ 1 &+ (Int32.max &- offsetDelta)
        }
        var firstOffset: Int64 { lastOffset - Int64(offsetDelta) }
    }

    /// Clients keep at most this many requests in flight, so an older repetition cannot come.
    static let window = 5

    let id: Int64
    var epoch: Int16
    var coordinatorEpoch: Int32 = -1
    /// First offset of the transaction that is open; -1 for none.
    var transactionStart: Int64 = -1
    /// Wall time of the last batch's arrival here (or of the start, for one found then), for expiry.
    var lastSeen: Int64
    /// Timestamp of the last batch or marker.
    var lastTimestamp: Int64 = -1
    /// The last batches of `epoch`, oldest first, `batchCount` of them from 0.
    private(set) var batches: InlineArray<5, Batch> = InlineArray(repeating: Batch())
    private(set) var batchCount = 0
    /// In which group of appends this entry was saved for undoing.
    var savedIn: UInt32 = 0

    init(id: Int64, epoch: Int16, lastSeen: Int64) {
        self.id = id
        self.epoch = epoch
        self.lastSeen = lastSeen
    }

    var lastBatch: Batch? { batchCount == 0 ? nil : batches[batchCount - 1] }
    var lastSequence: Int32 { lastBatch?.lastSequence ?? -1 }

    /// The batch with exactly these sequence numbers.
    func duplicate(first: Int32, last: Int32) -> Batch? {
        for index in 0..<batchCount where batches[index].lastSequence == last && batches[index].firstSequence == first {
            return batches[index]
        }
        return nil
    }

    mutating func append(_ batch: Batch) {
        if batchCount == ProducerEntry.window {
            for index in 1..<ProducerEntry.window { batches[index - 1] = batches[index] }
            batchCount -= 1
        }
        batches[batchCount] = batch
        batchCount += 1
        lastTimestamp = batch.timestamp
    }

    /// Begins a newer epoch: what the older one wrote cannot be repeated any more.
    mutating func raise(epoch: Int16) {
        guard epoch != self.epoch else { return }
        self.epoch = epoch
        batchCount = 0
    }

    /// Puts batches that were before the known ones in front of them, as far as the window has room.
    mutating func prepend(_ older: [Batch]) {
        var all = older
        for index in 0..<batchCount { all.append(batches[index]) }
        let kept = all.suffix(ProducerEntry.window)
        batchCount = 0
        for batch in kept {
            batches[batchCount] = batch
            batchCount += 1
        }
    }
}

/// What DescribeProducers tells of a producer.
public struct ProducerDescription: Hashable, Sendable {
    /// The producer's id.
    public let producerId: Int64
    /// Its latest epoch.
    public let epoch: Int16
    /// Sequence number of its last record; -1 for none.
    public let lastSequence: Int32
    /// Timestamp of its last batch, in milliseconds; -1 for none.
    public let lastTimestamp: Int64
    /// Epoch of the coordinator that wrote its last marker; -1 for none.
    public let coordinatorEpoch: Int32
    /// First offset of its open transaction; -1 for none.
    public let transactionStart: Int64
}
