import CommitLog
import Records
import World

extension Partition {
    /// Appends a sealed batch that the broker itself has made, as the leader of `epoch`; answers the offset after it.
    ///
    /// - Throws: also the reason for which the log refused the batch alone.
    func append(
        _ builder: inout RecordBatchBuilder, _ rules: BatchRules, epoch: Int32, now: Timestamp, _ wakes: inout Wakes
    ) throws(LogError) -> Int64 {
        guard let header = RecordBatchHeader(builder.bytes) else {
            throw LogError(.invalidRecord, log.path, "a batch without a header")
        }
        var failure: LogError?
        var outcome = AppendOutcome.staged
        builder.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            var staged = StagedBatch(base, header, rules: rules)
            do throws(LogError) {
                let result = try withUnsafeMutablePointer(to: &staged) { pointer throws(LogError) in
                    try append(UnsafeMutableBufferPointer(start: pointer, count: 1), epoch: epoch, now: now, &wakes)
                }
                failure = result.failure
                outcome = staged.outcome
            } catch {
                failure = error
            }
        }
        switch outcome {
        case .appended(let base): return base + Int64(header.lastOffsetDelta) + 1
        case .refused(let code): throw failure ?? LogError(code, log.path, "the log refused the broker's own batch")
        default: throw failure ?? LogError(.invalidRecord, log.path, "the log did not take the broker's own batch")
        }
    }
}
