import Binary
import Records

/// A run of record batches as Kafka writes it: the values of its batches, and its bytes.
struct BatchVector {
    let name: String
    let batches: [JSONValue]
    let bytes: [UInt8]

    /// Reads one line of a file of batch vectors.
    init(_ line: JSONValue) throws(VectorFault) {
        name = line["what"]?.string ?? "batches"
        guard let batches = line["batches"]?.array else { throw VectorFault("\(name): no batches") }
        guard let hex = line["hex"]?.string, let bytes = ByteText.bytes(hex: hex.utf8) else {
            throw VectorFault("\(name): no hex")
        }
        self.batches = batches
        self.bytes = bytes
    }

    /// The bytes have to decode to the values, with nothing left over; uncompressed batches also the other way round.
    func check() throws(VectorFault) {
        var walk = RecordBatches(bytes.span.bytes)
        for (index, expected) in batches.enumerated() {
            guard let batch = walk.next() else { throw fault("batch \(index) is missing") }
            do throws(VectorFault) {
                try BatchComparison(json: expected).check(batch)
            } catch {
                throw fault("batch \(index): \(error.text)")
            }
        }
        guard walk.position == bytes.count else { throw fault("\(bytes.count - walk.position) bytes left over") }
    }

    private func fault(_ text: String) -> VectorFault { VectorFault("\(name): \(text)") }
}

/// Compares one batch with its values.
struct BatchComparison {
    let json: JSONValue
    /// Far above any vector; what unpacks to more is damaged.
    private static let largestBatch = 64 << 20

    init(json: JSONValue) { self.json = json }

    func check(_ batch: RecordBatch) throws(VectorFault) {
        if let fault = batch.header.fault { throw VectorFault("\(fault)") }
        guard batch.isIntact else { throw VectorFault("checksum") }
        try check(batch.header)
        guard let compression = batch.header.compression else { throw VectorFault("unknown codec") }
        if compression == .none {
            try check(batch.header, batch.payload)
            let rebuilt = try rebuild(batch.header, batch.payload)
            guard rebuilt == batch.bytes.withUnsafeBytes({ Array($0) }) else {
                throw VectorFault("encodes to other bytes")
            }
        } else {
            var unpacked = BinaryWriter()
            do throws(RecordsError) {
                try compression.decompress(batch.payload, into: &unpacked, maxBytes: BatchComparison.largestBatch)
            } catch {
                throw VectorFault("\(error)")
            }
            try check(batch.header, unpacked.span)
        }
    }

    private func check(_ header: RecordBatchHeader) throws(VectorFault) {
        let numbers: [(String, Int64)] = [
            ("baseOffset", header.baseOffset), ("lastOffset", header.lastOffset),
            ("sizeInBytes", Int64(header.sizeInBytes)), ("partitionLeaderEpoch", Int64(header.partitionLeaderEpoch)),
            ("crc", Int64(header.crc)), ("maxTimestamp", header.maxTimestamp), ("producerId", header.producerId),
            ("producerEpoch", Int64(header.producerEpoch)), ("baseSequence", Int64(header.baseSequence)),
            ("lastSequence", Int64(header.lastSequence)),
        ]
        for (name, value) in numbers { try expect(name, .number("\(value)")) }
        try expect("compression", .string(header.compression?.name ?? "unknown"))
        try expect("timestampType", .string(header.attributes.isAppendTime ? "LogAppendTime" : "CreateTime"))
        try expect("transactional", .bool(header.isTransactional))
        try expect("control", .bool(header.isControl))
    }

    private func expect(_ name: String, _ value: JSONValue) throws(VectorFault) {
        guard let expected = json[name] else { return }
        guard expected == value else { throw VectorFault("\(name): \(value), not \(expected)") }
    }

    private func check(_ header: RecordBatchHeader, _ bytes: RawSpan) throws(VectorFault) {
        var walk = RecordIterator(header, bytes)
        for (index, expected) in (json["records"]?.array ?? []).enumerated() {
            guard let record = walk.next() else { throw VectorFault("record \(index) is missing") }
            guard json(record, header, like: expected) == expected else {
                throw VectorFault("record \(index) differs")
            }
        }
        guard walk.isComplete else { throw VectorFault("bytes after the last record") }
    }

    /// The record as the vectors write it, with those fields that `expected` has.
    private func json(
        _ record: Record, _ header: RecordBatchHeader, like expected: JSONValue
    ) -> JSONValue {
        var headers: [JSONValue] = []
        var walk = record.headers
        while let header = walk.next() {
            let name = header.key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
            headers.append(.object(["key": .string(name), "value": hex(header.value)]))
        }
        let fields: [String: JSONValue] = [
            "offset": .number("\(record.offset)"), "timestamp": .number("\(record.timestamp)"),
            "sequence": .number("\(sequence(header, record.offset))"), "key": hex(record.key),
            "value": hex(record.value), "headers": .array(headers),
        ]
        return .object(fields.filter { expected[$0.key] != nil })
    }

    /// Sequence numbers go on with 0 after the largest, and leave out those of records that compaction has dropped.
    private func sequence(_ header: RecordBatchHeader, _ offset: Int64) -> Int64 {
        guard header.baseSequence >= 0 else { return -1 }
        return (Int64(header.baseSequence) &+ (offset &- header.baseOffset)) % (Int64(Int32.max) + 1)
    }

    private func hex(_ bytes: RawSpan?) -> JSONValue {
        guard let bytes else { return .null }
        return .string(bytes.withUnsafeBytes { ByteText.hex($0) })
    }

    /// A batch that compaction has emptied: its header alone.
    private func emptyBatch(_ header: RecordBatchHeader) -> [UInt8] {
        var writer = BinaryWriter(capacity: RecordBatchHeader.size)
        header.encode(to: &writer)
        writer.withUnsafeMutableBytes { batch in
            _ = RecordBatchHeader.restamp(
                batch, attributes: header.attributes, maxTimestamp: header.maxTimestamp)
        }
        return writer.array()
    }

    /// The batch built anew from its decoded records.
    private func rebuild(_ header: RecordBatchHeader, _ bytes: RawSpan) throws(VectorFault) -> [UInt8] {
        if header.recordCount == 0 { return emptyBatch(header) }
        var builder = RecordBatchBuilder()
        builder.baseOffset = header.baseOffset
        builder.partitionLeaderEpoch = header.partitionLeaderEpoch
        builder.producerId = header.producerId
        builder.producerEpoch = header.producerEpoch
        builder.baseSequence = header.baseSequence
        builder.isTransactional = header.isTransactional
        builder.isControl = header.isControl
        if header.attributes.hasDeleteHorizon { builder.deleteHorizon = header.baseTimestamp }
        // The leader's time replaces the records' own when they are read; they are still what is stored.
        var stored = header
        stored.attributes.isAppendTime = false
        if header.attributes.isAppendTime { builder.appendTime = header.maxTimestamp }
        do throws(RecordsError) {
            var walk = RecordIterator(stored, bytes)
            while let record = walk.next() {
                builder.nextOffsetDelta = Int32(truncatingIfNeeded: record.offset &- header.baseOffset)
                try builder.append(
                    timestamp: record.timestamp, key: record.key, value: record.value,
                    encodedHeaders: record.encodedHeaders)
            }
            builder.nextOffsetDelta = header.lastOffsetDelta &+ 1
            try builder.seal()
        } catch {
            throw VectorFault("\(error)")
        }
        return builder.bytes.withUnsafeBytes { Array($0) }
    }
}
