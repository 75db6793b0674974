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
        found = try verify { $0.flip("\(second).index", bit: 0) }
        #expect(found.indexFaults.count == 1 && found.damage == [] && !found.isSound)
        found = try verify { $0.replace("\(second).log", with: []) }
        #expect(found.damage == [Damage(segmentBase: 12, positions: 0..<0, offsets: 6..<12)])
    }
}
