import Binary
import KafkaProtocol
import Records
import Testing
import World

@testable import Coordination

@Suite struct OffsetTests {
    @Test func groupsThatOnlyStoreOffsets() {
        let script = Script()
        script.commit("a", [("t", 1, 8), ("t", 0, -3), ("u", 0, 9)])
        script.expect("a commit t-1!0 t-0!12 u-0!0")
        script.fetch("a", [("t", [0, 1]), ("x", [4])])
        script.fetch("b")
        script.fetch("c", group: "unknown")
        script.fetch("d", group: "unknown", [("t", [0])])
        script.expect("a offsets t-0=-1 t-1=8 x-4=-1", "b offsets t-1=8 u-0=9", "c offsets ", "d offsets t-0=-1")
        script.commit("a", group: "", [("t", 0, 3)])
        script.fetch("a", group: "")
        script.expect("a commit t-0!0", "a offsets t-0=3")
        #expect(script.state("g") == "Empty 0 - []")
        script.commit("a", member: "m", generation: 3)
        script.expect("a failed !25")
        script.commit("b", group: "new", generation: 0, version: 9)
        script.commit("c", group: "new", generation: 0, version: 8)
        script.expect("b failed !69", "c failed !22")
        let offset = script.reloaded().shard.offsets.offset("g", "u", 0)
        #expect(offset?.offset == 9 && offset?.topicId == Uuid(high: 1, low: 2) && offset?.expireTimestamp == -1)
        #expect(offset?.metadata == "" && offset?.commitTimestamp == 1_700_000_000_000)
    }

    @Test func membersCommit() {
        let script = Script.twoMembers()
        script.commit("1", member: "c#1", generation: 1, metadata: "é")
        script.commit("2", member: "c#9", generation: 1)
        script.commit("3", member: "c#1", generation: 0)
        script.commit("4")
        script.commit("5", member: "c#1", generation: 1, instance: "i")
        script.expect("1 commit t-0!0", "2 failed !25", "3 failed !22", "4 failed !25", "5 failed !25")
        #expect(script.shard.offsets.offset("g", "t", 0)?.metadata == "é")
    }

    @Test func offsetsOfAnEmptyGroupExpire() {
        var options = GroupOptions()
        options.offsetsRetentionMs = 3_600_000
        let script = Script(options)
        script.commit("a", group: "simple")
        script.commit("b", group: "own", retention: 100_000, version: 4)
        script.expect("a commit t-0!0", "b commit t-0!0")
        script.joinTwice("c", as: "c#1")
        script.pass(ms: 3_000)
        script.sync("c", member: "c#1", generation: 1, assign: ["c#1": [1]])
        script.commit("c", member: "c#1", generation: 1, [("t", 0, 5), ("u", 0, 5)])
        _ = script.takeLines()
        // A live group keeps what it subscribes to; its other offsets, and those with an expiry of their own, go.
        for _ in 0..<710 {
            script.pass(ms: 5_000)
            script.heartbeat("c", member: "c#1", generation: 1)
            if script.wall.milliseconds == 1_700_000_000_000 + 603_000 {
                script.fetch("f", group: "own")
                #expect(script.takeLines().contains("f offsets "))
                #expect(script.state("own") == "none")
            }
        }
        _ = script.takeLines()
        script.pass(ms: 5_000)
        script.heartbeat("c", member: "c#1", generation: 1)
        script.fetch("s", group: "simple")
        script.fetch("g")
        script.expect("c heartbeat !0", "s offsets t-0=5", "g offsets t-0=5 u-0=5")
        for _ in 0..<140 {
            script.pass(ms: 5_000)
            script.heartbeat("c", member: "c#1", generation: 1)
        }
        _ = script.takeLines()
        script.fetch("s", group: "simple")
        script.fetch("g")
        script.expect("s offsets ", "g offsets t-0=5")
        #expect(script.state("simple") == "none")
        // Empty from now on: an hour later everything is gone, however recent the commit.
        script.leave("c", [("c#1", nil)])
        script.pass(ms: 3_000_000)
        script.commit("admin", [("t", 0, 6)])
        script.pass(ms: 1_300_000)
        script.fetch("g")
        script.expect("c left c#1!0", "admin commit t-0!0", "g offsets ")
        #expect(script.state("g") == "none" && script.reloaded().state("g") == "none")
        #expect(script.reloaded().shard.offsets.allGroups == [])
    }

    @Test func offsetsOfDeletedTopicsGo() {
        let script = Script()
        script.commit("a", [("t", 0, 1), ("u", 0, 2), ("u", 1, 3)])
        script.commit("b", group: "h", [("u", 0, 2)])
        script.take(script.shard.topicsDeleted(["u", "x"]))
        script.fetch("a")
        script.fetch("b", group: "h")
        script.expect("a commit t-0!0 u-0!0 u-1!0", "b commit u-0!0", "a offsets t-0=1", "b offsets ")
    }

    @Test func deletingOffsets() {
        let script = Script.twoMembers()
        script.commit("a", member: "c#1", generation: 1, [("t", 0, 1), ("u", 0, 2)])
        script.deleteOffsets("1", "t", [0])
        script.deleteOffsets("2", "u", [0, 1])
        script.deleteOffsets("3", group: "x", "t", [0])
        script.join("j", group: "con", type: "connect", version: 3)
        script.deleteOffsets("4", group: "con", "t", [0])
        script.fetch("f")
        script.expect(
            "a commit t-0!0 u-0!0", "1 offsets deleted t-0!86", "2 offsets deleted u-0!0 u-1!0", "3 failed !69",
            "4 failed !68", "f offsets t-0=1")
        script.leave("a", [("c#1", nil), ("c#2", nil)])
        script.deleteOffsets("5", "t", [0])
        script.fetch("f")
        script.expect("a left c#1!0 c#2!0", "5 offsets deleted t-0!0", "f offsets ")
    }

    /// Offsets that a transaction commits count from its end; a later plain commit stands above them.
    @Test func offsetsInTransactions() {
        let script = Script()
        script.commit("a", [("t", 0, 1), ("t", 1, 1)])
        _ = script.takeLines()
        func pending(_ partition: Int32, _ offset: Int64, at position: Int64, producerId: Int64) {
            var key = OffsetCommitKey()
            key.group = "g"
            key.topic = "t"
            key.partition = partition
            var value = OffsetCommitValue()
            value.offset = offset
            script.shard.apply(.offsetCommit(key, value), at: position, producerId: producerId)
        }
        pending(0, 10, at: 100, producerId: 7)
        pending(2, 12, at: 101, producerId: 7)
        pending(1, 11, at: 102, producerId: 8)
        script.fetch("stable", [("t", [0, 1, 2, 3])], stable: true)
        script.fetch("any", [("t", [0, 1, 2, 3])])
        script.expect(
            "stable offsets t-0=-1!88 t-1=-1!88 t-2=-1!88 t-3=-1", "any offsets t-0=1 t-1=1 t-2=-1 t-3=-1")
        script.shard.endTransaction(producerId: 8, committed: false)
        var key = OffsetCommitKey()
        key.group = "g"
        key.topic = "t"
        var value = OffsetCommitValue()
        value.offset = 20
        script.shard.apply(.offsetCommit(key, value), at: 103)
        script.shard.endTransaction(producerId: 7, committed: true)
        script.fetch("after", stable: true)
        script.expect("after offsets t-0=20 t-1=1 t-2=12")
        pending(5, 1, at: 104, producerId: 9)
        script.deleteOffsets("d", "t", [5])
        script.shard.endTransaction(producerId: 9, committed: true)
        script.fetch("after")
        script.expect("d offsets deleted t-5!0", "after offsets t-0=20 t-1=1 t-2=12")
    }
}
