import Binary
import KafkaProtocol
import Records

/// A partition as a leader keeps it, reduced to what a producer can see: records, and per producer the last five batches
/// (SEMANTICS: unknown id takes any first sequence, a repeat is answered with its first offset, a gap is refused).
struct ModelPartition {
    /// The numbers that the records' values spell.
    private(set) var log: [Int] = []
    private var producers: [Int64: [(first: Int32, last: Int32, offset: Int64)]] = [:]

    /// Appends a batch as produced.
    mutating func append(_ bytes: [UInt8]) -> (error: ErrorCode, offset: Int64) {
        guard let batch = RecordBatch(bytes.span.bytes), batch.isIntact else { return (.corruptMessage, -1) }
        let header = batch.header
        let known = producers[header.producerId] ?? []
        if header.producerId >= 0 {
            if let twin = known.first(where: { $0.first == header.baseSequence && $0.last == header.lastSequence }) {
                return (.none, twin.offset)
            }
            if let last = known.last, RecordBatchHeader.sequence(last.last, plus: 1) != header.baseSequence {
                return (.outOfOrderSequenceNumber, -1)
            }
        }
        let offset = Int64(log.count)
        var records = RecordIterator(header, batch.payload)
        while let record = records.next() {
            guard let value = record.value else { continue }
            log.append(Int(value.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }) ?? -1)
        }
        if header.producerId >= 0 {
            producers[header.producerId] = (known + [(header.baseSequence, header.lastSequence, offset)]).suffix(5)
        }
        return (.none, offset)
    }
}
