import Records

/// Where a producer stands with the transaction that its next batch belongs to.
public enum TransactionStanding: Hashable, Sendable {
    /// The transaction is open in this log, was verified, or the append itself will say what is wrong.
    case settled
    /// Its coordinator has to be asked; the token goes to `PartitionLog.verified`.
    case unknown(token: UInt64)
}

/// The transactions that producers are about to begin in a log, and whether their coordinator was found to know them
/// (KIP-890).
///
/// A token ties an answer to the question: an answer that comes after a marker says nothing about the transaction that
/// follows it.
struct TransactionVerifications: Sendable {
    struct Verification: Sendable {
        let epoch: Int16
        let token: UInt64
        var isVerified = false
        /// The least sequence number that was asked about: of a producer that the log does not know, a later one must
        /// not come first because the answer about the earlier one was an error to be tried again.
        var lowestSequence: Int32
        /// When it was last asked about.
        var lastSeen: Int64
    }

    private var byProducer: [Int64: Verification] = [:]
    private var lastToken: UInt64 = 0

    subscript(id: Int64) -> Verification? { byProducer[id] }

    /// Whether a batch may begin a transaction.
    func allows(_ header: RecordBatchHeader, _ rules: BatchRules) -> Bool {
        guard rules.contains(.verifiedTransaction) else { return true }
        guard let found = byProducer[header.producerId] else { return false }
        return found.isVerified && found.epoch == header.producerEpoch
    }

    mutating func begin(_ id: Int64, epoch: Int16, sequence: Int32, now: Int64) -> TransactionStanding {
        if var found = byProducer[id], found.epoch >= epoch {
            guard found.epoch == epoch else { return .settled }
            found.lowestSequence = min(found.lowestSequence, sequence)
            found.lastSeen = now
            byProducer[id] = found
            return found.isVerified ? .settled : .unknown(token: found.token)
        }
        lastToken &+= 1
        byProducer[id] = Verification(epoch: epoch, token: lastToken, lowestSequence: sequence, lastSeen: now)
        return .unknown(token: lastToken)
    }

    mutating func confirm(_ id: Int64, epoch: Int16, token: UInt64) -> Bool {
        guard let found = byProducer[id], found.epoch == epoch, found.token == token else { return false }
        byProducer[id]?.isVerified = true
        return true
    }

    /// The coordinator does not know the transaction, for good.
    mutating func refuse(_ id: Int64, token: UInt64) {
        if byProducer[id]?.token == token { byProducer[id] = nil }
    }

    mutating func end(_ id: Int64) { byProducer[id] = nil }

    mutating func expire(now: Int64, after milliseconds: Int64) {
        if !byProducer.isEmpty { byProducer = byProducer.filter { now &- $0.value.lastSeen < milliseconds } }
    }
}
