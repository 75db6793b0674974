import CommitLog
import Posix
import Records
import SimulatedWorld
import Synchronization
import Testing
import World

/// What one thread cannot show: appends, changes of role, truncation, flushes, maintenance and reads at once.
@Suite struct StressTests {
    final class Shared: Sendable {
        let log: PartitionLog
        let disk: any Disk
        let done = Atomic<Bool>(false)
        let epoch = Atomic<Int32>(0)
        /// Offsets and values that were below the high watermark in their epoch: they are there for ever.
        let visible = Mutex<[Int64: String]>([:])
        let faults = Mutex<[String]>([])
        let truncations = Atomic<Int>(0)
        let reads = Atomic<Int>(0)

        init(_ log: PartitionLog, _ disk: any Disk) {
            self.log = log
            self.disk = disk
        }

        func check(_ what: String, _ condition: Bool) {
            if !condition { faults.withLock { $0.append(what) } }
        }
    }

    static let now = Timestamp(milliseconds: 1_000)

    @Test func everythingAtOnceKeepsWhatWasVisible() throws {
        let script = try LogScript()
        script.options.segmentBytes = 3_000
        script.options.indexIntervalBytes = 200
        script.log.update(script.options)
        let shared = Shared(script.log, script.disk)
        let threads = [
            NamedThread(name: "append-1") { StressTests.append(shared, id: 1, count: 1_000) },
            NamedThread(name: "append-2") { StressTests.append(shared, id: 2, count: 1_000) },
        ]
        let others = [
            NamedThread(name: "role") { StressTests.changeRoles(shared) },
            NamedThread(name: "flush") { StressTests.flush(shared) },
            NamedThread(name: "read") { StressTests.read(shared) },
        ]
        for thread in threads { thread.join() }
        shared.done.store(true, ordering: .sequentiallyConsistent)
        for thread in others { thread.join() }
        #expect(shared.faults.withLock { $0 } == [])
        #expect(shared.truncations.load(ordering: .relaxed) > 0 && shared.reads.load(ordering: .relaxed) > 0)
        var found: [String] = []
        var next: Int64 = 0
        while true {
            let plan = try script.log.plan(from: next, upTo: .highWatermark, maxBytes: 10_000)
            if plan.nextOffset == next { break }
            found += try LogScript.records(try script.bytes(plan))
            next = plan.nextOffset
        }
        let expected = shared.visible.withLock { $0.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" } }
        #expect(Set(expected).isSubset(of: found) && expected.count > 100)
    }

    /// Appends one record after the other, and makes it visible where the epoch still holds.
    static func append(_ shared: Shared, id: Int64, count: Int) {
        for number in 0..<count {
            let epoch = shared.epoch.load(ordering: .acquiring)
            do {
                let value = "\(id)/\(number)"
                var bytes = try TestBatch(values: [value]).encoded()
                var offset: Int64?
                try bytes.withUnsafeMutableBytes { memory in
                    guard let base = memory.baseAddress, let header = RecordBatchHeader(UnsafeRawBufferPointer(memory))
                    else { return }
                    var staged = [StagedBatch(base, header)]
                    try staged.withUnsafeMutableBufferPointer { _ = try shared.log.append($0, epoch: epoch, now: now) }
                    if case .appended(let base) = staged[0].outcome { offset = base }
                }
                guard let offset else { continue }
                let ends = try shared.log.raiseHighWatermark(to: offset + 1, epoch: epoch)
                shared.check("high watermark \(ends)", ends.high > offset)
                shared.visible.withLock { $0[offset] = value }
            } catch let error as LogError where error.code == .fenced {
                continue
            } catch {
                shared.check("append: \(error)", false)
            }
        }
    }

    /// Follows and leads in turn, and truncates to the high watermark in between.
    static func changeRoles(_ shared: Shared) {
        var epoch: Int32 = 0
        while !shared.done.load(ordering: .sequentiallyConsistent) {
            epoch += 1
            shared.log.become(.follower(epoch: epoch))
            do {
                let ends = shared.log.ends
                if ends.high < ends.end {
                    _ = try shared.log.truncate(to: ends.high, epoch: epoch, now: now)
                    shared.truncations.add(1, ordering: .relaxed)
                }
                epoch += 1
                shared.log.become(.leader(epoch: epoch))
                shared.epoch.store(epoch, ordering: .releasing)
                _ = try shared.log.maintain(now: now)
            } catch { shared.check("role: \(error)", false) }
        }
    }

    static func flush(_ shared: Shared) {
        var durable: Int64 = 0
        while !shared.done.load(ordering: .sequentiallyConsistent) {
            do {
                guard let ticket = try shared.log.takeFlush() else { continue }
                for file in ticket.files { try file.sync() }
                if ticket.needsFolderSync { try shared.disk.syncDirectory(shared.log.path) }
                guard let ends = shared.log.flushed(ticket) else { continue }
                durable = ends.durable
                shared.check("durable \(durable) of \(ends)", durable <= ends.end)
            } catch { shared.check("flush: \(error)", false) }
        }
    }

    /// Follows the high watermark; every plan is a run of whole batches.
    static func read(_ shared: Shared) {
        var next: Int64 = 0
        while !shared.done.load(ordering: .sequentiallyConsistent) {
            do {
                let plan = try shared.log.plan(from: next, upTo: .highWatermark, maxBytes: 500)
                var bytes: [UInt8] = []
                for case .file(let file, let position, let count) in plan.parts {
                    var part = [UInt8](repeating: 0, count: count)
                    let read = try part.withUnsafeMutableBytes { try file.read(into: $0, at: position) }
                    bytes += part[..<read]
                }
                let records = try LogScript.records(bytes)
                let expected = (next..<plan.nextOffset).map { "\($0)" }
                shared.check(
                    "read \(records) from \(next)", records.map { String($0.prefix { $0 != ":" }) } == expected)
                next = plan.nextOffset
                shared.reads.add(1, ordering: .relaxed)
            } catch { shared.check("read at \(next): \(error)", false) }
        }
    }
}
