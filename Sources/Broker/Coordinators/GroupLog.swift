import Binary
import CommitLog
import Coordination
import KafkaProtocol
import Records
import World

/// Reads and writes the records of a partition of `__consumer_offsets`.
struct GroupLog {
    /// Bytes of one read.
    private static let readBytes = 1 << 20
    /// Bytes after which records go on in another batch.
    private static let batchBytes = 512 << 10
    /// Bytes that one batch may unpack to.
    private static let unpackedBytes = 64 << 20

    let partition: Partition

    /// Hands everything in the log to `shard`, oldest first; answers where it ended. Blocks on the disk.
    func load(_ shard: inout GroupShard) throws(LogError) -> Int64 {
        let bound = partition.log.ends
        var offset = bound.start
        var buffer: [UInt8] = []
        var scratch = BinaryWriter()
        while offset < bound.end {
            let plan = try partition.log.plan(from: offset, upTo: .end, maxBytes: GroupLog.readBytes)
            guard plan.nextOffset > offset else { break }
            try read(plan, into: &buffer)
            var batches = RecordBatches(buffer.span.bytes)
            while let batch = batches.next() {
                apply(batch, from: offset, &scratch, to: &shard)
            }
            offset = plan.nextOffset
        }
        return bound.end
    }

    private func read(_ plan: ReadPlan, into buffer: inout [UInt8]) throws(LogError) {
        buffer = [UInt8](repeating: 0, count: plan.count)
        var filled = 0
        var failure: DiskError?
        buffer.withUnsafeMutableBytes { bytes in
            do throws(DiskError) {
                for case .file(let file, let position, let count) in plan.parts {
                    let room = UnsafeMutableRawBufferPointer(rebasing: bytes[filled..<(filled + count)])
                    let read = try file.read(into: room, at: position)
                    filled += read
                    if read < count { return }
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw LogError(failure, partition.log.path) }
        buffer.removeLast(buffer.count - filled)
    }

    /// What cannot be unpacked or read is passed over, as Kafka does: the rest is still worth having.
    private func apply(
        _ batch: RecordBatch, from offset: Int64, _ scratch: inout BinaryWriter, to shard: inout GroupShard
    ) {
        guard let found = try? batch.records(unpackedInto: &scratch, maxBytes: GroupLog.unpackedBytes) else { return }
        var records = found
        let producerId = batch.header.producerId
        while let record = records.next() {
            guard record.offset >= offset else { continue }
            if batch.header.isControl {
                if let marker = TransactionMarker(key: record.key, value: record.value) {
                    shard.endTransaction(producerId: producerId, committed: marker.isCommit)
                }
            } else if let key = record.key, let known = GroupRecord(key: key, value: record.value) {
                let pending = batch.header.isTransactional ? producerId : nil
                shard.apply(known, at: record.offset, producerId: pending)
            }
        }
    }

    /// Appends records as the leader of `epoch` and hands each to `shard` once it is in the log; answers the log's end.
    func append(
        _ records: [GroupRecord], to shard: inout GroupShard, epoch: Int32, now: Timestamp, _ wakes: inout Wakes
    ) throws(LogError) -> Int64 {
        var builder = RecordBatchBuilder()
        var first = 0
        var end: Int64 = 0
        for (index, record) in records.enumerated() {
            try add(record, to: &builder, now: now)
            guard builder.sizeInBytes >= GroupLog.batchBytes || index == records.count - 1 else { continue }
            end = try append(&builder, epoch: epoch, now: now, &wakes)
            for (offset, record) in zip((end - Int64(index + 1 - first))..., records[first...index]) {
                shard.apply(record, at: offset)
            }
            first = index + 1
            builder.removeAll()
        }
        return end
    }

    private func add(
        _ record: GroupRecord, to builder: inout RecordBatchBuilder, now: Timestamp
    ) throws(LogError) {
        let key = record.key
        do throws(RecordsError) {
            if let value = record.value {
                try builder.append(timestamp: now.milliseconds, key: key.span.bytes, value: value.span.bytes)
            } else {
                try builder.append(timestamp: now.milliseconds, key: key.span.bytes, value: nil)
            }
        } catch {
            throw LogError(.invalidRecord, partition.log.path, error.description)
        }
    }

    /// Appends the batch; answers the offset after it.
    private func append(
        _ builder: inout RecordBatchBuilder, epoch: Int32, now: Timestamp, _ wakes: inout Wakes
    ) throws(LogError) -> Int64 {
        do throws(RecordsError) { try builder.seal() } catch {
            throw LogError(.invalidRecord, partition.log.path, error.description)
        }
        guard let header = RecordBatchHeader(builder.bytes) else {
            throw LogError(.invalidRecord, partition.log.path, "a batch without a header")
        }
        var failure: LogError?
        var outcome = AppendOutcome.staged
        builder.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            var staged = StagedBatch(base, header)
            do throws(LogError) {
                let result = try withUnsafeMutablePointer(to: &staged) { pointer throws(LogError) in
                    try partition.append(
                        UnsafeMutableBufferPointer(start: pointer, count: 1), epoch: epoch, now: now, &wakes)
                }
                failure = result.failure
                outcome = staged.outcome
            } catch {
                failure = error
            }
        }
        if case .appended(let base) = outcome { return base + Int64(builder.recordCount) }
        throw failure ?? LogError(.invalidRecord, partition.log.path, "the log refused a batch of the coordinator")
    }
}
