import Binary
import CommitLog
import Records
import SimulatedWorld
import World

/// What recovery made of a crashed disk.
struct Recovered {
    var ends: LogEnds
    var records: [Written]
    var damage: [Damage]
    var epochs: [EpochHistory.Entry]
    var start: DirectoryStart
}

extension Recovered {
    /// Opens the directory on `disk` as a start does, and reads everything, also from each single offset.
    static func open(_ disk: SimulatedDisk) throws -> (Recovered, LogDirectory, PartitionLog) {
        let directory = try DestroyerDay.open(disk)
        let log = try DestroyerDay.openLog(directory)
        try directory.recovered()
        let ends = log.ends
        var records = try read(log, from: ends.start)
        // The batch that holds the start may begin before it.
        records.removeAll { $0.offset < ends.start }
        for record in records {
            let found = try read(log, from: record.offset, maxBytes: 1).first { $0.offset >= record.offset }
            if found != record { throw DestroyerError("a read from \(record.offset) does not find \(record)") }
        }
        let recovered = Recovered(
            ends: ends, records: records, damage: log.damage, epochs: log.epochs.entries, start: directory.start)
        return (recovered, directory, log)
    }

    private static func read(_ log: PartitionLog, from offset: Int64, maxBytes: Int = 1 << 20) throws -> [Written] {
        var records: [Written] = []
        var next = offset
        while true {
            let plan = try log.plan(from: next, upTo: .end, maxBytes: maxBytes)
            for case .file(let file, let position, let count) in plan.parts {
                var bytes = [UInt8](repeating: 0, count: count)
                let read = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: position) }
                if read != count { throw DestroyerError("a plan goes beyond its file") }
                records += try LogScript.records(bytes).map {
                    let parts = $0.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                    return Written(offset: Int64(parts[0]) ?? -1, value: String(parts[1]))
                }
            }
            if plan.nextOffset == next || maxBytes == 1 { return records }
            next = plan.nextOffset
        }
    }
}

extension DestroyerDay {
    /// What was true before change `operation`, and what the action under way would have made true.
    func facts(at operation: Int) -> (before: Fact, after: Fact) {
        let index = (facts.firstIndex { $0.operations > operation } ?? facts.count) - 1
        guard index >= 0 else { return (facts[0], facts[0]) }
        return (facts[index], facts[min(index + 1, facts.count - 1)])
    }

    /// Says what is wrong with what a crash before change `operation` left; nil where all is well.
    func complaint(_ found: Recovered, _ crash: Crash, at operation: Int) -> String? {
        let (before, after) = facts(at: operation)
        if !found.damage.isEmpty { return "damage is named that nobody did: \(found.damage)" }
        if found.ends.start > after.start { return "starts at \(found.ends.start), not before \(after.start)" }
        let required = required(before, crash).filter { $0.offset >= max(found.ends.start, after.start) }
        let held = Set(found.records)
        if let lost = required.first(where: { !held.contains($0) }) {
            return "lost \(lost) of \(required.count); found \(found.records.map(\.offset)) ends \(found.ends)"
        }
        let isPrefix = (before.durableVersion...after.version).contains { version in
            let visible = versions[version].filter { $0.offset >= found.ends.start }
            return visible.starts(with: found.records)
        }
        if !isPrefix { return "not a prefix of what was written: \(found.records)" }
        let end = found.records.last.map { $0.offset + 1 } ?? found.ends.end
        return end == found.ends.end ? nil : "ends at \(found.ends.end) behind record \(end - 1)"
    }

    /// The records that must be there: what was synced, and after the death of a process what was written.
    private func required(_ before: Fact, _ crash: Crash) -> [Written] {
        let floor = min(before.floor, before.pendingFloor)
        let synced = versions[before.durableVersion].filter { $0.offset < min(before.durableEnd, floor) }
        guard crash == .process else { return synced }
        return synced + versions[before.version].filter { $0.offset < before.pendingFloor }
    }
}
