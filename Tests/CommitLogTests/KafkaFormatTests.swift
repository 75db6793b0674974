import CommitLog
import Glibc
import Posix
import Records
import Testing
import World

/// Kafka's own DumpLogSegments reads what the log has written.
@Suite struct KafkaFormatTests {
    static let kafka = getenv("VARVE_KAFKA").map { String(cString: $0) }

    /// Runs a command by the shell; answers what it printed.
    static func run(_ command: String) -> String {
        guard let pipe = popen(command + " 2>&1", "r") else { return "" }
        defer { pclose(pipe) }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, pipe)
            if count == 0 { return String(decoding: output, as: UTF8.self) }
            output += buffer[..<count]
        }
    }

    /// A log on the real disk with everything that the formats have; answers its data directory.
    static func write(in directory: String) throws {
        let clock = SystemClock()
        var options = LogOptions()
        options.segmentBytes = 4_000
        options.indexIntervalBytes = 100
        let log = try PartitionLog.open(
            "t", 0, in: directory, of: PosixDisk(), topicId: nil, options: options, events: EventLog(), now: clock.wall,
            random: SystemRandom())
        log.become(.leader(epoch: 4))
        var batches: [TestBatch] = []
        for index in 0..<100 as Range<Int32> {
            var batch = TestBatch.from(
                Int64(index % 3), sequence: index / 3 * 2, "value \(index)", "more", transactional: index % 3 == 0)
            batch.timestamp = 1_000_000 + Int64(index)
            batch.compression = Compression.allCases[Int(index) % Compression.allCases.count]
            batches.append(batch)
            if index % 9 == 8 { batches.append(.marker(0, commit: index % 2 == 0)) }
        }
        for batch in batches {
            var bytes = try batch.encoded()
            try bytes.withUnsafeMutableBytes { memory in
                guard let base = memory.baseAddress, let header = RecordBatchHeader(UnsafeRawBufferPointer(memory))
                else { return }
                var staged = [StagedBatch(base, header)]
                try staged.withUnsafeMutableBufferPointer { _ = try log.append($0, epoch: 4, now: clock.wall) }
                guard case .appended = staged[0].outcome else { throw RecordsError(.corrupt, "batch", "refused") }
            }
        }
        try log.raiseHighWatermark(to: .max, epoch: 4)
        _ = try log.close(now: clock.wall)
    }

    @Test(.enabled(if: kafka != nil, "VARVE_KAFKA names no Kafka to compare with"))
    func dumpLogSegmentsFindsEverythingInOrder() throws {
        let directory = "/tmp/varve-format-\(getpid())"
        _ = KafkaFormatTests.run("rm -rf \(directory); mkdir -p \(directory)")
        defer { _ = KafkaFormatTests.run("rm -rf \(directory)") }
        try KafkaFormatTests.write(in: directory)
        let files = try PosixDisk().list("\(directory)/t-0").map { "\(directory)/t-0/\($0.name)" }
            .filter { path in ["log", "index", "snapshot"].contains { path.hasSuffix($0) } }
        let output = KafkaFormatTests.run(
            "\(KafkaFormatTests.kafka ?? "") dump-log --deep-iteration --files \(files.joined(separator: ","))")
        for complaint in ["exception", "mismatch", "corrupt", "isvalid: false", "out of order"] {
            let lines = output.split(separator: "\n").filter { $0.lowercased().contains(complaint) }
            #expect(lines == [])
        }
        let lines = output.split(separator: "\n")
        #expect(lines.count { $0.contains("| offset:") && !$0.contains("endTxnMarker") } == 200)
        #expect(lines.count { $0.contains("endTxnMarker: ABORT") } == 5)
        #expect(lines.count { $0.contains("endTxnMarker: COMMIT") } == 6)
        #expect(files.count { $0.hasSuffix("txnindex") } > 0 && files.count { $0.hasSuffix(".log") } > 2)
    }
}
