import CommitLog
import Records
import SimulatedWorld
import Testing
import World

@Suite struct ColdPartitionTests {
    static func script() throws -> LogScript {
        let script = try LogScript()
        script.options.segmentBytes = 300
        script.options.indexIntervalBytes = 50
        script.log.update(script.options)
        for index in 0..<10 { try script.append(.plain("\(index)a", "\(index)b")) }
        _ = try script.log.close(now: script.time)
        return script
    }

    @Test func aColdFolderIsReadAndVerifiedWithoutChangingIt() throws {
        let disk = try ColdPartitionTests.script().disk as! SimulatedDisk
        let operations = disk.operationCount
        let cold = try ColdPartition("t", 0, folder: LogScript.folder, of: disk)
        #expect(cold.segments.map(\.base) == [0, 6, 12, 18] && cold.size == 790 && cold.topicId != nil)
        #expect(cold.epochs.entries == [EpochHistory.Entry(epoch: 0, startOffset: 0)])
        let found = try cold.verify()
        #expect(found.isSound && found.batches == 10 && found.records == 20 && found.bytes == 790 && found.end == 20)
        var offsets: [Int64] = []
        let walk = try cold.segments[1].forEachBatch {
            offsets.append($0.header.baseOffset + Int64($1))
            return true
        }
        #expect(offsets == [6, 87, 168] && walk.end == 237 && walk.fault == nil)
        #expect(disk.operationCount == operations)
    }

    /// Kafka preallocates the index files of the segment it writes; killed, it leaves zeros behind the entries.
    @Test func preallocatedIndexesAreNoDamage() throws {
        var image = (try ColdPartitionTests.script().disk as! SimulatedDisk).image
        let names = image.paths.filter { $0.hasSuffix("index") }
        #expect(names.count == 8)
        for name in names {
            image.replace(name, with: (image.contents(name) ?? []) + [UInt8](repeating: 0, count: 240))
        }
        let disk = SimulatedDisk(image, seed: 1)
        #expect(try ColdPartition("t", 0, folder: LogScript.folder, of: disk).verify().isSound)
        var claims = LogClaims()
        claims.isClean = true
        claims.highWatermark = 20
        var options = LogOptions()
        options.indexIntervalBytes = 50
        let script = try LogScript(disk, options, claims: claims)
        #expect(script.events.seen == [] && script.log.ends.end == 20)
        #expect(try script.log.offset(for: Timestamp(milliseconds: 1_001))?.offset == 1)
        #expect(try script.read(from: 7, maxBytes: 100).count == 13 + 1)
        // Written again, the file ends with its entries.
        try script.append(.plain("next"))
        _ = try script.log.close(now: script.time)
        #expect(try ColdPartition("t", 0, folder: LogScript.folder, of: disk).verify().end == 21)
        #expect(disk.image.contents("\(LogScript.folder)/00000000000000000018.index")?.count == 8)
    }

    @Test func verifyNamesWhatIsWrong() throws {
        func verify(_ harm: (inout DiskImage) -> Void) throws -> ColdPartition.Verification {
            var image = (try ColdPartitionTests.script().disk as! SimulatedDisk).image
            harm(&image)
            return try ColdPartition("t", 0, folder: LogScript.folder, of: SimulatedDisk(image, seed: 1)).verify()
        }
        let second = "\(LogScript.folder)/00000000000000000006"
        let last = "\(LogScript.folder)/00000000000000000018"
        var found = try verify { $0.flip("\(second).log", bit: 8 * (79 + 70)) }
        #expect(found.damage == [Damage(segmentBase: 6, positions: 79..<158, offsets: 8..<10)])
        #expect(found.records == 18 && found.end == 20 && !found.isSound)
        found = try verify { $0.replace("\(last).log", with: ($0.contents("\(last).log") ?? []) + [1, 2, 3]) }
        #expect(found.damage == [] && found.tail == 3 && found.end == 20 && !found.isSound)
        let noise = [UInt8](repeating: 0x41, count: 61)
        found = try verify { $0.replace("\(last).log", with: ($0.contents("\(last).log") ?? []) + noise) }
        #expect(found.damage == [Damage(segmentBase: 18, positions: 79..<140, offsets: 20..<20)] && found.tail == 0)
        let zeros = [UInt8](repeating: 0, count: 61)
        found = try verify { $0.replace("\(last).log", with: ($0.contents("\(last).log") ?? []) + zeros) }
        #expect(found.damage == [] && found.tail == 61)
        found = try verify { $0.flip("\(second).index", bit: 0) }
        #expect(found.indexFaults.count == 1 && found.damage == [] && !found.isSound)
        found = try verify { $0.replace("\(second).log", with: []) }
        #expect(found.damage == [Damage(segmentBase: 12, positions: 0..<0, offsets: 6..<12)])
    }
}
