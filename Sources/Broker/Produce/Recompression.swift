import Binary
import Records

/// Writes a producer's batch anew in the codec that its topic asks for (`compression.type`).
struct Recompression {
    let codec: Compression
    /// nil for the codec's default.
    let level: Int32?
    /// `max.message.bytes`, which holds for the result.
    let maxBytes: Int
    /// What a batch may unpack to: as much as a request could have brought uncompressed.
    let maxUnpackedBytes: Int

    /// Packs the records of `batch`, which have been looked at (`RecordSurvey`), and calls `body` with the new batch; or
    /// answers the rule that the records break.
    func recompress(_ batch: RawSpan, _ body: (UnsafeMutableRawBufferPointer) -> Void) -> BatchFault? {
        guard let source = RecordBatch(batch) else { return .incomplete }
        var scratch = BinaryWriter()
        var builder = RecordBatchBuilder(compression: codec, capacity: batch.byteCount)
        builder.compressionLevel = level
        do throws(RecordsError) {
            try builder.copy(source, unpackedInto: &scratch, maxBytes: maxUnpackedBytes)
            // Where append time is wanted it is stamped afterwards; a client has none to set.
            builder.appendTime = nil
            try builder.seal()
        } catch {
            return .undecodable
        }
        guard builder.bytes.byteCount <= maxBytes else { return .tooLarge }
        builder.withUnsafeMutableBytes(body)
        return nil
    }
}
