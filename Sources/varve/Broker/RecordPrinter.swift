import Binary
import ClientCore
import Records

/// Writes fetched records to standard output.
struct RecordPrinter {
    private let format: RecordFormat
    private let limit: Int
    private(set) var count = 0
    /// The offset after the last record written of the last batch.
    private(set) var nextOffset: Int64 = 0
    private var progress = Progress("records")

    init(_ format: RecordFormat, limit: Int) {
        self.format = format
        self.limit = limit
    }

    /// Whether as many records were written as were asked for.
    var isDone: Bool { count >= limit }

    /// Writes a batch's records, as far as they are wanted.
    ///
    /// - Throws: also where a record does not fit the format; those before it were written.
    mutating func write(
        _ batch: FetchedBatch, _ scratch: inout BinaryWriter, _ output: inout BinaryWriter
    ) throws(Failure) {
        var context = RecordContext(batch)
        output.removeAll()
        let before = count
        nextOffset = batch.firstOffset
        var misfit: Failure?
        do throws(ClientError) {
            try batch.forEachRecord(&scratch) { record in
                misfit = format.misfit(record, context)
                guard misfit == nil else { return false }
                context.index = Int64(count)
                format.write(record, of: batch.header, context, to: &output)
                count += 1
                nextOffset = record.offset + 1
                return !isDone
            }
        } catch { throw Failure(error) }
        output.withUnsafeBytes { Output.standard.write($0) }
        progress.add(count - before, bytes: batch.sizeInBytes)
        if let misfit { throw misfit }
    }

    /// Ends the figures on the terminal.
    mutating func finish() { progress.finish() }
}

extension RecordContext {
    /// What a fetched batch tells beside its records.
    init(_ batch: FetchedBatch) {
        topic = batch.partition.topic
        partition = batch.partition.partition
        logStart = batch.bounds.start
        lastStable = batch.bounds.lastStable
        highWatermark = batch.bounds.highWatermark
    }
}
