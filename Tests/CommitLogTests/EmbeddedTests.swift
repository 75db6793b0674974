import Binary
import CommitLog
import Posix
import Records
import SimulatedWorld
import Synchronization
import Testing
import World

private func simulated(_ disk: SimulatedDisk, _ jobs: any Jobs = ImmediateJobs()) -> LogWorld {
    LogWorld(disk: disk, jobs: jobs, clock: Scheduler(seed: 1), random: SeededRandom(seed: 3))
}

/// Each record as "offset:key=value".
private func records(_ partition: Partition, from offset: Int64) throws -> [String] {
    var reader = try partition.read(from: offset)
    var found: [String] = []
    while var batch = try reader.next() {
        while let record = batch.next() { found.append(describe(record)) }
    }
    return found
}

private func describe(_ record: borrowing Record) -> String {
    let key = text(record.key).map { "\($0)=" } ?? ""
    return "\(record.offset):\(key)\(text(record.value) ?? "nil")"
}

private func text(_ bytes: RawSpan?) -> String? { array(bytes).map { String(decoding: $0, as: UTF8.self) } }

private func array(_ bytes: RawSpan?) -> [UInt8]? {
    guard let bytes else { return nil }
    return bytes.withUnsafeBytes { [UInt8]($0) }
}

@Suite struct EmbeddedTests {
    /// The example of the README and of `CommitLog`'s documentation.
    @Test func theExampleWorks() throws {
        let path = "/tmp/varve-example-\(SystemRandom().next())"
        defer { removeAll(path) }

        let log = try CommitLog.open(path)
        let orders = try log.partition("orders", 0)
        let offset = try orders.append("first order")
        var seen: [String] = []
        var reader = try orders.read(from: offset)
        while var batch = try reader.next() {
            while let record = batch.next() { seen.append(describe(record)) }
        }
        let cursor = try log.cursor("billing")
        try cursor.commit(orders.end, in: orders)
        try log.close()

        #expect(seen == ["0:first order"])
        let again = try CommitLog.open(path)
        #expect(again.directory?.start == .clean)
        let reopened = try again.partition("orders", 0)
        #expect(try again.cursor("billing").offset(in: reopened) == 1)
        #expect(try records(reopened, from: 0) == ["0:first order"])
        let taken = #expect(throws: LogError.self) { _ = try CommitLog.open(path) }
        #expect(taken?.code == .inUse)
        try again.close()
    }

    /// Every way to append, with keys, headers, tombstones and codecs; what each level promises after each kind of end.
    @Test func levelsKeepWhatTheyPromise() throws {
        for compression in [Compression.none, .zstd] {
            let disk = SimulatedDisk(seed: 11)
            var options = CommitLogOptions()
            options.compression = compression
            let jobs = ImmediateJobs()
            let log = try CommitLog.open("/d", options: options, world: simulated(disk, jobs))
            let partition = try log.partition("t")
            #expect(try partition.append("durable") == 0)
            #expect(try partition.append("keyed", key: "k", durability: .written) == 1)
            #expect(
                try partition.append([
                    NewRecord(key: "gone", "x"), NewRecord(key: Array("gone".utf8), value: nil),
                    NewRecord(value: [65], headers: [("h", [1]), ("h", nil)]),
                ]) == 2..<5)
            #expect(try partition.append("buffered", durability: .buffered) == 5)
            #expect(try partition.append([NewRecord("also")], durability: .buffered) == 6..<7)
            let firstFive = ["0:durable", "1:k=keyed", "2:gone=x", "3:gone=nil", "4:A"]
            #expect(try records(partition, from: 0) == firstFive)
            #expect(partition.end == 5)
            jobs.runDelayed()
            #expect(try records(partition, from: 3) == ["3:gone=nil", "4:A", "5:buffered", "6:also"])
            try partition.append("lost", durability: .buffered)
            disk.restart(.process)
            let second = try CommitLog.open("/d", options: options, world: simulated(disk, jobs))
            #expect(second.directory?.start == .processDeath)
            let recovered = try second.partition("t")
            #expect(try records(recovered, from: 0) == firstFive + ["5:buffered", "6:also"])
            #expect(try recovered.append("next", durability: .written) == 7)
            try second.flush()
            try recovered.append("not synced", durability: .written)
            disk.restart(.machine)
            let third = try CommitLog.open("/d", options: options, world: simulated(disk, jobs))
            let left = try records(try third.partition("t"), from: 0)
            #expect(left.starts(with: firstFive + ["5:buffered", "6:also", "7:next"]) && left.count <= 9)
        }
    }

    @Test func readyBatchesAreAppendedInPlace() throws {
        let log = try CommitLog.open("/d", world: simulated(SimulatedDisk(seed: 12)))
        let partition = try log.partition("t", 3)
        var builder = RecordBatchBuilder()
        for round in 0..<3 {
            builder.removeAll()
            for index in 0..<10 {
                try builder.append(timestamp: 5, key: nil, value: Array("\(round) \(index)".utf8).span.bytes)
            }
            let level: Durability = round == 1 ? .durable : .written
            #expect(
                try partition.append(batch: &builder, durability: level) == Int64(round * 10)..<Int64(round * 10 + 10))
        }
        let encoded = builder.bytes.withUnsafeBytes { [UInt8]($0) }
        #expect(try partition.append(batch: encoded.span.bytes) == 30..<40)
        #expect(
            try records(partition, from: 19) == ["19:1 9"] + (0..<10).map { "\(20 + $0):2 \($0)" }
                + (0..<10).map { "\(30 + $0):2 \($0)" })
        for (what, bytes) in [
            ("cut", Array(encoded.dropLast())), ("longer", encoded + [0]), ("empty", []),
            ("damaged", encoded.dropLast() + [encoded.last.map { $0 ^ 1 } ?? 0]),
        ] {
            let refused = #expect(throws: LogError.self, "\(what)") { try partition.append(batch: bytes.span.bytes) }
            #expect(refused?.code == .invalidRecord, "\(what)")
        }
        #expect(partition.end == 40)
        for name in ["", "a/b", "..", "über"] {
            #expect(throws: LogError.self) { try log.partition(name) }
        }
        #expect(throws: LogError.self) { try log.partition("t", -1) }
        #expect(throws: LogError.self) { _ = try partition.read(from: 41) }
        #expect(throws: LogError.self) { _ = try partition.read(from: -1) }
    }

    /// A record that was refused is not in the log, one that was accepted is written later.
    @Test func aFullDiskRefusesAndForgetsNothing() throws {
        let disk = SimulatedDisk(seed: 13)
        let log = try CommitLog.open("/d", world: simulated(disk))
        let partition = try log.partition("t")
        try partition.append("kept")
        try partition.append("buffered", durability: .buffered)
        disk.setCapacity(disk.image.usedBytes + 10)
        for level in [Durability.written, .durable] {
            let full = #expect(throws: LogError.self) { try partition.append("refused", durability: level) }
            #expect(full?.code == .outOfSpace && full?.isRetriable == true)
        }
        let big = [UInt8](repeating: 7, count: 300_000)
        #expect(throws: LogError.self) { try partition.append(big, durability: .buffered) }
        disk.setCapacity(.max)
        #expect(try partition.append("later") == 2)
        #expect(try records(partition, from: 0) == ["0:kept", "1:buffered", "2:later"])
        #expect(try partition.append(big, durability: .written) == 3)
        disk.inject(Fault(.sync, .error(5)))
        let failed = #expect(throws: LogError.self) { try partition.append("x") }
        #expect(failed?.code == .storage || failed?.code == .offline)
        #expect(throws: LogError.self) { try partition.append("y", durability: .written) }
        #expect(throws: LogError.self) { try log.close() }
    }

    @Test func upkeepRemovesWhatMayGo() throws {
        let disk = SimulatedDisk(seed: 14)
        var options = CommitLogOptions()
        options.log.segmentBytes = 2000
        options.log.retentionBytes = 4000
        let log = try CommitLog.open("/d", options: options, world: simulated(disk))
        let partition = try log.partition("t")
        for index in 0..<100 { try partition.append("record number \(index)", durability: .written) }
        try log.maintain()
        #expect(partition.start > 0 && partition.end == 100)
        #expect(try records(partition, from: partition.start).count == 100 - Int(partition.start))
        try partition.deleteRecords(before: 99)
        try log.maintain()
        #expect(try records(partition, from: 99) == ["99:record number 99"])
        #expect(throws: LogError.self) { _ = try partition.read(from: 98) }
        #expect(log.partitions.map(\.topic) == ["t"])
        try log.delete(partition)
        #expect(log.partitions.isEmpty)
        #expect(throws: LogError.self) { try partition.append("x", durability: .buffered) }
        #expect(try log.partition("t").end == 0)
        try log.close()
        #expect(throws: LogError.self) { try log.partition("u") }
    }

    /// A damaged batch is named and stepped over; its bytes are never answered.
    @Test func compactionKeepsLastValues() throws {
        let disk = SimulatedDisk(seed: 9)
        var options = CommitLogOptions()
        options.log.isCompacted = true
        options.log.segmentBytes = 400
        let log = try CommitLog.open("/c", options: options, world: simulated(disk))
        let prices = try log.partition("prices")
        let cursor = try log.cursor("billing")
        for number in 0..<60 {
            try prices.append("v\(number)", key: "k\(number % 3)")
            try cursor.commit(prices.end, in: prices)
        }
        let before = log.partitions.reduce(0) { $0 + $1.log.size }
        try log.compact()
        let after = log.partitions.reduce(0) { $0 + $1.log.size }
        let left = try records(prices, from: 0)
        #expect(left.suffix(3) == ["57:k0=v57", "58:k1=v58", "59:k2=v59"] && left.count < 20, "\(left)")
        #expect(after < before / 2)
        try log.close()
        let again = try CommitLog.open("/c", options: options, world: simulated(disk))
        let reopened = try again.partition("prices")
        #expect(try again.cursor("billing").offset(in: reopened) == 60)
        #expect(try records(reopened, from: 0) == left)
    }

    @Test func damageIsNamedByAReader() throws {
        let disk = SimulatedDisk(seed: 15)
        let log = try CommitLog.open("/d", world: simulated(disk))
        let partition = try log.partition("t")
        for index in 0..<3 { try partition.append("value \(index)") }
        let path = "/d/t-0/00000000000000000000.log"
        let bytes = try #require(disk.image.contents(path))
        try disk.open(path, .write).write([bytes[bytes.count / 2] ^ 1], at: Int64(bytes.count / 2))
        var reader = try partition.read(from: 0)
        var found: [String] = []
        var errors: [LogError.Code] = []
        for _ in 0..<4 {
            do {
                while var batch = try reader.next() {
                    while let record = batch.next() { found.append(describe(record)) }
                }
            } catch { errors.append(error.code) }
        }
        #expect(found == ["0:value 0", "2:value 2"] && errors == [.corrupt])
        try log.close()
        // Recovery finds it as well, and names it; readers then go on behind it.
        disk.restart(.process)
        try disk.remove("/d/.kafka_cleanshutdown")
        let again = try CommitLog.open("/d", world: simulated(disk)).partition("t")
        #expect(again.damage.map(\.offsets) == [1..<2])
        #expect(try records(again, from: 0) == ["0:value 0", "2:value 2"])
    }

    /// A blocking reader and an asynchronous one follow appends of real threads.
    @Test(.timeLimit(.minutes(1))) func followersSeeEverything() async throws {
        let disk = SimulatedDisk(seed: 16)
        let log = try CommitLog.open("/d", world: simulated(disk, ThreadJobs()))
        let partition = try log.partition("t")
        let total = 3000
        let appender = NamedThread(name: "appender") {
            for index in 0..<total {
                do {
                    try partition.append("\(index)", durability: index % 500 == 0 ? .durable : .buffered)
                } catch { Issue.record("\(error)") }
            }
        }
        let blocking = NamedThread(name: "reader") {
            do {
                var reader = try partition.read(from: 0)
                var count = 0
                while count < total, reader.wait(atMost: .seconds(20)) {
                    while var batch = try reader.next() {
                        while batch.next() != nil { count += 1 }
                    }
                }
                if count != total { Issue.record("the blocking reader saw \(count)") }
            } catch { Issue.record("\(error)") }
        }
        var next: Int64 = 0
        for try await chunk in partition.follow(from: 0) {
            try chunk.forEach { record in
                #expect(record.offset == next)
                next += 1
            }
            if next == total { break }
        }
        appender.join()
        blocking.join()
        #expect(try await partition.append([NewRecord("async")]) == Int64(total)..<Int64(total) + 1)
        try await partition.flush()

        // A follower that waits ends when its task is cancelled, and when the log is closed.
        let waiting = Task {
            var count = 0
            for try await _ in partition.follow(from: Int64(total) + 1) { count += 1 }
            return count
        }
        waiting.cancel()
        #expect(try await waiting.value == 0)
        let second = Task { () -> Int in
            var count = 0
            for try await _ in partition.follow(from: Int64(total)) { count += 1 }
            return count
        }
        try log.close()
        #expect(try await second.value <= 1)
    }

    /// A group of Kafka's with the same name would find the same offsets.
    @Test func cursorsAreKafkasOffsets() throws {
        let disk = SimulatedDisk(seed: 17)
        let log = try CommitLog.open("/d", world: simulated(disk))
        let (a, b) = (try log.partition("a"), try log.partition("b", 2))
        let cursor = try log.cursor("my-group")
        #expect(cursor.offset(in: a) == nil)
        try cursor.commit(5, in: a)
        try cursor.commit(7, in: b, durability: .written)
        try cursor.commit(6, in: a)
        try log.cursor("other").commit(1, in: a)
        // "my-group".hashCode() is -1906497762 in Java; without its sign, modulo 50, that is 12.
        let store = try log.partition("__consumer_offsets", 12)
        let stored = try records(store, from: 0).map { $0.split(separator: ":", maxSplits: 1)[0] }
        #expect(stored == ["0", "1", "2"])
        var reader = try store.read(from: 0)
        var keyAndValue: [[UInt8]] = []
        if var batch = try reader.next(), let record = batch.next() {
            keyAndValue = [array(record.key) ?? [], array(record.value) ?? []]
        }
        let key: [UInt8] = [0, 1, 0, 8] + Array("my-group".utf8) + [0, 1, UInt8(ascii: "a"), 0, 0, 0, 0]
        #expect(keyAndValue.first == key)
        let value: [UInt8] = [0, 3, 0, 0, 0, 0, 0, 0, 0, 5, 255, 255, 255, 255, 0, 0]
        #expect(keyAndValue.last?.starts(with: value) == true)
        disk.restart(.process)
        let again = try CommitLog.open("/d", world: simulated(disk))
        let reopened = try again.cursor("my-group")
        #expect(try reopened.offset(in: again.partition("a")) == 6 && reopened.offset(in: again.partition("b", 2)) == 7)
    }

    /// Deleted records stay deleted, whatever happens after the call.
    @Test func deletionsAreDurable() throws {
        let disk = SimulatedDisk(seed: 23)
        let log = try CommitLog.open("/d", world: simulated(disk))
        let partition = try log.partition("t")
        for value in ["a", "b", "c"] { try partition.append(value) }
        try partition.deleteRecords(before: 2)
        disk.restart(.machine)
        let again = try CommitLog.open("/d", world: simulated(disk)).partition("t")
        #expect(again.start == 2)
        #expect(try records(again, from: 2) == ["2:c"])
    }

    /// A directory that a broker took over, or Kafka's own, is read as it is, and not changed.
    @Test func aNodesDirectoryIsReadOnly() async throws {
        let disk = SimulatedDisk(seed: 18)
        let own = try CommitLog.open("/d", world: simulated(disk))
        let partition = try own.partition("t")
        for value in ["a", "b", "c"] { try partition.append(value) }
        try partition.deleteRecords(before: 1)
        try own.cursor("mine").commit(2, in: partition)
        try own.maintain()
        try own.close()
        let broker = try LogDirectory("/d", use: .cluster, world: simulated(disk))
        // A batch that is being written.
        let file = try disk.open("/d/t-0/00000000000000000000.log", .write)
        try file.write([1, 2, 3], at: file.size())
        let changes = disk.operationCount

        let log = try CommitLog.open("/d", world: simulated(disk))
        let found = try log.partition("t")
        #expect(log.directory == nil && log.partitions.count == 2)
        #expect(try records(found, from: 1) == ["1:b", "2:c"])
        #expect((found.start, found.end) == (1, 3))
        #expect(try log.cursor("mine").offset(in: found) == 2)
        var followed: [String] = []
        for try await chunk in found.follow(from: 1) { try chunk.forEach { followed.append(describe($0)) } }
        #expect(followed == ["1:b", "2:c"])
        let refusals: [() throws -> Void] = [
            { try found.append("d") }, { try found.append([NewRecord(value: [1])], durability: .buffered) },
            { try found.deleteRecords(before: 3) }, { _ = try log.partition("new") }, { try log.delete(found) },
            { try log.cursor("mine").commit(3, in: found) },
        ]
        for (number, refusal) in refusals.enumerated() {
            let error = #expect(throws: LogError.self, "\(number)") { try refusal() }
            #expect(error?.code == .readOnly && error?.description.contains("through its broker") == true, "\(number)")
        }
        try log.flush()
        try log.maintain()
        try log.close()
        #expect(disk.operationCount == changes)
        try broker.close()

        try disk.makeDirectory("/kafka")
        try disk.makeDirectory("/kafka/__cluster_metadata-0")
        #expect(try CommitLog.open("/kafka", world: simulated(disk)).partitions.isEmpty)
    }
}
