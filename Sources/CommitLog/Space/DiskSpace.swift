import Synchronization
import World

/// Watches the space of a data directory: refuses records before the file system has none left, and keeps a reserve for
/// what must be written all the same. Any thread may call it.
///
/// Nobody asks the system per append. What is appended is counted, and held against what was free at the last look; a
/// look is due when half of that is used, while records are refused, after deletions, and at each `maintain`.
///
/// Bytes appended since the last look count as not yet written, and so does what an F-topic has not synced. For other
/// topics the kernel writes when it likes; ext4, XFS and btrfs take their space at the write, so it is in what they call
/// free.
public final class DiskSpace: Sendable {
    /// How long a look waits that an append has asked for; longer while every refused request asks.
    private static let delays: (soon: Int64, refused: Int64) = (10_000_000, 100_000_000)
    /// Between two pieces of the reserve.
    private static let growthDelay: Int64 = 20_000_000

    private let path: String
    private let options: SpaceOptions
    private let world: LogWorld
    private let reserve: Mutex<Reserve>
    /// Asks the logs for what an F-topic has not synced.
    private let unsynced = Mutex<@Sendable () -> Int64>({ 0 })

    /// Bytes appended since the start.
    private let appended = Atomic<Int64>(0)
    /// Where `appended` may not go on, and where somebody should look again.
    private let limit = Atomic<Int64>(.max)
    private let lookAt = Atomic<Int64>(.max)
    private let isAsked = Atomic<Bool>(false)
    private let isGrowing = Atomic<Bool>(false)
    private let isStopped = Atomic<Bool>(false)
    /// What was told last.
    private let isFull = Atomic<Bool>(false)

    /// Watches the directory at `path`, which exists.
    init(_ path: String, _ options: SpaceOptions, _ world: LogWorld) throws(LogError) {
        self.path = path
        self.options = options
        self.world = world
        reserve = Mutex(
            try onDisk(path) { () throws(DiskError) in
                try Reserve(in: path, size: options.reserveBytes, of: world.disk)
            })
        _ = measure()
    }

    /// Takes the way to the logs, which are opened later.
    func watch(_ unsynced: @escaping @Sendable () -> Int64) { self.unsynced.withLock { $0 = unsynced } }

    /// The disk for what must be written whatever happens: where the file system has no space left, the reserve is given
    /// back, and the operation tried once more.
    func reserveDisk(over disk: any Disk) -> any Disk { ReserveDisk(base: disk, space: self) }

    // MARK: For appends

    /// Whether records may be appended.
    @inline(__always)
    var hasRoom: Bool { appended.load(ordering: .relaxed) < limit.load(ordering: .relaxed) }

    /// Whether so many bytes could be written now without what is kept free.
    func hasRoom(for bytes: Int64) -> Bool {
        let (sum, overflow) = appended.load(ordering: .relaxed).addingReportingOverflow(bytes)
        return !overflow && sum < limit.load(ordering: .relaxed)
    }

    /// Counts what was appended.
    @inline(__always)
    func took(_ bytes: Int) {
        let total = appended.wrappingAdd(Int64(bytes), ordering: .relaxed).newValue
        if total >= lookAt.load(ordering: .relaxed) { lookSoon() }
    }

    /// Why an append is refused; has somebody look whether that is still so.
    func refusal(_ subject: String) -> LogError {
        lookSoon()
        return LogError(
            .outOfSpace, subject,
            "less than \(mebibytes(options.keptFreeBytes)) of the file system are left; records are refused until there is more"
        )
    }

    private func lookSoon() {
        guard !isAsked.exchange(true, ordering: .relaxed) else { return }
        world.jobs.submit(.background, afterNanoseconds: hasRoom ? Self.delays.soon : Self.delays.refused) {
            [weak self] in self?.look()
        }
    }

    // MARK: For upkeep

    /// Looks how much is free, and gives back or makes again the reserve. Calls the file system, and may write a piece
    /// of the reserve; not for an event loop.
    func look() {
        isAsked.store(false, ordering: .relaxed)
        guard !isStopped.load(ordering: .relaxed), let found = measure() else { return }
        if found.free < options.keptFreeBytes / 2 {
            release("\(mebibytes(found.free)) are free")
        } else if found.room >= 0, reserve.withLock({ $0.owed > 0 }), !isGrowing.exchange(true, ordering: .relaxed) {
            grow()
        }
    }

    /// Gives the reserve back, whose space metadata, checkpoints and deletions need now; false where there is none.
    @discardableResult
    func release(_ why: String) -> Bool {
        guard reserve.withLock({ $0.release(on: world.disk) }) else { return false }
        // What was given back is not for records.
        _ = measure()
        world.events.emit(
            Event(.warning, "disk.reserve", "\(path): \(why); \(Reserve.name) is given back until there is more space"))
        return true
    }

    /// Makes no more of the reserve.
    func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Asks the file system, and sets how much may be appended; nil where it does not answer: then writes will tell.
    private func measure() -> (free: Int64, room: Int64)? {
        // Read first: what is appended meanwhile counts twice rather than not at all.
        let before = appended.load(ordering: .relaxed)
        guard options != .none, let free = try? world.disk.freeSpace(path) else { return nil }
        let unsynced = unsynced.withLock { $0 }()
        let owed = reserve.withLock { $0.owed }
        let room = free.subtractingClamped(options.keptFreeBytes).subtractingClamped(owed).subtractingClamped(unsynced)
        limit.store(before.addingClamped(max(0, room)), ordering: .relaxed)
        lookAt.store(before.addingClamped(max(0, room / 2)), ordering: .relaxed)
        if isFull.exchange(room <= 0, ordering: .relaxed) != (room <= 0) {
            tell(isFull: room <= 0, free, kept: free - room)
        }
        return (free, room)
    }

    private func grow() {
        let isDone = reserve.withLock { reserve in
            reserve.grow(on: world.disk, world.random)
            return reserve.owed == 0
        }
        isGrowing.store(false, ordering: .relaxed)
        if isDone {
            if reserve.withLock({ $0.isGivenUp }) {
                world.events.emit(Event(.warning, "disk.reserve", "\(path): \(Reserve.name) could not be written"))
            }
            return
        }
        world.jobs.submit(.background, afterNanoseconds: Self.growthDelay) { [weak self] in self?.look() }
    }

    private func tell(isFull: Bool, _ free: Int64, kept: Int64) {
        let event =
            isFull
            ? Event(
                .error, "disk.full",
                "\(path): \(mebibytes(free)) are free, \(mebibytes(kept)) are kept; records are "
                    + "refused: delete topics, lower retention.ms or retention.bytes, or make the file system larger")
            : Event(.info, "disk.space", "\(path): \(mebibytes(free)) are free; records are taken again")
        world.events.emit(event)
    }

    private func mebibytes(_ bytes: Int64) -> String {
        bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
    }
}

extension Int64 {
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }

    fileprivate func subtractingClamped(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other > 0 ? .min : .max) : difference
    }
}
