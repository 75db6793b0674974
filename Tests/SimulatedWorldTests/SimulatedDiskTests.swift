import Glibc
import SimulatedWorld
import Testing
import World

private func write(_ text: String, to file: any File, at offset: Int64 = 0) throws {
    try Array(text.utf8).withUnsafeBytes { try file.write($0, at: offset) }
}

private func text(_ disk: SimulatedDisk, _ path: String) -> String? {
    disk.image.contents(path).map { String(decoding: $0, as: UTF8.self) }
}

@Suite struct SimulatedDiskTests {
    @Test func aProcessThatDiesLeavesEveryWrite() throws {
        let disk = SimulatedDisk(seed: 1)
        let boot = disk.bootID
        let file = try disk.open("/a", .create)
        let lock = try disk.lock("/.lock")
        #expect(try lock != nil && disk.lock("/.lock") == nil)
        try write("hello", to: file)
        disk.restart(.process)
        #expect(text(disk, "/a") == "hello" && disk.bootID == boot)
        let dead = #expect(throws: DiskError.self) { try write("x", to: file) }
        #expect(dead?.code == ECANCELED)
        #expect(try disk.lock("/.lock") != nil)
    }

    /// Of an unsynced write over synced bytes each crash leaves a mix that a drive could leave, and over many seeds
    /// every kind is seen; the synced bytes before it are always there.
    @Test func aMachineThatDiesKeepsWhatWasSyncedAndAnyPartOfTheRest() throws {
        var seen: [String: Int] = [:]
        for seed in 0..<400 as Range<UInt64> {
            let disk = SimulatedDisk(seed: seed)
            let file = try disk.open("/a", .create)
            try write("synced", to: file)
            try file.sync()
            try disk.syncDirectory("/")
            try write(String(repeating: "b", count: 1000), to: file, at: 6)
            try write("c", to: file, at: 1006)
            disk.restart(.machine)
            let bytes = try #require(disk.image.contents("/a"), "seed \(seed)")
            #expect(bytes.starts(with: Array("synced".utf8)), "seed \(seed)")
            let rest = bytes.dropFirst(6)
            #expect(rest.allSatisfy { [0, UInt8(ascii: "b"), UInt8(ascii: "c")].contains($0) }, "seed \(seed)")
            let kind =
                rest.isEmpty
                ? "lost"
                : rest.allSatisfy { $0 == UInt8(ascii: "b") }
                    ? rest.count == 1000 ? "first" : "prefix"
                    : rest.allSatisfy { $0 == 0 }
                        ? "zeros"
                        : rest.last != UInt8(ascii: "c")
                            ? "sectors" : rest.contains(0) ? "later without earlier" : "all"
            seen[kind, default: 0] += 1
        }
        for kind in ["lost", "first", "prefix", "zeros", "sectors", "later without earlier", "all"] {
            #expect(seen[kind, default: 0] > 0, "\(kind): \(seen)")
        }
    }

    /// A name is there for certain only after its directory was synced; a rename keeps one of its two names.
    @Test func namesNeedTheirDirectorySynced() throws {
        var seen: Set<[String]> = []
        for seed in 0..<100 as Range<UInt64> {
            let disk = SimulatedDisk(seed: seed)
            try disk.makeDirectory("/d")
            try disk.syncDirectory("/")
            try write("old", to: try disk.open("/d/old", .create))
            try disk.open("/d/old", .write).sync()
            try write("gone", to: try disk.open("/d/gone", .create))
            try disk.syncDirectory("/d")
            try disk.rename("/d/old", to: "/d/new")
            try disk.remove("/d/gone")
            let created = try disk.open("/d/made", .createNew)
            try write("made", to: created)
            try created.sync()
            disk.restart(.machine)
            let names = try disk.list("/d").map(\.name)
            #expect(names.contains("old") != names.contains("new"), "seed \(seed)")
            #expect(text(disk, names.contains("old") ? "/d/old" : "/d/new") == "old", "seed \(seed)")
            if names.contains("made") { #expect(text(disk, "/d/made") == "made", "seed \(seed)") }
            seen.insert(names)
        }
        #expect(seen.count == 8, "\(seen)")
    }

    @Test func faultsMeetTheCallsTheyAreMeantFor() throws {
        let disk = SimulatedDisk(seed: 3, capacity: 20)
        let file = try disk.open("/a.log", .create)
        disk.inject(Fault(.write, pathContains: ".log", skip: 1, .short(2, EIO)))
        try write("ab", to: file)
        let short = #expect(throws: DiskError.self) { try write("cdef", to: file, at: 2) }
        #expect(short?.code == EIO && text(disk, "/a.log") == "abcd")

        let full = #expect(throws: DiskError.self) { try write(String(repeating: "x", count: 30), to: file, at: 4) }
        #expect(full?.isOutOfSpace == true)
        #expect(try file.size() == 20 && disk.freeSpace("/") == 0)
        try file.truncate(to: 4)
        #expect(try disk.freeSpace("/") == 16)

        disk.inject(Fault(.read, .error(EIO)))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 8, alignment: 1)
        defer { buffer.deallocate() }
        #expect(throws: DiskError.self) { try file.read(into: buffer, at: 0) }
        #expect(try file.read(into: buffer, at: 1) == 3)

        #expect(throws: DiskError.self) { try disk.rename("/a.log", to: "/missing/a") }
        #expect(throws: DiskError.self) { try disk.remove("/b") }
        #expect(throws: DiskError.self) { try disk.open("/a.log", .createNew) }
    }

    /// After a failed sync readers still see the bytes, the next sync succeeds, and the bytes are gone all the same.
    @Test func aFailedSyncForgetsTheBytes() throws {
        var lost = 0
        for seed in 0..<50 as Range<UInt64> {
            let disk = SimulatedDisk(seed: seed)
            let file = try disk.open("/a", .create)
            try disk.syncDirectory("/")
            try write("abc", to: file)
            disk.inject(Fault(.sync, .error(EIO)))
            #expect(throws: DiskError.self) { try file.sync() }
            try file.sync()
            #expect(text(disk, "/a") == "abc")
            disk.restart(.machine)
            if text(disk, "/a") == "" { lost += 1 }
        }
        #expect((10...40).contains(lost))
    }

    /// The images are the disk before each change, a stop is the end, and the same seed tells the same story.
    @Test func everyMomentOfADayCanBeCrashed() throws {
        func day(_ disk: SimulatedDisk) throws {
            let file = try disk.open("/a", .create)
            try write("12", to: file)
            try file.sync()
            try write("34", to: file, at: 2)
            try disk.syncDirectory("/")
        }
        let disk = SimulatedDisk(seed: 9)
        disk.recordImages()
        try day(disk)
        let images = disk.images
        #expect(
            disk.trace.map(\.description) == [
                "create /a", "write /a 0+2", "sync /a", "write /a 2+2", "syncDirectory /",
            ])
        #expect(
            images.map { $0.contents("/a") } == [nil, [], [49, 50], [49, 50], [49, 50, 51, 52], [49, 50, 51, 52]])
        let torn = images[3].applying(1, of: disk.trace[3], from: images[4])
        #expect(torn.contents("/a") == [49, 50, 51])

        for stop in 0..<5 {
            let again = SimulatedDisk(seed: 9)
            again.stop(at: stop)
            let end = #expect(throws: DiskError.self) { try day(again) }
            #expect(end?.code == ECANCELED && again.operationCount == stop)
            #expect(again.image.contents("/a") == images[stop].contents("/a"))
        }
        var bitten = images[4]
        bitten.flip("/a", bit: 9)
        #expect(bitten.contents("/a") == [49, 48, 51, 52])
        #expect(bitten.paths == ["/a"] && bitten.usedBytes == 4)
    }
}
