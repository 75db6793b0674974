import Testing

@testable import Coordination

/// The rules of KIP-848, as Kafka 4.3 answers them.
@Suite struct ConsumerGroupTests {
    @Test func membersShareStepByStep() {
        let script = Script.withTopics()
        script.enter("m1")
        script.expect("m1 beat m1 2 [t:0:1:2:3]")
        script.beat("m1", 2)
        script.expect("m1 beat m1 2")
        // The next target assignment has to wait for a second.
        script.enter("m2")
        script.describeConsumers()
        script.expect(
            "m2 beat m2 2 []",
            "d Assigning 3/2 uniform m1@2/1 [t:0:1:2:3] -> [t:0:1:2:3], m2@2/1 [] -> []")
        script.pass(ms: 1_000)
        script.beat("m2", 2)
        script.expect("m2 beat m2 3")
        // The first one gives up, but keeps its epoch until it says so; silence is no word.
        script.beat("m1", 2)
        script.beat("m1", 2)
        script.beat("m2", 3)
        script.describeConsumers()
        script.expect(
            "m1 beat m1 2 [t:0:1]", "m1 beat m1 2", "m2 beat m2 3",
            "d Reconciling 3/3 uniform m1@2/1 [t:0:1:2:3] -> [t:0:1], m2@3/1 [] -> [t:2:3]")
        script.beat("m1", 2, owned: ["t": [0, 1, 2]])
        script.beat("m2", 3)
        script.expect("m1 beat m1 2", "m2 beat m2 3")
        script.beat("m1", 2, owned: ["t": [0, 1]])
        script.beat("m2", 3)
        script.describeConsumers()
        script.expect(
            "m1 beat m1 3", "m2 beat m2 3 [t:2:3]",
            "d Stable 3/3 uniform m1@3/1 [t:0:1] -> [t:0:1], m2@3/1 [t:2:3] -> [t:2:3]")
        // After a restart everything is as it was.
        let again = script.reloaded()
        again.describeConsumers()
        again.beat("m1", 3)
        again.expect("d Stable 3/3 uniform m1@3/1 [t:0:1] -> [t:0:1], m2@3/1 [t:2:3] -> [t:2:3]", "m1 beat m1 3")
    }

    @Test func epochsFenceAndLostRepliesDoNot() {
        let script = Script.twoConsumers()
        script.beat("m1", 2)
        script.beat("m1", 2, owned: ["t": [0, 1, 2]])
        script.beat("m1", 1, owned: ["t": [0, 1]])
        script.beat("m1", 4, owned: ["t": [0, 1]])
        script.expect("m1 beat !110", "m1 beat !110", "m1 beat !110", "m1 beat !110")
        script.beat("m1", 2, owned: ["t": [0]])
        script.beat("m1", 2, owned: ["t": [0]], topics: ["t"], rebalance: 60_000)
        script.enter("m1")
        script.expect("m1 beat m1 3", "m1 beat m1 3 [t:0:1]", "m1 beat m1 3 [t:0:1]")
        script.beat("m3", 3)
        script.beat("m1", 3, group: "nobody")
        script.beat("m1", -1, group: "nobody")
        script.expect("m3 beat !25", "m1 beat !69", "m1 beat !69")
    }

    /// What no member could mean, in the order of Kafka's checks.
    @Test func refusals() {
        var options = GroupOptions()
        options.consumer.maxSize = 2
        let script = Script.twoConsumers(options)
        script.beat("", 0, owned: [:], topics: ["t"], rebalance: 1)
        script.beat("m", 0, owned: [:], group: "", topics: ["t"], rebalance: 1)
        script.beat("m", 0, owned: [:], instance: "", topics: ["t"], rebalance: 1)
        script.beat("m", 0, owned: [:], topics: ["t"])
        script.beat("m", 0, topics: ["t"], rebalance: 1)
        script.beat("m", 0, owned: ["t": [0]], topics: ["t"], rebalance: 1)
        script.beat("m", 0, owned: [:], rebalance: 1)
        script.beat("m1", -2)
        script.beat("m1", -3)
        script.beat("", 3, version: 0)
        #expect(script.takeLines().allSatisfy { $0.hasSuffix(" beat !42") })
        script.enter("m1", assignor: "sticky")
        script.enter("m3")
        script.enter("m1", topics: nil, regex: "[")
        script.expect("m1 beat !112", "m3 beat !81", "m1 beat !128")
        // Version 0 leaves the member's id to us, and nothing of a refused member stays.
        script.beat("", 0, owned: [:], group: "v0", topics: ["t"], rebalance: 1, version: 0)
        let line = script.takeLines().first ?? ""
        #expect(line.hasPrefix(" beat AAAAAAAAAAAAAAAA") && line.hasSuffix(" 2 [t:0:1:2:3]"))
        script.describeConsumers()
        script.expect("d Stable 3/3 uniform m1@3/1 [t:0:1] -> [t:0:1], m2@3/1 [t:2:3] -> [t:2:3]")
    }

    @Test func leavingSilenceAndSlowness() {
        let script = Script.twoConsumers()
        script.pass(ms: 1_000)
        script.beat("m2", -1)
        script.beat("m1", 3)
        script.expect("m2 beat m2 -1", "m1 beat m1 4 [t:0:1:2:3]")
        // A member that is silent for its session is gone; one that gives nothing up is, too.
        script.pass(ms: 40_000)
        script.enter("m2", rebalance: 20_000)
        script.beat("m1", 4, rebalance: 20_000)
        script.expect("m2 beat m2 5 []", "m1 beat m1 4 [t:0:1]")
        for _ in 0..<4 {
            script.pass(ms: 4_999)
            script.beat("m1", 4)
            script.beat("m2", 5)
        }
        #expect(Set(script.takeLines()) == ["m1 beat m1 4", "m2 beat m2 5"])
        script.pass(ms: 5_000)
        script.beat("m1", 4)
        script.beat("m2", 5)
        script.expect("m1 beat !25", "m2 beat m2 6 [t:0:1:2:3]")
        script.pass(ms: 44_999)
        script.describeConsumers()
        script.pass(ms: 1)
        script.describeConsumers()
        script.expect("d Stable 6/6 uniform m2@6/1 [t:0:1:2:3] -> [t:0:1:2:3]", "d Empty 7/6 uniform ")
        // So it is after a restart for members of whom nothing is heard.
        script.enter("m1")
        let again = script.reloaded()
        again.pass(ms: 45_000)
        again.describeConsumers()
        again.expect("d Empty 9/8 uniform ")
        script.call("x", version: 2, .delete(group: "g"))
        again.call("x", version: 2, .delete(group: "g"))
        again.describeConsumers()
        script.expect("m1 beat m1 8 [t:0:1:2:3]", "x deleted !68")
        again.expect("x deleted !0", "d no group")
        #expect(again.shard.consumer.isEmpty)
    }

    @Test func staticMembersComeBack() {
        let script = Script.withTopics()
        script.enter("a1", instance: "i")
        script.enter("a1", instance: "i")
        script.enter("a2", instance: "i")
        script.beat("a2", 2, instance: "i")
        script.beat("a1", 2, instance: "j")
        script.beat("a1", 2)
        script.expect(
            "a1 beat a1 2 [t:0:1:2:3]", "a1 beat !111", "a2 beat !111", "a2 beat !82", "a1 beat !25", "a1 beat a1 2")
        script.beat("a1", -2, instance: "i")
        script.beat("a1", 2, instance: "i")
        script.enter("a2", instance: "i")
        script.beat("a1", 2, instance: "i")
        script.expect("a1 beat a1 -2", "a1 beat !110", "a2 beat a2 2 [t:0:1:2:3]", "a1 beat !82")
        // The former's session is not what ends the one that took its place.
        script.pass(ms: 44_000)
        script.beat("a2", 2, instance: "i")
        script.pass(ms: 2_000)
        script.beat("a2", 2, instance: "i")
        script.expect("a2 beat a2 2", "a2 beat a2 2")
        // Its place is kept for one session, under the same id or another; then it is gone.
        script.beat("a2", -2, instance: "i")
        let again = script.reloaded()
        again.enter("a2", instance: "i")
        again.beat("a2", -1, instance: "i")
        again.describeConsumers()
        again.expect("a2 beat a2 2 [t:0:1:2:3]", "a2 beat a2 -1", "d Empty 3/2 uniform ")
        script.pass(ms: 45_000)
        script.describeConsumers()
        script.expect("a2 beat a2 -2", "d Empty 3/2 uniform ")
    }

    @Test func topicsChange() {
        let script = Script.withTopics()
        script.enter("m1", topics: ["t", "new"])
        script.expect("m1 beat m1 2 [t:0:1:2:3]")
        script.pass(ms: 1_000)
        script.setTopics(["t": 5, "u": 2])
        script.beat("m1", 2)
        script.expect("m1 beat m1 3 [t:0:1:2:3:4]")
        script.pass(ms: 1_000)
        script.setTopics(["t": 5, "u": 3, "new": 1])
        script.beat("m1", 3)
        script.expect("m1 beat m1 4 [t:0:1:2:3:4 new:0]")
        // A topic of the same name that is another: its partitions are given up before they come again.
        script.pass(ms: 1_000)
        script.setTopics(["t": 5, "u": 3, "new": 1], recreated: ["new"])
        script.beat("m1", 4)
        script.beat("m1", 4, owned: ["t": [0, 1, 2, 3, 4]])
        script.expect("m1 beat m1 4 [t:0:1:2:3:4]", "m1 beat m1 5 [t:0:1:2:3:4 new:0]")
        // What nobody subscribes to makes no difference, nor does a restart.
        script.pass(ms: 1_000)
        script.setTopics(["t": 5, "new": 1])
        script.beat("m1", 5)
        let again = script.reloaded()
        again.beat("m1", 5)
        script.expect("m1 beat m1 5")
        again.expect("m1 beat m1 5")
        // Who subscribes to something else gives up at once what it left.
        script.beat("m1", 5, topics: ["new"])
        script.pass(ms: 1_000)
        script.beat("m1", 5, owned: ["new": [0]])
        script.describeConsumers()
        script.expect("m1 beat m1 5 [new:0]", "m1 beat m1 6", "d Stable 6/6 uniform m1@6/1 [new:0] -> [new:0]")
    }

    @Test func assignorOfTheMajority() {
        let script = Script.withTopics()
        script.enter("m1", topics: ["t", "u"], assignor: "range")
        script.pass(ms: 1_000)
        script.enter("m2", topics: ["t", "u"])
        script.beat("m1", 2)
        script.describeConsumers()
        script.expect(
            "m1 beat m1 2 [t:0:1:2:3 u:0:1]", "m2 beat m2 3 []", "m1 beat m1 2 [t:0:1 u:0]",
            "d Reconciling 3/3 range m1@2/1 [t:0:1:2:3 u:0:1] -> [t:0:1 u:0], m2@3/1 [] -> [t:2:3 u:1]")
    }

    @Test func commitsByEpoch() {
        let script = Script.twoConsumers()
        let t = ScriptTopics.id(of: "t")
        func commit(_ member: String, _ epoch: Int32, _ partitions: [Int32], version: Int16 = 9) {
            script.commit(
                "c", member: member, generation: epoch, partitions.map { ("t", $0, 7) }, version: version, topicId: t)
        }
        commit("m1", 3, [0, 1, 2])
        commit("m1", 2, [0, 1])
        commit("m1", 2, [0, 3])
        commit("m2", 2, [2])
        commit("m1", 4, [0])
        commit("", -1, [0])
        commit("m1", -1, [0])
        commit("m9", 3, [0])
        commit("m1", 3, [0], version: 8)
        #expect(
            script.takeLines() == [
                "c commit t-0!0 t-1!0 t-2!0", "c commit t-0!0 t-1!0", "c failed !113", "c failed !113", "c failed !113",
                "c failed !25", "c failed !113", "c failed !25", "c failed !35",
            ])
        script.fetch("f", [("t", [0])], member: "m1", epoch: 3)
        script.fetch("f", [("t", [0])], member: "m1", epoch: 2)
        script.fetch("f", [("t", [0])], member: "m9", epoch: 3)
        script.fetch("f", [("t", [0])])
        #expect(script.takeLines() == ["f offsets t-0=7", "f failed !113", "f failed !25", "f offsets t-0=7"])
        script.deleteOffsets("x", "t", [0])
        script.deleteOffsets("x", "u", [0])
        script.expect("x offsets deleted t-0!86", "x offsets deleted u-0!0")
        script.call("l", version: 5, .list(states: ["stable"], types: ["Consumer"]))
        script.call("l", version: 5, .list(states: [], types: ["classic"]))
        script.call("D", version: 5, .describe(group: "g"))
        script.expect("l groups g/consumer/consumer/Stable", "l groups ", "D no group")
    }

    @Test func offsetsOutliveMembersForAWhile() {
        var options = GroupOptions()
        options.offsetsRetentionMs = 600_000
        let script = Script.twoConsumers(options)
        let (t, u) = (ScriptTopics.id(of: "t"), ScriptTopics.id(of: "u"))
        script.commit("c", member: "m1", generation: 3, [("t", 0, 7)], version: 9, topicId: t)
        script.commit("c", member: "m1", generation: 3, [("u", 0, 7)], version: 9, topicId: u)
        script.expect("c commit t-0!0", "c commit u-0!0")
        for _ in 0..<60 {
            script.pass(ms: 20_000)
            script.beat("m1", 3)
            script.beat("m2", 3)
        }
        _ = script.takeLines()
        script.fetch("f")
        script.expect("f offsets t-0=7")
        script.pass(ms: 1_800_000)
        script.fetch("f")
        script.describeConsumers()
        script.expect("f offsets ", "d no group")
        #expect(script.reloaded().shard.consumer.isEmpty)
    }
}
