import Binary
import KafkaProtocol
import Records
import Testing

@testable import Coordination

/// A group that goes from one protocol to the other while it lives.
@Suite struct MigrationTests {
    /// What a leader of the classic protocol assigns.
    static func assignment(_ topics: [(String, [Int32])], userData: [UInt8]? = nil) -> [UInt8] {
        var message = ConsumerProtocolAssignment()
        message.assignedPartitions = topics.map { name, partitions in
            var entry = ConsumerProtocolAssignment.TopicPartition()
            entry.topic = name
            entry.partitions = partitions
            return entry
        }
        message.userData = userData
        var writer = BinaryWriter()
        writer.int16(1)
        message.encode(to: &writer, version: 1)
        return writer.array()
    }

    /// The classic group "g" of c#1, c#2, who share t.
    static func classicGroup(_ options: GroupOptions = GroupOptions(), userData: [UInt8]? = nil) -> Script {
        let script = Script.withTopics(options)
        script.joinTwice("a", as: "c#1")
        script.joinTwice("b", as: "c#2")
        script.pass(ms: 6_000)
        script.sync("b", member: "c#2", generation: 1)
        script.sync(
            "a", member: "c#1", generation: 1,
            assign: [
                "c#1": assignment([("t", [0, 1])], userData: userData), "c#2": assignment([("t", [2, 3])]),
            ])
        _ = script.takeLines()
        return script
    }

    func synced(_ topics: [(String, [Int32])]) -> String { "synced \(MigrationTests.assignment(topics))" }

    @Test func upgradeAndBack() {
        let script = MigrationTests.classicGroup()
        script.commit("o", member: "c#1", generation: 1, [("t", 0, 9)])
        script.enter("n")
        script.describeConsumers()
        // The first target assignment follows at once: that of the classic group is as old as can be.
        script.expect(
            "o commit t-0!0", "n beat n 2 []",
            "d Reconciling 2/2 uniform c#1@1/0 [t:0:1] -> [t:0:1], c#2@1/0 [t:2:3] -> [t:2], n@2/1 [] -> [t:3]")
        script.heartbeat("a", member: "c#1", generation: 1)
        script.heartbeat("b", member: "c#2", generation: 1)
        script.expect("a heartbeat !27", "b heartbeat !27")
        // They join again: the generation is the epoch, and nobody leads.
        script.join("a", member: "c#1", owned: [("t", [0, 1])])
        script.sync("a", member: "c#1", generation: 2)
        script.expect("a joined c#1 generation 2 range leader  []", "a \(synced([("t", [0, 1])]))")
        script.join("b", member: "c#2", owned: [("t", [2, 3])])
        script.sync("b", member: "c#2", generation: 1)
        script.heartbeat("b", member: "c#2", generation: 1)
        script.expect(
            "b joined c#2 generation 1 range leader  []", "b \(synced([("t", [2])]))", "b heartbeat !27")
        script.beat("n", 2)
        script.join("b", member: "c#2", owned: [("t", [2])])
        script.sync("b", member: "c#2", generation: 2)
        script.beat("n", 2)
        script.heartbeat("b", member: "c#2", generation: 2)
        script.expect(
            "n beat n 2", "b joined c#2 generation 2 range leader  []", "b \(synced([("t", [2])]))",
            "n beat n 2 [t:3]", "b heartbeat !0")
        script.fetch("f")
        script.commit("o", member: "c#1", generation: 2, [("t", 0, 10)], topicId: ScriptTopics.id(of: "t"))
        script.call("l", version: 5, .list(states: [], types: []))
        script.expect("f offsets t-0=9", "o commit t-0!0", "l groups g/consumer/consumer/Stable")
        // A restart finds them all.
        let again = script.reloaded()
        again.heartbeat("b", member: "c#2", generation: 2)
        again.beat("n", 2)
        again.expect("b heartbeat !0", "n beat n 2")
        // The last member of the consumer protocol leaves.
        script.beat("n", -1)
        script.call("l", version: 5, .list(states: [], types: []))
        script.expect("n beat n -1", "l groups g/classic/consumer/PreparingRebalance")
        script.heartbeat("a", member: "c#1", generation: 2)
        script.join("a", member: "c#1")
        script.join("b", member: "c#2")
        script.fetch("f")
        script.expect(
            "a heartbeat !27", "a joined c#1 generation 3 range leader c#1 [c#1 c#2]",
            "b joined c#2 generation 3 range leader c#1 []", "f offsets t-0=10")
        #expect(script.shard.consumer.isEmpty && script.parked == 0)
        // With nobody left, either protocol may take it over.
        script.leave("x", [("c#1", nil), ("c#2", nil)])
        script.enter("n")
        script.beat("n", -1)
        script.join("c")
        script.fetch("f")
        #expect(script.takeLines().last == "f offsets t-0=10")
        script.expect()
        #expect(script.shard.consumer.isEmpty && script.shard.classic["g"]?.pending.count == 1)
    }

    @Test func whatStandsInTheWay() {
        var options = GroupOptions()
        options.consumer.migrationPolicy = .downgrade
        let closed = MigrationTests.classicGroup(options)
        closed.enter("n")
        closed.heartbeat("a", member: "c#1", generation: 1)
        closed.expect("n beat !69", "a heartbeat !0")
        options.consumer.migrationPolicy = .upgrade
        options.consumer.maxSize = 1
        let small = MigrationTests.classicGroup(options)
        small.enter("n")
        small.expect("n beat !69")
        let custom = MigrationTests.classicGroup(userData: [1])
        custom.enter("n")
        custom.expect("n beat !69")
        let connect = Script.withTopics()
        connect.join("a", type: "connect", version: 3)
        connect.enter("n")
        connect.expect("n beat !69")
        connect.beat("n", 3)
        connect.expect("n beat !69")
        // A group that may not go back stays a consumer group of classic members.
        options.consumer.maxSize = .max
        let upOnly = MigrationTests.classicGroup(options)
        upOnly.enter("n")
        upOnly.beat("n", -1)
        upOnly.call("l", version: 5, .list(states: [], types: []))
        upOnly.expect("n beat n 2 []", "n beat n -1", "l groups g/consumer/consumer/Assigning")
    }

    @Test func whoWaitsIsAnswered() {
        let script = Script.withTopics()
        script.join("a", version: 3)
        script.enter("n")
        #expect(script.waiting == [])
        script.expect("a join !27 ", "n beat n 1 [t:1:3]")
        let syncing = Script.withTopics()
        syncing.joinTwice("a", as: "c#1")
        syncing.joinTwice("b", as: "c#2")
        syncing.pass(ms: 6_000)
        syncing.sync("b", member: "c#2", generation: 1)
        _ = syncing.takeLines()
        syncing.enter("n")
        syncing.expect("b sync !27", "n beat n 2 [t:2]")
    }

    @Test func classicMembersAmongConsumers() {
        let script = Script.withTopics()
        script.enter("n")
        script.expect("n beat n 2 [t:0:1:2:3]")
        script.join("a", protocols: [], version: 9)
        script.join("a", type: "connect", version: 9)
        script.join("a", protocols: ["range"], version: 9)
        script.expect("a join !23 c#1", "a join !23 c#2", "a join !79 c#3")
        script.pass(ms: 1_000)
        script.join("a", member: "c#3", protocols: ["range", "sticky"])
        script.expect("a joined c#3 generation 3 range leader  []")
        script.join("b", member: "c#4", protocols: ["cooperative"])
        script.sync("a", member: "c#3", generation: 2)
        script.sync("a", member: "c#3", generation: 3, name: "sticky")
        script.sync("a", member: "n", generation: 2)
        script.heartbeat("a", member: "c#3", generation: 2)
        script.heartbeat("a", member: "n", generation: 2)
        script.heartbeat("a", member: "c#9", generation: 2)
        script.commit("a", member: "c#3", generation: 2, topicId: ScriptTopics.id(of: "t"))
        script.expect(
            "b join !23 c#4", "a sync !22", "a sync !23", "a sync !25", "a heartbeat !22", "a heartbeat !25",
            "a heartbeat !25", "a failed !22")
        // What the other has given up is heard of by the heartbeat.
        script.sync("a", member: "c#3", generation: 3)
        script.heartbeat("a", member: "c#3", generation: 3)
        script.beat("n", 2)
        script.beat("n", 2, owned: ["t": [0, 1]])
        script.heartbeat("a", member: "c#3", generation: 3)
        script.expect(
            "a \(synced([]))", "a heartbeat !0", "n beat n 2 [t:0:1]", "n beat n 3", "a heartbeat !27")
        script.join("a", member: "c#3", protocols: ["range"])
        script.sync("a", member: "c#3", generation: 3)
        script.expect("a joined c#3 generation 3 range leader  []", "a \(synced([("t", [2, 3])]))")
        // It leaves by its own request; the other cannot by that.
        script.leave("x", [("n", nil), ("c#3", nil), ("c#3", nil)])
        script.describeConsumers()
        script.expect("x left n!25 c#3!0 c#3!0", "d Assigning 4/3 uniform n@3/1 [t:0:1] -> [t:0:1]")
    }

    @Test func classicMembersHaveTheirTime() {
        let script = Script.withTopics()
        script.enter("n")
        script.pass(ms: 1_000)
        script.join("a", member: "c#1", session: 10_000, rebalance: 8_000)
        script.expect("n beat n 2 [t:0:1:2:3]", "a joined c#1 generation 3 range leader  []")
        // No SyncGroup within the rebalance timeout.
        script.pass(ms: 8_000)
        script.heartbeat("a", member: "c#1", generation: 3)
        script.beat("n", 2)
        script.expect("a heartbeat !25", "n beat n 4")
        // Silence for its own session.
        script.join("a", member: "c#1", session: 10_000, rebalance: 30_000)
        script.sync("a", member: "c#1", generation: 4)
        script.beat("n", 4)
        _ = script.takeLines()
        script.pass(ms: 10_000)
        script.heartbeat("a", member: "c#1", generation: 4)
        script.beat("n", 4, owned: ["t": [0, 1, 2, 3]])
        script.expect("a heartbeat !25", "n beat n 6")
        // No JoinGroup after it was told to.
        script.pass(ms: 1_000)
        script.join("a", member: "c#1", session: 10_000, rebalance: 8_000)
        let joined = script.takeLines()
        let epoch = Int32(joined[0].split(separator: " ")[4]) ?? -1
        script.sync("a", member: "c#1", generation: epoch)
        script.pass(ms: 1_000)
        script.enter("n2")
        script.heartbeat("a", member: "c#1", generation: epoch)
        #expect(script.takeLines().last == "a heartbeat !27")
        script.pass(ms: 7_000)
        script.heartbeat("a", member: "c#1", generation: epoch)
        script.pass(ms: 1_000)
        script.heartbeat("a", member: "c#1", generation: epoch)
        script.expect("a heartbeat !27", "a heartbeat !25")
    }

    @Test func staticMembersChangeProtocol() {
        let script = Script.withTopics()
        script.enter("n1", instance: "i")
        script.enter("n2", instance: "j")
        _ = script.takeLines()
        // One comes back with the classic protocol while the other stays.
        script.beat("n1", -2, instance: "i")
        script.join("a", instance: "i", version: 9)
        script.heartbeat("h", member: "n1", generation: 2, instance: "i")
        script.call("l", version: 5, .list(states: [], types: []))
        script.expect(
            "n1 beat n1 -2", "a joined i#1 generation 2 range leader  []", "h heartbeat !82",
            "l groups g/consumer/consumer/Assigning")
        // And the last one too: then it is a classic group.
        script.beat("n2", -2, instance: "j")
        script.join("b", instance: "j", version: 9)
        script.call("l", version: 5, .list(states: [], types: []))
        let lines = script.takeLines()
        #expect(lines.last == "l groups g/classic/consumer/PreparingRebalance", "\(lines)")
        // A member of the consumer protocol takes a classic one's place without waiting for it.
        script.enter("n3", instance: "i")
        script.call("l", version: 5, .list(states: [], types: []))
        script.leave("x", [("", "j")])
        let after = script.takeLines()
        #expect(after[0].hasPrefix("n3 beat n3 ") && after[0].hasSuffix("]"), "\(after)")
        #expect(after[1].hasPrefix("l groups g/consumer/consumer/") && after[2] == "x left !0", "\(after)")
    }
}
