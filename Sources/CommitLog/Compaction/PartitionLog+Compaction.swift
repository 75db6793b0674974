import World

extension PartitionLog {
    /// What of the log could be compacted; nil where nothing can.
    func compactionNeed(now: Timestamp) throws(LogError) -> CompactionNeed? {
        try locked { (state) throws(LogError) in try state.compactionNeed(now: now.milliseconds) }
    }

    /// What a round of compaction works on; nil where there is nothing to do.
    func compactionInput(now: Timestamp) throws(LogError) -> CompactionInput? {
        try locked { (state) throws(LogError) in try state.compactionInput(now: now.milliseconds) }
    }

    /// Refuses to go on with a round of compaction where the log has changed under it: truncated, closed, another role,
    /// segments gone.
    func requireUnchanged(_ old: ArraySlice<Segment>, generation: UInt64) throws(LogError) {
        try locked { (state) throws(LogError) in
            if let failure = state.failure { throw failure }
            guard state.generation == generation, state.position(of: old) != nil else { throw state.fenced }
        }
    }

    /// Refuses to write up to `bytes` more where the file system has no room for them.
    func requireRoom(_ bytes: Int64) throws(LogError) {
        guard let space, !options.ignoresFreeSpace, !space.hasRoom(for: bytes) else { return }
        throw LogError(
            .outOfSpace, path, "compaction needs up to \(bytes) bytes for a while, which the file system has not free")
    }

    /// Makes the producers' state behind what a round compacts durable. A producer's last batch may lie there and be lost
    /// in a crash, when the one before, which it still would have shown, has gone.
    func secureProducers(behind input: CompactionInput, now: Int64) throws(LogError) {
        let (store, offset) = (store, input.need.firstUncleanable)
        let found = try store.read(offset, .snapshot).flatMap { ProducerSnapshot.decode($0, now: now) }
        if found == nil {
            var segments = input.segments
            let producers = try ProducerReplay(store: store, now: now).load(&segments, upTo: offset)
            _ = try store.writeSnapshot(producers, at: offset)
        }
        try onDisk(path) { () throws(DiskError) in
            try store.disk.open(store.path(offset, .snapshot), .write).sync()
            try store.disk.syncDirectory(store.path)
        }
    }

    /// Puts a rewritten segment, whose `.cleaned` files are durable, in the place of others, and gives their space back.
    /// Reads that have the old files go on with them.
    ///
    /// - Throws: `.fenced`, `.offline` where the log has changed: nothing has happened then. After any other error of the
    ///   disk the log has failed, and the next start brings the rest to its end.
    func replace(
        _ old: ArraySlice<Segment>, with new: Segment, _ ranges: [FlushedRange], generation: UInt64
    ) throws(LogError) {
        try arranging { () throws(LogError) in
            try requireUnchanged(old, generation: generation)
            do throws(LogError) { try store.declareWhole(new.base) } catch {
                do throws(LogError) { try store.takeBack(new.base) } catch { fail(error) }
                throw error
            }
            let garbage = try putInPlace(old, new)
            do throws(LogError) {
                try SegmentSums.write(ranges, new.base, in: path, of: store.disk)
                try remove(garbage)
            } catch {
                // Neither is needed for anything but less proof and more space.
                events.emit(Event(.warning, "log.compaction", "\(error)"))
            }
        }
    }

    private func putInPlace(_ old: ArraySlice<Segment>, _ new: Segment) throws(LogError) -> [String] {
        do throws(LogError) {
            let bases = old.map(\.base)
            try journal?.replaced(identity, bases)
            try locked { (state) throws(LogError) in try state.replace(old, with: new) }
            let garbage = try store.putInPlace(bases)
            try locked { (state) throws(LogError) in state.unpin(new.base) }
            return garbage
        } catch {
            fail(error)
            throw error
        }
    }

    /// Notes that everything below `offset` is compacted.
    func cleaned(to offset: Int64) {
        _ = try? locked { (state) throws(LogError) in state.cleanedOffset = min(offset, state.end) }
    }
}
