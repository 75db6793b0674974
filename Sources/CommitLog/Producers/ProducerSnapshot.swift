import Binary
import Records

/// Kafka's `.snapshot`: the producers of a log as they were when its end was at the file's offset. It keeps the last
/// batch of each; the others of the window come from the log's headers (`ProducerReplay`).
enum ProducerSnapshot {
    private static let entrySize = 46
    private static let headerSize = 10

    /// The bytes of a file for `table`.
    static func encode(_ table: ProducerTable) -> [UInt8] {
        let entries = table.all
        var body = BinaryWriter(capacity: 4 + entries.count * entrySize)
        body.int32(Int32(clamping: entries.count))
        for entry in entries {
            body.int64(entry.id)
            body.int16(entry.epoch)
            body.int32(entry.lastSequence)
            body.int64(entry.lastBatch?.lastOffset ?? -1)
            body.int32(entry.lastBatch?.offsetDelta ?? 0)
            body.int64(entry.lastTimestamp)
            body.int32(entry.coordinatorEpoch)
            body.int64(entry.transactionStart)
        }
        var file = BinaryWriter(capacity: 6 + body.count)
        file.int16(1)
        file.uint32(crc32c(body.span))
        file.bytes(body.span)
        return file.array()
    }

    /// Reads a file's bytes; nil where version, checksum, count or an entry is wrong.
    static func decode(_ bytes: [UInt8], now: Int64) -> ProducerTable? {
        var reader = BinaryReader(bytes.span.bytes)
        guard reader.int16() == 1, bytes.count >= headerSize else { return nil }
        guard reader.uint32() == crc32c(bytes.span.bytes.extracting(droppingFirst: 6)) else { return nil }
        let count = reader.count(Int(reader.int32()), elementSize: entrySize)
        var table = ProducerTable()
        for _ in 0..<count {
            var entry = ProducerEntry(id: reader.int64(), epoch: reader.int16(), lastSeen: now)
            var batch = ProducerEntry.Batch(lastSequence: reader.int32())
            batch.lastOffset = reader.int64()
            batch.offsetDelta = reader.int32()
            batch.timestamp = reader.int64()
            entry.coordinatorEpoch = reader.int32()
            entry.transactionStart = reader.int64()
            guard batch.offsetDelta >= 0, table[entry.id] == nil else { return nil }
            if batch.lastSequence >= 0, batch.lastOffset >= 0 { entry.append(batch) }
            entry.lastTimestamp = batch.timestamp
            table.restore(entry)
        }
        return reader.isAtEnd ? table : nil
    }
}
