import Records

/// Follows the transactions of a log while its batches are walked in order, and tells which of them were aborted and
/// whose markers are needed no more (Kafka's CleanedTransactionMetadata).
struct TransactionTrail {
    /// Aborted transactions that have not begun yet, the next one last.
    private var upcoming: [AbortedTransaction]
    /// Those that have begun, by producer, and whether a batch of theirs was met.
    private var aborted: [Int64: (transaction: AbortedTransaction, wasMet: Bool)] = [:]
    /// Producers of whose transaction, which was committed, a batch was met.
    private var committed: Set<Int64> = []
    /// Aborted transactions whose marker was met and has to stay, in the markers' order.
    private(set) var kept: [AbortedTransaction] = []

    /// A walk in which these transactions, and no others, were aborted.
    init(_ transactions: [AbortedTransaction]) {
        upcoming = transactions.sorted { ($0.firstOffset, $0.lastOffset) > ($1.firstOffset, $1.lastOffset) }
    }

    /// Notes a batch of records; answers whether it belongs to a transaction that was aborted.
    mutating func isAborted(_ header: RecordBatchHeader) -> Bool {
        begin(upTo: header.lastOffset)
        guard header.isTransactional else { return false }
        if aborted[header.producerId] != nil {
            aborted[header.producerId]?.wasMet = true
            return true
        }
        committed.insert(header.producerId)
        return false
    }

    /// Notes a control batch; answers whether no batch of the transaction that it ends was met: then nobody needs it.
    mutating func isObsolete(_ header: RecordBatchHeader, _ marker: TransactionMarker?) -> Bool {
        begin(upTo: header.lastOffset)
        // One that was emptied says nothing any more.
        guard let marker else { return header.recordCount == 0 }
        guard !marker.isCommit else { return committed.remove(header.producerId) == nil }
        guard let ended = aborted.removeValue(forKey: header.producerId), ended.wasMet else { return true }
        kept.append(ended.transaction)
        return false
    }

    /// Forgets which entries were kept: they have been written.
    mutating func takeKept() -> [AbortedTransaction] {
        defer { kept = [] }
        return kept
    }

    private mutating func begin(upTo offset: Int64) {
        while let next = upcoming.last, next.firstOffset <= offset {
            upcoming.removeLast()
            if aborted[next.producerId] == nil { aborted[next.producerId] = (next, false) }
        }
    }
}
