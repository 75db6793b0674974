public import Binary
public import World

extension PartitionLog {
    /// Opens the log of a partition in the folder `topic-partition` of a data directory, and makes what is missing:
    /// folder, `partition.metadata` (before anything else is in it), first segment. Reads, and after an unclean end
    /// writes and syncs; not for an event loop.
    ///
    /// The log begins `.offline`.
    ///
    /// - Parameters:
    ///   - topicId: the topic's id; a folder that has another is refused. nil takes the folder's, or makes one of
    ///     `random`.
    ///   - foundId: what `partition.metadata` says, where it was read already.
    ///   - claims: what the directory's checkpoints and journal say.
    ///   - journal: hears of truncation before it happens.
    ///   - space: refuses records while the file system is nearly full, and gives a reserve for everything else.
    /// - Throws: `.storage` where a read failed: that is never taken for the end of the log; `.unsupported`.
    public static func open(
        _ topic: String, _ partition: Int32, in directory: String, of disk: any Disk, topicId: Uuid?,
        foundId: Uuid? = nil, options: LogOptions = LogOptions(), claims: LogClaims = LogClaims(),
        journal: Journal? = nil,
        space: DiskSpace? = nil, events: any EventSink, now: Timestamp, random: any Random
    ) throws(LogError) -> PartitionLog {
        let store = SegmentStore(
            disk: space?.reserveDisk(over: disk) ?? disk, logDisk: disk, path: "\(directory)/\(topic)-\(partition)")
        let id = try prepareFolder(store, in: directory, topicId: topicId, foundId: foundId, random: random)
        var recovery = Recovery(store, options: options, claims: claims, events: events, now: now.milliseconds)
        let opened = try recovery.run()
        if !recovery.replacedSegments.isEmpty {
            let identity = LogIdentity(topicId: id, partition: partition)
            try journal?.replaced(identity, recovery.replacedSegments.sorted())
        }
        var state = LogState(opened, store: store, options: options)
        state.cleanedOffset = claims.cleanedOffset
        if state.active.size > 0 { state.activeSince = now.milliseconds }
        state.raiseHighWatermark(to: claims.highWatermark ?? opened.start)
        state.refreshStable()
        state.checkInvariants()
        return PartitionLog(
            topic: topic, partition: partition, topicId: id, store: store, journal: journal, space: space,
            events: events, state: state)
    }

    /// Makes folder and `partition.metadata` where they are missing; answers the topic's id.
    private static func prepareFolder(
        _ store: SegmentStore, in directory: String, topicId: Uuid?, foundId: Uuid?, random: any Random
    ) throws(LogError) -> Uuid {
        if foundId == nil, !store.disk.exists(store.path) {
            try onDisk(store.path) { () throws(DiskError) in
                try store.disk.makeDirectory(store.path)
                try store.disk.syncDirectory(directory)
            }
        }
        var found = foundId
        if found == nil { found = try PartitionMetadata.read(store.path, of: store.disk) }
        if let found {
            guard topicId == nil || topicId == found else {
                throw LogError(.unsupported, store.path, "the folder is of the topic with id \(found)")
            }
            return found
        }
        let id = topicId ?? Uuid.random { random.next() }
        try PartitionMetadata.write(id, store.path, of: store.disk)
        return id
    }

    /// What has to be done now and then, whether or not something is appended: rolls a segment that is too old,
    /// forgets silent producers, writes indexes and epochs, closes files that nobody used since the last call, and
    /// moves the recovery point. Writes and syncs; not for an event loop, and one call at a time.
    ///
    /// - Returns: the recovery point for the directory's checkpoint.
    public func maintain(now: Timestamp) throws(LogError) -> Int64 {
        let (files, epochs, damage, candidate) = try locked { (state) throws(LogError) in
            let files = try state.tidy(now: now.milliseconds)
            // Closed segments are in tickets until their sync has returned; below the active one all is durable then.
            let candidate = state.durable >= state.active.base ? state.active.base : state.recoveryPoint
            let damage = state.damageIsDirty ? state.damage : nil
            state.damageIsDirty = false
            return (files, state.epochs.isDirty ? state.epochs : nil, damage, candidate)
        }
        try onDisk(path) { () throws(DiskError) in
            for file in files { try file.sync() }
            if let epochs { try store.disk.replace(EpochHistory.name, in: path, with: epochs.encoded()) }
        }
        if let damage { try DamageFile.write(damage, store) }
        try flushIdle()
        return try locked { (state) throws(LogError) in
            if let epochs, state.epochs == epochs { state.epochs.isDirty = false }
            if !state.epochs.isDirty { state.recoveryPoint = min(max(state.recoveryPoint, candidate), state.durable) }
            return state.recoveryPoint
        }
    }

    /// Makes a log durable that is acknowledged before it is, and that nobody has used since the last call: its file can
    /// be closed then, and a crash costs nothing.
    private func flushIdle() throws(LogError) {
        let ticket = try locked { (state) throws(LogError) in try state.isIdleUnflushed ? state.takeFlush() : nil }
        guard let ticket else { return }
        do throws(LogError) {
            try onDisk(path) { () throws(DiskError) in
                for file in ticket.files { try file.sync() }
                if ticket.needsFolderSync { try store.disk.syncDirectory(path) }
            }
        } catch {
            fail(error)
            throw error
        }
        _ = flushed(ticket)
    }

    /// Removes segments that retention allows to go: first the log's start moves, then names change, then, outside the
    /// lock, space is given back. Not for an event loop.
    ///
    /// - Returns: nil where nothing went.
    public func retain(now: Timestamp) throws(LogError) -> RetentionResult? {
        let result = try arranging { () throws(LogError) -> RetentionResult? in
            let result = try locked { (state) throws(LogError) in try state.retain(now: now.milliseconds) }
            if let result { try remove(result.garbage) }
            return result
        }
        guard let result else { return nil }
        events.emit(
            Event(
                .info, "log.retention",
                "\(path): \(result.segments) segments of \(result.bytes) bytes removed (\(result.reason.rawValue)); "
                    + "the log begins at \(result.start)"))
        return result
    }

    /// Removes what is at or after `offset`, as a follower of `epoch` whose leader has another history. A batch that
    /// holds `offset` goes as a whole; answers the ends afterwards. Not for an event loop.
    ///
    /// - Throws: `.fenced`; after any other error the log has failed.
    public func truncate(to offset: Int64, epoch: Int32, now: Timestamp) throws(LogError) -> LogEnds {
        try arranging { () throws(LogError) in try cut(to: offset, epoch: epoch, now: now) }
    }

    private func cut(to offset: Int64, epoch: Int32, now: Timestamp) throws(LogError) -> LogEnds {
        let cut = try locked { (state) throws(LogError) in try state.cutPosition(for: offset, epoch: epoch) }
        if let cut { try journal?.cut(identity, segmentBase: cut.segmentBase, position: cut.position) }
        let (garbage, file, ends) = try locked { (state) throws(LogError) in
            let garbage = try state.truncate(to: offset, epoch: epoch, now: now.milliseconds)
            return (garbage, try state.store.file(of: &state.active), state.ends)
        }
        // The cut is durable before anything is appended: else a crash may leave old batches with new ones behind them.
        if cut != nil {
            do throws(DiskError) { try file.sync() } catch {
                let failure = LogError(error, path)
                fail(failure)
                throw failure
            }
        }
        try remove(garbage)
        return ends
    }

    /// Removes everything and begins anew at `offset`, as a follower of `epoch` whose leader has nothing it has. Not
    /// for an event loop.
    public func truncateFully(startingAt offset: Int64, epoch: Int32, now: Timestamp) throws(LogError) -> LogEnds {
        try arranging { () throws(LogError) in
            try journal?.cut(identity, segmentBase: 0, position: 0)
            let (garbage, ends) = try locked { (state) throws(LogError) in
                try state.requireEpoch(epoch)
                return (try state.restart(at: max(offset, 0), now: now.milliseconds), state.ends)
            }
            try remove(garbage)
            return ends
        }
    }

    func remove(_ garbage: [String]) throws(LogError) {
        let disk = store.disk
        try onDisk(path) { () throws(DiskError) in for file in garbage { try disk.remove(file) } }
    }

    /// Closes the log orderly: indexes exact, snapshot of the producers at the end, epochs, everything synced. After
    /// this the directory may call it clean. The log is `.offline` then.
    ///
    /// - Returns: the ends, all durable.
    /// - Throws: where anything could not be written; the log must not be called clean then.
    public func close(now: Timestamp) throws(LogError) -> LogEnds {
        try arranging { () throws(LogError) in
            let isSettled = try locked { (state) throws(LogError) in
                if let failure = state.failure { throw failure }
                state.become(.offline)
                return state.isSettled && !state.epochs.isDirty && !state.damageIsDirty && !state.folderIsUnsynced
                    && state.unsynced.isEmpty
            }
            if !isSettled { try writeOut(now: now) }
            return try locked { (state) throws(LogError) in
                state.finishClose()
                return state.ends
            }
        }
    }

    private func writeOut(now: Timestamp) throws(LogError) {
        let (files, epochs, damage) = try locked { (state) throws(LogError) in
            (try state.prepareClose(now: now.milliseconds), state.epochs, state.damageIsDirty ? state.damage : nil)
        }
        if let damage { try DamageFile.write(damage, store) }
        try onDisk(path) { () throws(DiskError) in
            for file in files { try file.sync() }
            try store.disk.replace(EpochHistory.name, in: path, with: epochs.encoded())
            try store.disk.syncDirectory(path)
        }
    }

    /// Takes the log out of use for good and renames its folder to `topic-partition.<32 hex digits>-delete`, durably;
    /// answers the new path, whose content `removeFolder` unlinks later. Of a long topic the name is cut, as Kafka does:
    /// file systems take 255 bytes.
    public func markDeleted(in directory: String, random: any Random) throws(LogError) -> String {
        try locked { (state) throws(LogError) in
            state.become(.offline)
            state.fail(LogError(.offline, state.store.path, "the topic is deleted"))
            state.letGoOfFiles()
        }
        let (store, path) = (store, path)
        let digits = hex(random.next()) + hex(random.next())
        let suffix = "-\(partition).\(digits)-delete"
        let target = "\(directory)/\(topic.prefix(255 - suffix.utf8.count))\(suffix)"
        try arranging { () throws(LogError) in
            try onDisk(path) { () throws(DiskError) in
                try store.disk.rename(path, to: target)
                try store.disk.syncDirectory(directory)
            }
        }
        return target
    }

    /// Unlinks a folder with its files.
    public static func removeFolder(_ folder: String, of disk: any Disk) throws(LogError) {
        try onDisk(folder) { () throws(DiskError) in
            for entry in try disk.list(folder) { try disk.remove("\(folder)/\(entry.name)") }
            try disk.remove(folder)
        }
    }

    private func hex(_ bits: UInt64) -> String {
        let text = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}

extension LogState {
    /// Writes everything a clean start needs; answers the files to sync.
    mutating func prepareClose(now: Int64) throws(LogError) -> [any File] {
        if let failure { throw failure }
        if active.offsets != nil { active.sealTimes() }
        var files = unsynced + (try store.writePending(&active))
        if producersAreLoaded || !store.disk.exists(store.path(end, .snapshot)) {
            try loadProducers(now: now)
            files.append(try store.writeSnapshot(producers, at: end))
        }
        files.append(try store.file(of: &active))
        unsynced = []
        return files
    }

    mutating func finishClose() {
        durable = end
        recoveryPoint = end
        epochs.isDirty = false
        letGoOfFiles()
        failure = LogError(.offline, store.path, "the log is closed")
    }

    /// Closes what no reader has any more: the space of a file that is open is not given back.
    mutating func letGoOfFiles() {
        for index in closed.indices { closed[index].file = nil }
        active.file = nil
        unsynced = []
    }
}
