/// How everything that runs on a machine comes to its end.
public enum Crash: Sendable, CaseIterable {
    /// The process dies (`kill -9`): the page cache, and so every finished write, stays.
    case process
    /// The machine dies (power, kernel): of what was not synced any part may be there.
    case machine
}

extension DiskImage {
    /// The size of what a drive writes as a whole.
    static let sector = 512

    /// What is found after the machine died: what was synced, and of the rest what `generator` picks: all, none, a
    /// prefix, or any subset of the changes in any order, writes torn at sectors or at any byte, or zeros where the
    /// file had grown before its data came. Names are kept or lost one by one, each independent of its file's bytes.
    mutating func loseUnsynced(_ generator: inout SeededGenerator) {
        deaths += 1
        for id in files.keys.sorted() {
            guard let file = files[id] else { continue }
            let left = Self.survivor(of: file, &generator)
            files[id] = File(live: left, synced: left, pending: [])
        }
        for id in directories.keys.sorted() {
            guard let directory = directories[id] else { continue }
            var names = directory.synced
            let kept = Self.kept(directory.pending.count, &generator)
            for (change, keep) in zip(directory.pending, kept) where keep { change.apply(to: &names) }
            directories[id] = Directory(live: names, synced: names, pending: [])
        }
        dropUnreachable()
    }

    private static func survivor(of file: File, _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = file.synced
        let kept = kept(file.pending.count, &generator)
        let tears = generator.below(3)
        for (index, change) in file.pending.enumerated() {
            let isLastKept = kept[index] && !kept[(index + 1)...].contains(true)
            switch change {
            case .truncate:
                if kept[index] { change.apply(to: &bytes) }
            case .write(let offset, let new):
                guard kept[index] else {
                    // The size may have been written before the data.
                    if generator.one(in: 4), bytes.count < offset + new.count {
                        FileChange.truncate(offset + new.count).apply(to: &bytes)
                    }
                    continue
                }
                let torn = tears == 2 ? generator.one(in: 2) : tears == 1 && isLastKept
                if torn { tear(offset, new, &bytes, &generator) } else { change.apply(to: &bytes) }
            }
        }
        return bytes
    }

    /// Which of `count` changes reach the platter.
    private static func kept(_ count: Int, _ generator: inout SeededGenerator) -> [Bool] {
        switch generator.below(4) {
        case 0: return Array(repeating: false, count: count)
        case 1: return Array(repeating: true, count: count)
        case 2:
            let end = generator.below(count + 1)
            return (0..<count).map { $0 < end }
        default: return (0..<count).map { _ in generator.one(in: 2) }
        }
    }

    /// Applies a part of a write: a prefix ending at any byte, or any of its sectors.
    private static func tear(
        _ offset: Int, _ new: [UInt8], _ bytes: inout [UInt8], _ generator: inout SeededGenerator
    ) {
        if generator.one(in: 2) {
            return FileChange.write(offset, Array(new.prefix(generator.below(new.count + 1)))).apply(to: &bytes)
        }
        var start = 0
        while start < new.count {
            let end = min(new.count, start + sector - (offset + start) % sector)
            if generator.one(in: 2) { FileChange.write(offset + start, Array(new[start..<end])).apply(to: &bytes) }
            start = end
        }
    }

    /// What Linux leaves after a failed sync: some pages written, the others clean and forgotten. Readers still see them
    /// until the machine dies; no later sync writes them.
    mutating func failSync(_ id: Int, _ generator: inout SeededGenerator) {
        guard var file = files.removeValue(forKey: id) else { return }
        for change in file.pending where generator.one(in: 2) { change.apply(to: &file.synced) }
        file.pending = []
        files[id] = file
    }

    /// Forgets what no name leads to; done when no process can hold it open any more.
    mutating func dropUnreachable() {
        var reachable: Set<Int> = [0]
        var waiting = [0]
        while let id = waiting.popLast() {
            guard let directory = directories[id] else { continue }
            var entries = Array(directory.live.values) + Array(directory.synced.values)
            for change in directory.pending {
                switch change {
                case .add(_, let entry), .rename(_, _, let entry): entries.append(entry)
                case .remove: break
                }
            }
            for entry in entries where reachable.insert(entry.id).inserted && entry.isDirectory {
                waiting.append(entry.id)
            }
        }
        files = files.filter { reachable.contains($0.key) }
        directories = directories.filter { reachable.contains($0.key) }
    }

    /// This image with only the first `count` bytes of the write that led to `after` in file `path`: a process that was
    /// killed inside `pwritev`.
    public func applying(_ count: Int, of write: DiskOperation, from after: DiskImage) -> DiskImage {
        guard let entry = entry(write.path), let bytes = after.files[entry.id]?.live else { return self }
        var image = self
        let start = min(Int(write.offset), bytes.count)
        image.change(entry.id, .write(start, Array(bytes[start..<min(start + count, bytes.count)])))
        return image
    }
}
