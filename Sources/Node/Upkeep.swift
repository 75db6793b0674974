import CommitLog
import Posix
import Synchronization
import World

/// Looks after the data directory every now and then: retention, indexes, checkpoints; and keeps compaction going.
final class Upkeep: Sendable {
    private static let intervalNanoseconds: Int64 = 5_000_000_000

    private let directory: LogDirectory
    private let jobs: any Jobs
    /// How logs are to be compacted, by the settings of the moment.
    private let compaction: @Sendable () -> CompactionOptions
    private let isOver = Atomic<Bool>(false)

    init(_ directory: LogDirectory, _ jobs: any Jobs, compaction: @escaping @Sendable () -> CompactionOptions) {
        self.directory = directory
        self.jobs = jobs
        self.compaction = compaction
    }

    /// Unlinks what an earlier life left, and begins the rounds.
    func begin() {
        jobs.submit(.background) { [directory] in
            do throws(LogError) { try directory.removeDeletedFolders() } catch {
                directory.world.events.emit(Event(.warning, "node.upkeep", "\(error)"))
            }
        } completion: {
        }
        directory.compaction.begin(compaction())
        next()
    }

    /// Begins no further round.
    func end() { isOver.store(true, ordering: .relaxed) }

    private func next() {
        jobs.submit(.background, afterNanoseconds: Upkeep.intervalNanoseconds) { [weak self] in
            guard let self, !isOver.load(ordering: .relaxed) else { return }
            do throws(LogError) { try directory.maintain() } catch {
                directory.world.events.emit(Event(.error, "node.upkeep", "\(error)"))
            }
            directory.compaction.begin(compaction())
            next()
        }
    }
}
