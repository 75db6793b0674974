import Binary
import Records

// What is in a field of type records.
extension FieldWalk {
    /// One row for each batch, and one that says why the walk over them ended early.
    mutating func noteBatches(_ bytes: [UInt8], at start: Int, _ path: String) {
        var walk = RecordBatches(bytes.span.bytes)
        var index = 0
        while let batch = walk.next() {
            let header = batch.header
            let end = start + walk.position
            note(end - header.sizeInBytes, end, "\(path)[\(index)]", "batch", FieldWalk.summary(header, batch.isIntact))
            index += 1
        }
        if let fault = walk.fault {
            note(start + walk.position, start + bytes.count, "\(path)[\(index)]", "batch", "no batch: \(fault)")
        }
    }

    private static func summary(_ header: RecordBatchHeader, _ isIntact: Bool) -> String {
        var parts = ["offsets \(header.baseOffset)-\(header.lastOffset)", "\(header.recordCount) records"]
        parts.append(header.compression?.name ?? "codec \(header.attributes.codec)")
        if header.producerId >= 0 {
            parts.append("producer \(header.producerId) epoch \(header.producerEpoch) sequence \(header.baseSequence)")
        }
        parts.append("\(header.attributes.isAppendTime ? "appended" : "newest") at \(header.maxTimestamp) ms")
        if header.isTransactional { parts.append("transactional") }
        if header.isControl { parts.append("control") }
        parts.append("leader epoch \(header.partitionLeaderEpoch)")
        if !isIntact { parts.append("checksum wrong") }
        return parts.joined(separator: ", ")
    }
}
