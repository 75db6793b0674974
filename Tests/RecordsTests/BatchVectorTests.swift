import Binary
import Records
import Testing

/// Every batch of `protocol/batches.jsonl`, written by Kafka, decodes to its values and, uncompressed, back to its bytes.
@Suite struct BatchVectorTests {
    /// The differences between a header and what the vector says.
    func differences(_ header: RecordBatchHeader, _ json: JSONValue) -> [String] {
        let fields: [(String, Int64)] = [
            ("baseOffset", header.baseOffset), ("lastOffset", header.lastOffset),
            ("sizeInBytes", Int64(header.sizeInBytes)), ("partitionLeaderEpoch", Int64(header.partitionLeaderEpoch)),
            ("crc", Int64(header.crc)), ("maxTimestamp", header.maxTimestamp), ("producerId", header.producerId),
            ("producerEpoch", Int64(header.producerEpoch)), ("baseSequence", Int64(header.baseSequence)),
            ("lastSequence", Int64(header.lastSequence)),
        ]
        var found = fields.filter { json[$0.0].number != $0.1 }.map { "\($0.0) \($0.1)" }
        if json["compression"].text != header.compression?.name { found.append("compression") }
        if json["transactional"].bool != header.isTransactional { found.append("transactional") }
        if json["control"].bool != header.isControl { found.append("control") }
        if (json["timestampType"].text == "LogAppendTime") != header.attributes.isAppendTime { found.append("type") }
        return found
    }

    func array(_ span: RawSpan?) -> [UInt8]? {
        if let span { span.withUnsafeBytes { Array($0) } } else { nil }
    }

    func differences(_ record: Record, _ json: JSONValue) -> [String] {
        var found: [String] = []
        if record.offset != json["offset"].number { found.append("offset \(record.offset)") }
        if record.timestamp != json["timestamp"].number { found.append("timestamp \(record.timestamp)") }
        if array(record.key) != json["key"].bytes { found.append("key at \(record.offset)") }
        if array(record.value) != json["value"].bytes { found.append("value at \(record.offset)") }
        var headers = record.headers
        for expected in json["headers"].list {
            guard let header = headers.next() else { return found + ["header missing at \(record.offset)"] }
            if array(header.key) != expected["key"].text.map({ Array($0.utf8) }) { found.append("header key") }
            if array(header.value) != expected["value"].bytes { found.append("header value") }
        }
        if headers.next() != nil || record.headerCount != json["headers"].list.count { found.append("header count") }
        return found
    }

    /// Decodes the records, and writes them once more.
    func check(_ batch: RecordBatch, _ json: JSONValue) throws -> [String] {
        let header = batch.header
        var found = differences(header, json)
        if !batch.isIntact { found.append("checksum") }
        if header.fault != nil { found.append("fault") }
        var scratch = BinaryWriter()
        var records = try batch.records(unpackedInto: &scratch, maxBytes: 1 << 20)
        var builder = RecordBatchBuilder(compression: header.compression ?? .none)
        builder.baseOffset = header.baseOffset
        builder.partitionLeaderEpoch = header.partitionLeaderEpoch
        (builder.producerId, builder.producerEpoch) = (header.producerId, header.producerEpoch)
        builder.baseSequence = header.baseSequence
        (builder.isTransactional, builder.isControl) = (header.isTransactional, header.isControl)
        for expected in json["records"].list {
            guard let record = records.next() else { return found + ["record missing"] }
            found += differences(record, expected)
            try builder.append(
                timestamp: record.timestamp, key: record.key, value: record.value,
                encodedHeaders: record.encodedHeaders)
        }
        if !records.isComplete { found.append("records left over") }
        if header.attributes.isAppendTime { return found }
        try builder.seal()
        if header.compression == Compression.none, array(builder.bytes) != array(batch.bytes) { found.append("bytes") }
        guard let again = RecordBatch(builder.bytes) else { return found + ["own batch unreadable"] }
        var unpacked = BinaryWriter()
        var own = try again.records(unpackedInto: &unpacked, maxBytes: 1 << 20)
        for expected in json["records"].list {
            guard let record = own.next() else { return found + ["own record missing"] }
            found += differences(record, expected)
        }
        return own.isComplete && again.isIntact ? found : found + ["own batch incomplete"]
    }

    @Test func everyVector() throws {
        let vectors = try batchVectors()
        var batches = 0
        for vector in vectors {
            let bytes = try #require(vector["hex"].bytes)
            var walk = RecordBatches(bytes.span.bytes)
            var wrong: [String] = []
            for expected in vector["batches"].list {
                guard let batch = walk.next() else { break }
                wrong += try check(batch, expected)
                batches += 1
            }
            let isAtEnd = walk.next() == nil && walk.fault == nil && walk.position == bytes.count
            #expect(wrong == [] && isAtEnd, "\(vector["what"].text ?? "")")
        }
        #expect(vectors.count == 28 && batches == 30)
    }

    /// A batch that was cut or in which one bit was turned: never a trap; and where the checksum still holds, the
    /// change lies in the 21 bytes it leaves out.
    @Test func cutsAndFlips() throws {
        var scratch = BinaryWriter()
        var accepted: [String] = []
        for vector in try batchVectors() {
            var bytes = try #require(vector["hex"].bytes)
            guard bytes.count < 420, vector["batches"].list.count == 1 else { continue }
            for cut in 0..<bytes.count {
                let part = bytes.span.bytes.extracting(first: cut)
                if RecordBatch(part) != nil { accepted.append("cut at \(cut)") }
                if case .accepted = ProducedBatch(part, limits: ProduceLimits()) { accepted.append("\(cut)") }
            }
            for bit in 0..<(bytes.count * 8) {
                bytes[bit / 8] ^= 1 << UInt8(bit % 8)
                defer { bytes[bit / 8] ^= 1 << UInt8(bit % 8) }
                guard let batch = RecordBatch(bytes.span.bytes) else { continue }
                if batch.isIntact, bit / 8 >= RecordBatchHeader.checksummedStart { accepted.append("bit \(bit)") }
                // Also what the checksum refuses must not trap, for readers of logs look at damage.
                guard var records = try? batch.records(unpackedInto: &scratch, maxBytes: 1 << 16) else { continue }
                while let record = records.next() {
                    var headers = record.headers
                    while headers.next() != nil {}
                }
            }
        }
        #expect(accepted == [])
    }
}
