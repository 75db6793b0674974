import Records
import World

extension Recovery {
    /// Cuts a segment behind its last whole batch; what was there is copied aside first.
    mutating func cut(_ segment: inout Segment, at position: Int, end: Int64) throws(LogError) {
        let (store, size) = (store, segment.size)
        guard let file = segment.file else { return }
        let name = "varve.torn.\(SegmentName.digits(segment.base)).\(position)"
        try onDisk(store.path) { () throws(DiskError) in
            try copy(file, position..<size, to: "\(store.path)/\(name)", store.disk)
            try file.truncate(to: Int64(position))
        }
        segment.size = position
        isCut = true
        events.emit(
            Event(
                .warning, "log.truncated",
                "\(store.path): \(size - position) bytes behind offset \(end) were never acknowledged as durable; "
                    + "cut, and kept in \(name)"))
    }

    private func copy(_ file: any File, _ range: Range<Int>, to path: String, _ disk: any Disk) throws(DiskError) {
        let target = try disk.open(path, .create)
        try target.truncate(to: 0)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(range.count, 1 << 20), alignment: 16)
        defer { buffer.deallocate() }
        var done = 0
        while done < range.count {
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, range.count - done)])
            let count = try file.read(into: part, at: Int64(range.lowerBound + done))
            if count == 0 { break }
            try target.write(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(part)[..<count]), at: Int64(done))
            done += count
        }
        try target.sync()
    }

    /// Takes a segment behind a cut out of the log; its bytes stay in a file that nobody reads.
    func setAside(_ segment: Segment) throws(LogError) {
        let store = store
        let name = "varve.torn.\(SegmentName.digits(segment.base)).0"
        try onDisk(store.path) { () throws(DiskError) in
            try store.disk.rename(store.path(segment.base, .log), to: "\(store.path)/\(name)")
            for kind in SegmentName.Kind.allCases
            where kind != .log && store.disk.exists(store.path(segment.base, kind)) {
                try store.disk.remove(store.path(segment.base, kind))
            }
        }
        events.emit(
            Event(.warning, "log.truncated", "\(store.path): a segment behind the cut is kept in \(name)"))
    }

    /// Makes what was found durable, and only then true.
    mutating func settle() throws(LogError) {
        let end = log.end
        log.start = min(log.start, end)
        log.epochs.truncate(to: end)
        log.recoveryPoint = log.active.base
        let (store, epochs, unsynced) = (store, log.epochs, unsynced)
        let knowsEpochs = foundEpochs?.entries == epochs.entries
        try store.removeSnapshots { $0 > end }
        try onDisk(store.path) { () throws(DiskError) in
            for file in unsynced { try file.sync() }
            if !knowsEpochs { try store.disk.replace(EpochHistory.name, in: store.path, with: epochs.encoded()) }
        }
        for index in log.closed.indices { log.closed[index].file = nil }
        log.active.file = nil
        log.epochs.isDirty = false
        if !log.damage.isEmpty || store.disk.exists("\(store.path)/\(DamageFile.name)") {
            try DamageFile.write(log.damage, store)
        }
    }
}
