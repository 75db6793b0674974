import ClientCore

/// Who waits for the acknowledgement of some records of one partition.
enum Claim: Sendable {
    /// One record.
    case record(Waiter<KafkaAcknowledgement>)
    /// Several, perhaps of several partitions.
    case block(BlockDelivery)

    func isSame(as other: Claim) -> Bool {
        if case .block(let mine) = self, case .block(let theirs) = other { return mine === theirs }
        return false
    }
}

/// Which callers wait for which records. Batches of a partition are reported in the order of their records, so a record
/// is known by its place in that order: no record carries anything.
struct DeliveryLedger {
    private struct Entry {
        let first: UInt64
        var end: UInt64
        let claim: Claim
    }

    private struct Account {
        var appended: UInt64 = 0
        var reported: UInt64 = 0
        /// In order; those before `head` are done.
        var entries: [Entry] = []
        var head = 0

        /// Drops the entries that are done, now and then.
        mutating func compact() {
            if head == entries.count {
                entries.removeAll(keepingCapacity: true)
                head = 0
            } else if head > 256, head * 2 > entries.count {
                entries.removeFirst(head)
                head = 0
            }
        }
    }

    private struct FlushWait {
        var targets: [Int: UInt64]
        let waiter: Waiter<Void>
    }

    private var numbers: [TopicPartition: Int] = [:]
    private var accounts: [Account] = []
    private var cache: [[Int]] = []
    private var flushes: [FlushWait] = []

    /// Records without a claim that failed since `takeLoss`, and the first one's error.
    private var lost: (count: Int, error: ClientError)?

    /// The account of a partition, found by numbers in the way of every record.
    private mutating func account(_ topic: Int, _ name: String, _ partition: Int32) -> Int {
        while cache.count <= topic { cache.append([]) }
        let index = Int(partition)
        while cache[topic].count <= index {
            numbers[TopicPartition(name, Int32(cache[topic].count))] = accounts.count
            cache[topic].append(accounts.count)
            accounts.append(Account())
        }
        return cache[topic][index]
    }

    /// A record was put into a batch of a partition.
    mutating func appended(_ topic: Int, _ name: String, _ partition: Int32, claim: Claim?) {
        let number = account(topic, name, partition)
        let ordinal = accounts[number].appended
        accounts[number].appended += 1
        guard let claim else { return }
        if let last = accounts[number].entries.last, last.end == ordinal, last.claim.isSame(as: claim) {
            accounts[number].entries[accounts[number].entries.count - 1].end += 1
        } else {
            accounts[number].entries.append(Entry(first: ordinal, end: ordinal + 1, claim: claim))
        }
    }

    /// A batch has its result: those who wait for its records are told. The calls to resume are collected in `done`, for
    /// they must not happen under a lock.
    mutating func reported(_ result: BatchResult, _ done: inout [() -> Void]) {
        guard let number = numbers[result.partition] else { return }
        let base = accounts[number].reported
        let end = base + UInt64(result.recordCount)
        accounts[number].reported = end
        var claimed = 0
        while accounts[number].head < accounts[number].entries.count {
            let entry = accounts[number].entries[accounts[number].head]
            let (first, last) = (max(entry.first, base), min(entry.end, end))
            guard first < last else { break }
            claimed += Int(last - first)
            DeliveryLedger.tell(entry.claim, result, at: first - base, count: Int(last - first), &done)
            guard entry.end <= end else { break }
            accounts[number].head += 1
        }
        accounts[number].compact()
        if let error = result.error, claimed < result.recordCount {
            lost = (result.recordCount - claimed + (lost?.count ?? 0), lost?.error ?? error)
        }
        finishFlushes(number, end, &done)
    }

    private static func tell(
        _ claim: Claim, _ result: BatchResult, at index: UInt64, count: Int, _ done: inout [() -> Void]
    ) {
        switch claim {
        case .block(let block): block.reported(count, result.error, &done)
        case .record(let waiter):
            if let error = result.error {
                done.append { waiter.resume(.failure(error)) }
                return
            }
            let acknowledgement = KafkaAcknowledgement(
                partition: result.partition, offset: result.baseOffset < 0 ? -1 : result.baseOffset &+ Int64(index),
                appendTime: result.appendTime < 0 ? nil : Timestamp(milliseconds: result.appendTime))
            done.append { waiter.resume(.success(acknowledgement)) }
        }
    }

    // MARK: Flush

    /// Has a caller wait until everything appended so far has its result.
    ///
    /// - Returns: false where all of it has.
    mutating func flush(_ waiter: Waiter<Void>) -> Bool {
        var targets: [Int: UInt64] = [:]
        for (number, account) in accounts.enumerated() where account.reported < account.appended {
            targets[number] = account.appended
        }
        guard !targets.isEmpty else { return false }
        flushes.append(FlushWait(targets: targets, waiter: waiter))
        return true
    }

    /// Whether anybody waits for a flush.
    var isFlushing: Bool { !flushes.isEmpty }

    private mutating func finishFlushes(_ number: Int, _ end: UInt64, _ done: inout [() -> Void]) {
        guard !flushes.isEmpty else { return }
        for index in flushes.indices {
            guard let target = flushes[index].targets[number], end >= target else { continue }
            flushes[index].targets[number] = nil
            let waiter = flushes[index].waiter
            if flushes[index].targets.isEmpty { done.append { waiter.resume() } }
        }
        flushes.removeAll { $0.targets.isEmpty }
    }

    /// The caller waits no more.
    mutating func forgetFlush(_ waiter: Waiter<Void>) { flushes.removeAll { $0.waiter === waiter } }

    /// Takes how many records nobody waited for failed, and why the first did; nil for none.
    mutating func takeLoss() -> (count: Int, error: ClientError)? {
        defer { lost = nil }
        return lost
    }

    /// Everybody who waits is told that it is over.
    mutating func end(_ error: ClientError, _ done: inout [() -> Void]) {
        for number in accounts.indices {
            for entry in accounts[number].entries[accounts[number].head...] {
                switch entry.claim {
                case .record(let waiter): done.append { waiter.resume(.failure(error)) }
                case .block(let block): block.reported(Int(entry.end - entry.first), error, &done)
                }
            }
            accounts[number].entries = []
            accounts[number].head = 0
        }
        for flush in flushes { done.append { flush.waiter.resume(.failure(error)) } }
        flushes = []
    }
}

/// A caller that waits for many records. Its counts are changed under the producer's lock only, hence unchecked.
final class BlockDelivery: @unchecked Sendable {
    let waiter = Waiter<Void>()
    private var open = 0
    private var isComplete = false
    private var error: ClientError?

    /// A record was appended for it.
    func appended() { open += 1 }

    /// All its records are appended.
    ///
    /// - Returns: whether all have been reported as well; then nobody calls `waiter`.
    func complete() -> (isDone: Bool, error: ClientError?) {
        isComplete = true
        return (open == 0, error)
    }

    func reported(_ count: Int, _ error: ClientError?, _ done: inout [() -> Void]) {
        open -= count
        self.error = self.error ?? error
        guard open == 0, isComplete else { return }
        let result: Result<Void, any Error> = self.error.map { .failure($0) } ?? .success(())
        done.append { [waiter] in waiter.resume(result) }
    }
}
