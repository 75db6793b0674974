import CommitLog
import Posix
import Synchronization
import World

/// Looks after the data directory every now and then: retention, indexes, checkpoints.
final class Upkeep: Sendable {
    private static let intervalNanoseconds: Int64 = 5_000_000_000

    private let directory: LogDirectory
    private let jobs: any Jobs
    private let isOver = Atomic<Bool>(false)

    init(_ directory: LogDirectory, _ jobs: any Jobs) {
        self.directory = directory
        self.jobs = jobs
    }

    /// Unlinks what an earlier life left, and begins the rounds.
    func begin() {
        jobs.submit(.background) { [directory] in
            do throws(LogError) { try directory.removeDeletedFolders() } catch {
                directory.world.events.emit(Event(.warning, "node.upkeep", "\(error)"))
            }
        } completion: {
        }
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
            next()
        }
    }
}
