import Binary
import ClientCore
import Records

/// Writes fetched records to standard output.
struct RecordPrinter {
    private let format: RecordFormat
    private let limit: Int
    private(set) var count = 0
    private var progress = Progress("records")

    init(_ format: RecordFormat, limit: Int) {
        self.format = format
        self.limit = limit
    }

    /// Whether as many records were written as were asked for.
    var isDone: Bool { count >= limit }

    /// Writes a batch's records, as far as they are wanted.
    mutating func write(
        _ batch: FetchedBatch, highWatermark: Int64, _ scratch: inout BinaryWriter, _ output: inout BinaryWriter
    ) throws(Failure) {
        var context = RecordContext(topic: batch.partition.topic, partition: batch.partition.partition)
        context.highWatermark = highWatermark
        output.removeAll()
        let before = count
        do throws(ClientError) {
            try batch.forEachRecord(&scratch) { record in
                context.index = Int64(count)
                format.write(record, of: batch.header, context, to: &output)
                count += 1
                return !isDone
            }
        } catch { throw Failure(error) }
        output.withUnsafeBytes { Output.standard.write($0) }
        progress.add(count - before, bytes: batch.sizeInBytes)
    }

    /// Ends the figures on the terminal.
    mutating func finish() { progress.finish() }
}
