import Metadata
import Quorum
import World

// Committed state on its way to the loops, and into snapshots.
extension ControlPlane {
    /// Publishes the newest committed state, one image at a time: what commits meanwhile goes into the next.
    func publish() {
        guard let life, !isPublishing, applied.endOffset > publishedEnd else { return }
        isPublishing = true
        let image = ClusterImage(
            state: replay.state, offset: applied.endOffset - 1, epoch: applied.epoch,
            kraftVersion: raft.kraftVersion)
        life.publisher.publish(image, replay.takeDelta()) { [self] in
            world.loop.execute { [self] in
                isPublishing = false
                publishedEnd = image.offset + 1
                setImage(image)
                resolveReplies()
                publish()
            }
        }
    }

    /// Writes a snapshot when enough has been committed since the last one, or long enough ago.
    func snapshotIfDue() {
        let now = world.clock.monotonic
        guard !replay.isInTransaction,
            snapshots.isDue(applied, now: now, bytes: options.snapshotBytes, intervalMs: options.snapshotIntervalMs)
        else { return }
        snapshots.began(applied, now: now)
        storage.add(
            .snapshot(
                SnapshotWork(
                    id: applied, state: replay.state, voters: raft.voters, kraftVersion: raft.kraftVersion,
                    lastTimestamp: appliedTimestamp, now: world.clock.wall)))
    }
}

/// When the next snapshot is due.
struct SnapshotSchedule {
    /// Bytes of records committed since the last one.
    var bytes = 0
    private var last: SnapshotID
    private var time: Instant

    init(last: SnapshotID, at time: Instant) {
        self.last = last
        self.time = time
    }

    func isDue(_ applied: SnapshotID, now: Instant, bytes limit: Int, intervalMs: Int64) -> Bool {
        guard applied > last, bytes > 0 else { return false }
        return bytes >= limit || intervalMs > 0 && now.milliseconds(since: time) >= intervalMs
    }

    mutating func began(_ id: SnapshotID, now: Instant) {
        last = id
        time = now
        bytes = 0
    }
}
