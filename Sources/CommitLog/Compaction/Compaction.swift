import Synchronization
import World

/// Compacts the logs of one data directory, one after another, in small jobs on a lane of its own. Any thread may call
/// it.
public final class Compaction: Sendable {
    private struct State {
        var compactor = Compactor(CompactionOptions())
        var round: CompactionRound?
        var hasBegun = false
        var isOver = false
    }

    private let world: LogWorld
    private let directory: DirectoryReference
    private let state = Mutex(State())

    init(_ directory: DirectoryReference, _ world: LogWorld) {
        self.directory = directory
        self.world = world
    }

    /// Begins to look for work every now and then. Called again it takes the new settings.
    public func begin(_ options: CompactionOptions) {
        let isFirst = state.withLock { state in
            state.compactor.options = options
            defer { state.hasBegun = true }
            return !state.hasBegun
        }
        if isFirst { lookLater() }
    }

    /// Ends for good; waits for a step under way, and leaves nothing half-written.
    public func end() {
        let round = state.withLock { state in
            state.isOver = true
            return state.round
        }
        round?.abandon()
    }

    /// Why logs are not compacted although they should be, by topic and partition.
    public var setbacks: [LogError] {
        let logs = directory.value?.logs ?? []
        let setbacks = state.withLock { $0.compactor.setbacks }
        return logs.compactMap { setbacks[$0.identity]?.error }
    }

    /// Compacts all there is to compact, on this thread: for programs without jobs of their own, and for tests. Not for
    /// an event loop.
    func run() {
        while let round = look() { while step(round) != nil {} }
    }

    // MARK: The way of the work

    private func lookLater() {
        let wait = state.withLock { max(1, $0.compactor.options.backoffMilliseconds) }
        let (nanoseconds, overflow) = wait.multipliedReportingOverflow(by: 1_000_000)
        world.jobs.submit(.compaction, afterNanoseconds: overflow ? .max / 2 : nanoseconds) { [weak self] in
            guard let self, !state.withLock({ $0.isOver }) else { return }
            if let round = look() { go(on: round, after: 0) } else { lookLater() }
        }
    }

    private func go(on round: CompactionRound, after nanoseconds: Int64) {
        world.jobs.submit(.compaction, afterNanoseconds: nanoseconds) { [weak self] in
            guard let self, !state.withLock({ $0.isOver }) else { return }
            if let bytes = step(round) {
                go(on: round, after: pause(after: bytes))
            } else if let next = look() {
                go(on: next, after: 0)
            } else {
                lookLater()
            }
        }
    }

    /// How long to rest after a step that moved so many bytes, in nanoseconds.
    private func pause(after bytes: Int) -> Int64 {
        let rate = state.withLock { $0.compactor.options.bytesPerSecond }
        let nanoseconds = Double(bytes) / max(rate, 1) * 1e9
        return nanoseconds < 1e15 ? Int64(nanoseconds) : 1_000_000_000_000_000
    }

    /// The next round; nil where there is nothing to do.
    private func look() -> CompactionRound? {
        guard let directory = directory.value else { return nil }
        let now = world.clock.wall
        let logs = directory.logs
        state.withLock { $0.compactor.keep(only: logs) }
        // The one with a setback is passed over next time.
        while true {
            let (compactor, isOver) = state.withLock { ($0.compactor, $0.isOver) }
            guard compactor.options.isOn, !isOver else { return nil }
            let found = compactor.next(logs, now: now)
            for log in found.toFlush { directory.flusher.request(log, nil) }
            for (log, error) in found.failed { failed(log, error) }
            guard let best = found.best else { return nil }
            do throws(LogError) {
                guard let input = try best.log.compactionInput(now: now) else { return nil }
                let round = CompactionRound(
                    best.log, input, maxKeyBytes: compactor.options.keyBytes,
                    hasher: KeyHasher(world.random.next(), world.random.next()), now: now)
                state.withLock { $0.round = round }
                return round
            } catch {
                failed(best.log, error)
                if error.code == .fenced || error.code == .offline { return nil }
            }
        }
    }

    /// Does a step of a round; answers the bytes it moved, nil where the round is over.
    private func step(_ round: CompactionRound) -> Int? {
        do throws(LogError) {
            switch try round.step() {
            case .again(let bytes): return bytes
            case .done(let result): try finished(round.log, result)
            }
        } catch {
            failed(round.log, error)
        }
        state.withLock { $0.round = nil }
        return nil
    }

    private func finished(_ log: PartitionLog, _ result: CompactionResult) throws(LogError) {
        state.withLock { $0.compactor.succeeded(log) }
        try directory.value?.compacted(log)
        let counts = result.counts
        var text =
            "\(log.path): \(counts.recordsRead) records of \(counts.bytesRead) bytes became \(counts.recordsKept) of "
            + "\(counts.bytesKept), \(result.segmentsBefore) segments \(result.segmentsAfter); compacted up to offset "
            + "\(result.end)"
        if result.isPartial { text += " (more keys than log.cleaner.dedupe.buffer.size has room for: to be continued)" }
        world.events.emit(Event(.info, "log.compaction", text))
        guard counts.keylessRecords > 0 else { return }
        world.events.emit(
            Event(
                .warning, "log.keyless",
                "\(log.path): \(counts.keylessRecords) records without a key were removed by compaction"))
    }

    private func failed(_ log: PartitionLog, _ error: LogError) {
        let now = world.clock.wall
        guard let setback = state.withLock({ $0.compactor.failed(log, error, now: now) }) else { return }
        world.events.emit(
            Event(
                error.code == .outOfSpace ? .warning : .error, "log.uncleanable",
                "\(log.path) is not compacted: \(error.detail); failed \(setback.failures) times, tried again in "
                    + "\((setback.retryAt &- now.milliseconds) / 1000) s"))
    }
}
