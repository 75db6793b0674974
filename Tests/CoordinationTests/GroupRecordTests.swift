import Testing

@testable import Coordination

@Suite struct GroupRecordTests {
    /// Records that Kafka 4.3 wrote for librdkafka and Java consumers and for a commit without a group.
    static let written: [(key: String, value: String?)] = [
        ("00020003677079", "0003000000000000ffffffff000001a1fe5b90cf00000000"),
        (
            "00020003677079",
            "00030008636f6e73756d657200000001000572616e6765002769312d31343137326433652d303463352d343639382d62343630"
                + "2d64656435643533633864363900"
                + "0001a1fe5b90d000000001002769312d31343137326433652d303463352d343639382d623436302d646564356435336338"
                + "643639000269310007"
                + "72646b61666b61000a2f3132372e302e302e31000493e00000afc8000000170003000000010001740000000000000000ff"
                + "ffffff0000"
                + "0000001900000000000100017400000002000000000000000100000000"
        ),
        (
            "0001000367707900017400000000",
            "000400000000000000060000000001000001a1fe5b91530100100632e83905384d019623194a854e7e57"
        ),
        ("00020002676a", "00030008636f6e73756d657200000002ffffffff000001a1fe5b8dfd00000000"),
        (
            "000100076773696d706c6500017400000000",
            "00040000000000000005ffffffff066d65746100000001a1fe5b91950100100632e83905384d019623194a854e7e57"
        ),
        ("0001000367707900017400000001", nil),
        // A consumer group: m1, static, had all of t and is to give half of it to m2, which subscribes to "t.*".
        (
            "0005000372656300026d31",
            "0000036931037261047261770b2f3132372e302e302e3102027401000075300672616e676501000100"
        ),
        ("00060003726563", "000000000003010008000001a1ffb7ce61"),
        (
            "0007000372656300026d31",
            "000002455a83a353f4438eb3ec9e9c9b10a6fc0300000000000000010000"
        ),
        (
            "0008000372656300026d31",
            "000000000002000000020102455a83a353f4438eb3ec9e9c9b10a6fc0300000000000000010100090300000002000000020245"
                + "5a83a353f4438eb3ec9e9c9b10a6fc03000000020000000301000903000000020000000200"
        ),
        ("0005000372656300026d32", "00000000047261770b2f3132372e302e302e310104742e2a000075300001000100"),
        ("0008000372656300026d32", "0000000000020000000000010100"),
        ("001000037265630003742e2a", "000002027400000000000009b3000001a1ffb7c9aa00"),
        ("00030003726563", "0000000000030100085e811fdbea4a6274"),
        (
            "0007000372656300026d32",
            "000002455a83a353f4438eb3ec9e9c9b10a6fc0300000002000000030000"
        ),
        ("0008000372656300026d33", nil),
    ]

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8).map { UInt8($0 < 58 ? $0 - 48 : $0 - 87) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    @Test func recordsOfKafka() throws {
        let script = Script()
        for (offset, entry) in GroupRecordTests.written.enumerated() {
            let key = GroupRecordTests.bytes(entry.key)
            let value = entry.value.map(GroupRecordTests.bytes)
            let record = try #require(Script.record(key, value), "\(entry.key)")
            #expect(record.key == key)
            #expect(record.value == value)
            script.log.append((key, value))
            script.shard.apply(record, at: Int64(offset))
        }
        let loaded = script.reloaded()
        let group = try #require(loaded.shard.classic["gpy"])
        #expect(group.state == .stable && group.generation == 1 && group.protocolName == "range")
        #expect(group.subscribedTopics == ["t"] && group.leader == group.staticMembers["i1"])
        let member = try #require(group.members.all.first)
        #expect(member.clientHost == "/127.0.0.1" && member.sessionTimeoutMs == 45_000)
        #expect(member.rebalanceTimeoutMs == 300_000 && member.assignment.count == 25)
        #expect(loaded.state("gj") == "Empty 2 - []")
        #expect(loaded.shard.offsets.offset("gpy", "t", 0)?.offset == 6)
        #expect(loaded.shard.offsets.offset("gsimple", "t", 0)?.leaderEpoch == -1)
        let consumers = try #require(loaded.shard.consumer["rec"])
        #expect(consumers.epoch == 3 && consumers.targetEpoch == 3 && consumers.metadataHash == 0x5e81_1fdb_ea4a_6274)
        let first = try #require(consumers.staticMember("i1"))
        #expect(first.id == "m1" && first.rackId == "ra" && first.assignor == "range" && first.topics == ["t"])
        #expect(first.epoch == 2 && first.previousEpoch == 2 && first.state == .unrevokedPartitions)
        #expect(first.assigned.sorted.map { $0.partitions.map(\.number) } == [[0, 1]])
        #expect(
            first.revoking.sorted.map { $0.partitions.map(\.number) } == [[2, 3]] && first.rebalanceTimeoutMs == 30_000)
        let second = try #require(consumers.members["m2"])
        #expect(second.expression == "t.*" && second.topics.isEmpty && consumers.topics(of: second) == ["t"])
        #expect(consumers.target["m2"]?.count == 2 && consumers.state == .reconciling)
    }

    /// Whatever lies in the log, reading it is safe: every prefix, and every byte changed.
    @Test func damagedRecords() {
        var readable = 0
        for entry in GroupRecordTests.written {
            let key = GroupRecordTests.bytes(entry.key)
            let value = entry.value.map(GroupRecordTests.bytes)
            for length in 0..<key.count where Script.record(Array(key[..<length]), value) != nil { readable += 1 }
            guard let value else { continue }
            for length in 0..<value.count where Script.record(key, Array(value[..<length])) != nil { readable += 1 }
            for index in value.indices {
                var changed = value
                changed[index] ^= 0xff
                guard let record = Script.record(key, changed) else { continue }
                let script = Script()
                script.shard = GroupShard(options: GroupOptions())
                script.shard.apply(record, at: 0)
                script.take(script.shard.loaded(now: script.now, wall: script.wall))
                script.join("a", group: "gpy", instance: "i1", version: 5)
                script.enter("m2", group: "rec")
                script.beat("m1", 2, owned: [:], group: "rec", instance: "i1")
                script.pass(ms: 1_000)
            }
        }
        #expect(readable == 0, "a shortened record was taken for a whole one")
    }

    @Test func whereAGroupLives() {
        // The hash of the last but one is negative, that of the last the least number there is.
        let found = ["gpy", "gj", "gsimple", "", "é😀", "staying", "polygenelubricants"].map {
            coordinatorPartition(of: $0, count: 50)
        }
        #expect(found == [26, 49, 1, 0, 12, 3, 0])
    }
}
