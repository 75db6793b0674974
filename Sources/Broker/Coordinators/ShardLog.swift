import Binary
import CommitLog
import Coordination
import KafkaProtocol
import Records
import World

/// Reads and writes the records of a coordinator in a partition of its internal topic.
struct ShardLog<Shard: HostedShard & ~Copyable> {
    /// Bytes of one read.
    private static var readBytes: Int { 1 << 20 }
    /// Bytes after which records go on in another batch.
    private static var batchBytes: Int { 512 << 10 }
    /// Bytes that one batch may unpack to.
    private static var unpackedBytes: Int { 64 << 20 }

    let partition: Partition

    /// Hands everything in the log to `shard`, oldest first; answers where it ended. Blocks on the disk.
    func load(_ shard: inout Shard) throws(LogError) -> Int64 {
        let bound = partition.log.ends
        var offset = bound.start
        var buffer: [UInt8] = []
        var scratch = BinaryWriter()
        while offset < bound.end {
            let plan = try partition.log.plan(from: offset, upTo: .end, maxBytes: ShardLog.readBytes)
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
        _ batch: RecordBatch, from offset: Int64, _ scratch: inout BinaryWriter, to shard: inout Shard
    ) {
        guard let found = try? batch.records(unpackedInto: &scratch, maxBytes: ShardLog.unpackedBytes) else { return }
        var records = found
        let producerId = batch.header.producerId
        while let record = records.next() {
            guard record.offset >= offset else { continue }
            if batch.header.isControl {
                if let marker = TransactionMarker(key: record.key, value: record.value) {
                    shard.endTransaction(producerId: producerId, committed: marker.isCommit)
                }
            } else if let key = record.key, let known = Shard.Record(key: key, value: record.value) {
                let pending = batch.header.isTransactional ? producerId : nil
                shard.apply(known, at: record.offset, producerId: pending)
            }
        }
    }

    /// Appends the records of a plan as the leader of `epoch` and hands each to `shard` once it is in the log; answers
    /// the log's end. Records in a transaction go into one batch, all or none.
    func append(
        _ plan: Shard.Plan, to shard: inout Shard, epoch: Int32, now: Timestamp, _ wakes: inout Wakes
    ) throws(LogError) -> Int64 {
        var builder = RecordBatchBuilder()
        let records = plan.records
        var first = 0
        var end: Int64 = 0
        for (index, record) in records.enumerated() {
            try add(record, to: &builder, now: now)
            let isFull = builder.sizeInBytes >= ShardLog.batchBytes && plan.producer == nil
            guard isFull || index == records.count - 1 else { continue }
            end = try append(&builder, plan.producer, epoch: epoch, now: now, &wakes)
            for (offset, record) in zip((end - Int64(index + 1 - first))..., records[first...index]) {
                shard.apply(record, at: offset, producerId: plan.producer?.id)
            }
            first = index + 1
            builder.removeAll()
        }
        return end
    }

    private func add(
        _ record: Shard.Record, to builder: inout RecordBatchBuilder, now: Timestamp
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
        _ builder: inout RecordBatchBuilder, _ producer: TransactionalProducer?, epoch: Int32, now: Timestamp,
        _ wakes: inout Wakes
    ) throws(LogError) -> Int64 {
        if let producer {
            builder.producerId = producer.id
            builder.producerEpoch = producer.epoch
            builder.isTransactional = true
        }
        do throws(RecordsError) { try builder.seal() } catch {
            throw LogError(.invalidRecord, partition.log.path, error.description)
        }
        let rules: BatchRules = producer == nil ? .sequence : .verifiedTransaction
        return try partition.append(&builder, rules, epoch: epoch, now: now, &wakes)
    }
}
