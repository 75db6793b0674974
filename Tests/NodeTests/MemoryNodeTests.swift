import Binary
import Broker
import Glibc
import KafkaProtocol
import Posix
import Testing
import World

@testable import Node

/// Nodes as a test suite starts them: in memory, in no time, under a clock that goes on when the test says so.
@Suite struct MemoryNodeTests {
    /// The code of README.
    @Test func readme() throws {
        let clock = VirtualClock()
        let node = try Node.start(.inMemory(clock: clock))
        print("listening on", node.address)
        clock.advance(by: .seconds(60))
        try node.stop()
    }

    /// The figure is printed; the limit leaves room for a machine that does something else.
    @Test func startsInAFewMilliseconds() throws {
        let clock = SystemClock()
        var times: [Int64] = []
        for _ in 0..<20 {
            let begin = clock.monotonic.nanoseconds
            let node = try Node.start(.inMemory())
            times.append((clock.monotonic.nanoseconds - begin) / 1000)
            try node.stop()
        }
        let median = times.sorted()[times.count / 2]
        print("a node in memory starts within \(median) microseconds (median of \(times.count))")
        #expect(median < 50_000)
    }

    @Test func servesAndForgets() throws {
        for _ in 0..<2 {
            let node = try Node.start(.inMemory())
            var client = try TestClient(port: node.address.port)
            var topic = CreateTopicsRequest.CreatableTopic()
            topic.name = "orders"
            topic.numPartitions = 2
            topic.replicationFactor = 1
            var create = CreateTopicsRequest()
            create.topics = [topic]
            #expect(try client.ask(create, 7).topics[0].errorCode == 0, "nothing is left of the node before")
            create.topics[0].name = "bills"
            #expect(try client.ask(create, 7).topics[0].errorCode == 0)
            var delete = DeleteTopicsRequest()
            delete.topicNames = ["bills"]
            #expect(try client.ask(delete, 5).responses[0].errorCode == 0)
            var all = MetadataRequest()
            all.topics = nil
            #expect(try client.ask(all, 9).topics.map(\.name) == ["orders"])
            client.close()
            try node.stop()
        }
    }

    /// A transaction of a minute is over at once.
    @Test func timeoutsPassWithTheClock() throws {
        let clock = VirtualClock()
        let node = try Node.start(.inMemory(clock: clock))
        var client = try TestClient(port: node.address.port)
        var find = FindCoordinatorRequest()
        find.keyType = 1
        find.coordinatorKeys = ["clerk"]
        while try client.ask(find, 4).coordinators[0].errorCode != 0 {}
        var begin = InitProducerIdRequest()
        begin.transactionalId = "clerk"
        begin.transactionTimeoutMs = 60_000
        var producer = try client.ask(begin, 4)
        while producer.errorCode == 14 || producer.errorCode == 16 { producer = try client.ask(begin, 4) }
        var offsets = AddOffsetsToTxnRequest()
        offsets.transactionalId = "clerk"
        offsets.groupId = "g"
        offsets.producerId = producer.producerId
        #expect(try client.ask(offsets, 3).errorCode == 0)
        var describe = DescribeTransactionsRequest()
        describe.transactionalIds = ["clerk"]
        clock.advance(by: .seconds(59))
        #expect(try client.ask(describe, 0).transactionStates[0].transactionState == "Ongoing")
        clock.advance(by: .seconds(2))
        var state = ""
        for _ in 0..<10_000 where state != "CompleteAbort" {
            state = try client.ask(describe, 0).transactionStates[0].transactionState
        }
        #expect(state == "CompleteAbort")
        client.close()
        try node.stop()
        clock.advance(by: Duration.seconds(Int64.max))
    }
}

/// The disk in memory answers as the machine's does.
@Suite struct MemoryDiskTests {
    @Test func answersAsThePosixDisk() throws {
        let directory = TemporaryDirectory()
        let memory = MemoryDisk(clock: SystemClock())
        try memory.makeDirectory("/d")
        let disks: [(any Disk, String)] = [(memory, "/d"), (PosixDisk(), directory.path)]
        let seed = UInt64.random(in: 0..<1 << 32)
        var random = seed
        func next(_ count: Int) -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(random >> 33) % count
        }
        for step in 0..<2000 {
            let (kind, one, two, size) = (next(9), next(4), next(4), next(300))
            let answers = disks.map { disk, root in
                answer(disk, root, kind, "\(["a", "b", "s", "s/c"][one])", "\(["a", "b", "s", "s/c"][two])", size)
            }
            guard answers[0] == answers[1] else {
                Issue.record("seed \(seed), step \(step), kind \(kind): \(answers[0]), not \(answers[1])")
                return
            }
        }
    }

    private func answer(_ disk: any Disk, _ root: String, _ kind: Int, _ one: String, _ two: String, _ size: Int)
        -> String
    {
        let path = "\(root)/\(one)"
        do throws(DiskError) {
            switch kind {
            case 0: try disk.makeDirectory("\(root)/s")
            case 1...4 where one == "s", 8 where one == "s": return "not a file"
            case 1:
                let file = try disk.open(path, [.read, .write, .create, .createNew][size % 4])
                return try "\(file.size())"
            case 2:
                let file = try disk.open(path, .write)
                try file.write([UInt8](repeating: UInt8(size % 256), count: size), at: Int64(size / 2))
                return try "\(file.size())"
            case 3:
                let file = try disk.open(path, .read)
                var bytes = [UInt8](repeating: 0, count: size)
                var count = 0
                var failure: DiskError?
                bytes.withUnsafeMutableBytes { buffer in
                    do throws(DiskError) { count = try file.read(into: buffer, at: Int64(size / 3)) } catch {
                        failure = error
                    }
                }
                if let failure { throw failure }
                return "\(count) \(bytes)"
            case 4: try disk.open(path, .write).truncate(to: Int64(size))
            case 5:
                // Only within a directory, and never over something of another kind: as logs do.
                guard one.contains("/") == two.contains("/"), (one == "s") == (two == "s"), one != two else {
                    return ""
                }
                try disk.rename(path, to: "\(root)/\(two)")
            case 6: try disk.remove(path)
            case 7:
                return try disk.list(size % 2 == 0 ? root : "\(root)/s").map { "\($0.name)\($0.isDirectory)" }.joined()
            default: return try "\(disk.exists(path)) \(disk.status(path).size)"
            }
            return "done"
        } catch {
            return "errno \(error.code)"
        }
    }
}
