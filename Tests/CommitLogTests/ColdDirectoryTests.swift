import CommitLog
import SimulatedWorld
import Testing
import World

@Suite struct ColdDirectoryTests {
    @Test func aDirectoryIsListedWithWhatIsWrongInIt() throws {
        let disk = SimulatedDisk(seed: 1)
        try disk.makeDirectory("/data")
        for name in ["flights-1", "flights-0", "flights-0.0123456789abcdef0123456789abcdef-delete"] {
            try disk.makeDirectory("/data/\(name)")
        }
        var directory = try ColdDirectory("/data", of: disk)
        #expect(directory.partitions.map(\.partition) == [0, 1] && directory.otherFolders.count == 1)
        #expect(!directory.isClean && directory.properties == nil && directory.faults == [])
        let files = [
            (".kafka_cleanshutdown", "{}"), ("meta.properties", "version=7"),
            ("log-start-offset-checkpoint", "0\n5\n"),
        ]
        for (name, text) in files { try disk.open("/data/\(name)", .create).write(Array(text.utf8), at: 0) }
        directory = try ColdDirectory("/data", of: disk)
        #expect(directory.isClean && directory.faults.count == 2)
        #expect(directory.faults.last?.hasPrefix("log-start-offset-checkpoint is no checkpoint") == true)
        #expect(throws: LogError.self) { try ColdDirectory("/nowhere", of: disk) }
    }

    /// Kafka leaves the indexes of its last segment at full length, filled with zeros.
    @Test func zerosBehindTheLastIndexAreNoDamage() throws {
        var image = (try ColdPartitionTests.script().disk as! SimulatedDisk).image
        let last = "\(LogScript.folder)/00000000000000000018"
        for kind in ["index", "timeindex"] {
            image.replace(
                "\(last).\(kind)", with: (image.contents("\(last).\(kind)") ?? []) + Array(repeating: 0, count: 120))
        }
        let partition = try ColdPartition("t", 0, folder: LogScript.folder, of: SimulatedDisk(image, seed: 1))
        #expect(try partition.verify().isSound)
    }
}
