import Binary
import CommitLog
import KafkaProtocol
import Records
import World

/// What a loop has taken from produce requests and not yet appended: requests, the partitions they name, and the
/// batches in the order of arrival. It lives for one read of a socket: names and batches stand in the received bytes.
///
/// Everything is a flat array that keeps its memory, so a request costs no allocation.
struct ProduceStage: ~Copyable {
    /// Staged batches and bytes at which a stage is committed before the read is through.
    static let maxBatches = 512
    static let maxBytes = 1 << 20

    struct Request {
        let call: Call
        let acks: Int16
        let timeoutMilliseconds: Int32
        /// Its topics, and all of their partitions.
        let topics: Range<Int>
        let entries: Range<Int>
    }

    struct Topic {
        /// Where the name stands, as sent; empty from version 13 on.
        let name: UnsafeRawBufferPointer
        /// The id as sent, from version 13 on.
        let id: Uuid
        /// Its partitions in `entries`.
        let entries: Range<Int>
    }

    /// One partition of one request, and what comes of it.
    struct Entry {
        let index: Int32
        /// Its records field; nil where it is null.
        let records: UnsafeMutableRawBufferPointer?
        var error = ErrorCode.none
        var message: StaticString?
        var baseOffset: Int64 = -1
        var logAppendTime: Int64 = -1
        var logStart: Int64 = -1
        /// The offset after the batch, which acknowledgement waits for, and the partition; -1 for nothing to wait for.
        var end: Int64 = -1
        var partition: Partition?
        /// Who leads, where it is not this node.
        var leaderId: Int32 = -1
        var leaderEpoch: Int32 = -1

        init(index: Int32, records: UnsafeMutableRawBufferPointer?) {
            self.index = index
            self.records = records
        }

        mutating func refuse(_ refusal: BatchRefusal, logStart: Int64 = -1) {
            error = refusal.error
            message = refusal.message
            if refusal.tellsLogStart { self.logStart = logStart }
        }

        /// Tells the producer who leads.
        mutating func name(_ leadership: Partition.Leadership) {
            leaderId = leadership.leaderId
            leaderEpoch = leadership.epoch
        }
    }

    /// The batches of one partition.
    struct Group {
        let partition: Partition
        let epoch: Int32
        var count = 0
        /// Where its batches begin in the order of commit.
        var start = 0
        /// What the log said: its start, or why it took nothing.
        var logStart: Int64 = -1
        var failure: LogError.Code?
    }

    struct Batch {
        var staged: StagedBatch
        let group: Int32
        let entry: Int32
        let appendTime: Int64
    }

    var requests: [Request] = []
    var topics: [Topic] = []
    var entries: [Entry] = []
    var groups: [Group] = []
    var batches: [Batch] = []
    var bytes = 0
    /// Records that break a rule of their own, by the position of their entry and their place in the batch.
    private var faultyRecords: [(entry: Int, index: Int32)] = []
    /// By a partition's number: its group; -1 for none.
    private var groupOfPartition: [Int32] = []
    /// The batches group by group, as a log takes them.
    private let ordered = UnsafeMutablePointer<StagedBatch>.allocate(capacity: ProduceStage.maxBatches)

    /// Batches that were packed anew.
    private var packed: [UnsafeMutableRawBufferPointer] = []

    deinit {
        for buffer in packed { buffer.deallocate() }
        ordered.deallocate()
    }

    var isEmpty: Bool { requests.isEmpty }
    /// Whether it has to be committed before another batch.
    var isFull: Bool { batches.count >= ProduceStage.maxBatches || bytes >= ProduceStage.maxBytes }

    /// Forgets what a request that could not be read has added.
    mutating func forget(topicsFrom topic: Int, entriesFrom entry: Int) {
        topics.removeSubrange(topic...)
        entries.removeSubrange(entry...)
    }

    /// Forgets the request noted last, of which nothing is staged.
    mutating func forgetLast() {
        guard let request = requests.popLast() else { return }
        forget(topicsFrom: request.topics.lowerBound, entriesFrom: request.entries.lowerBound)
    }

    mutating func removeAll() {
        requests.removeAll(keepingCapacity: true)
        topics.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        faultyRecords.removeAll()
        removeBatches()
    }

    /// Forgets the batches, which are in their logs; what came of them is in the entries.
    mutating func removeBatches() {
        for group in groups { groupOfPartition[group.partition.number] = -1 }
        groups.removeAll(keepingCapacity: true)
        for buffer in packed { buffer.deallocate() }
        packed.removeAll(keepingCapacity: true)
        batches.removeAll(keepingCapacity: true)
        bytes = 0
    }

    /// Notes which records of an entry's batch the producer is told of.
    mutating func note(_ survey: RecordSurvey, entry: Int) {
        faultyRecords += survey.faultyRecords.map { (entry, $0.index) }
    }

    /// The records of an entry's batch that break a rule of their own.
    func faultyRecords(of entry: Int) -> [Int32] {
        faultyRecords.isEmpty ? [] : faultyRecords.filter { $0.entry == entry }.map(\.index)
    }

    /// Keeps a copy of a batch that is not in the received bytes until the stage has been committed.
    mutating func keep(_ batch: UnsafeMutableRawBufferPointer) -> UnsafeMutableRawBufferPointer {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: batch.count, alignment: 16)
        copy.copyMemory(from: UnsafeRawBufferPointer(batch))
        packed.append(copy)
        return copy
    }

    /// Adds a checked batch for a partition that this node leads in `epoch`.
    mutating func add(
        _ batch: StagedBatch, for partition: Partition, epoch: Int32, entry: Int, appendTime: Int64
    ) {
        while groupOfPartition.count <= partition.number { groupOfPartition.append(-1) }
        var group = Int(groupOfPartition[partition.number])
        if group < 0 {
            group = groups.count
            groups.append(Group(partition: partition, epoch: epoch))
            groupOfPartition[partition.number] = Int32(truncatingIfNeeded: group)
        }
        groups[group].count += 1
        batches.append(
            Batch(
                staged: batch, group: Int32(truncatingIfNeeded: group), entry: Int32(truncatingIfNeeded: entry),
                appendTime: appendTime))
        bytes += batch.header.sizeInBytes
    }

    /// Appends every group to its log and notes in the entries what came of it.
    mutating func append(now: Timestamp, _ wakes: inout Wakes) {
        var start = 0
        for index in groups.indices {
            groups[index].start = start
            start += groups[index].count
            groups[index].count = 0
        }
        for batch in batches {
            let group = Int(batch.group)
            (ordered + groups[group].start + groups[group].count).initialize(to: batch.staged)
            groups[group].count += 1
        }
        for index in groups.indices { append(index, now: now, &wakes) }
        // Batches of a group are in the order of arrival, here as there.
        for index in groups.indices { groups[index].count = 0 }
        for batch in batches {
            let group = Int(batch.group)
            let result = ordered[groups[group].start + groups[group].count]
            groups[group].count += 1
            note(result, of: batch, groups[group])
        }
    }

    private mutating func append(_ index: Int, now: Timestamp, _ wakes: inout Wakes) {
        let group = groups[index]
        let batches = UnsafeMutableBufferPointer(start: ordered + group.start, count: group.count)
        do throws(LogError) {
            let result = try group.partition.append(batches, epoch: group.epoch, now: now, &wakes)
            groups[index].logStart = result.after.start
        } catch {
            // Nothing was appended, for a reason that concerns the log and not one batch.
            groups[index].failure = error.code
        }
    }

    private mutating func note(_ result: StagedBatch, of batch: Batch, _ group: Group) {
        let entry = Int(batch.entry)
        switch result.outcome {
        case .appended(let baseOffset):
            entries[entry].baseOffset = baseOffset
            entries[entry].logAppendTime = batch.appendTime
            entries[entry].logStart = group.logStart
            entries[entry].end = result.header.nextOffset
            entries[entry].partition = group.partition
        case .duplicate(let baseOffset, let lastOffset, let timestamp):
            entries[entry].baseOffset = baseOffset
            entries[entry].logAppendTime = timestamp
            entries[entry].logStart = group.logStart
            entries[entry].end = lastOffset &+ 1
            entries[entry].partition = group.partition
        case .refused(let code): refuse(entry, code, group)
        case .staged: refuse(entry, group.failure ?? .storage, group)
        }
    }

    private mutating func refuse(_ entry: Int, _ code: LogError.Code, _ group: Group) {
        entries[entry].refuse(BatchRefusal(code), logStart: group.logStart)
        if code == .fenced { entries[entry].name(group.partition.leadership) }
    }
}
