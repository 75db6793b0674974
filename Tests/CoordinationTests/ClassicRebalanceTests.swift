import Testing

@testable import Coordination

@Suite struct ClassicRebalanceTests {
    /// KIP-394: an id first; KIP-134: the first rebalance waits for more, as long as more come.
    @Test func firstMembersFormAGroup() {
        let script = Script()
        script.join("a")
        script.expect("a join !79 c#1")
        script.join("a", member: "c#1")
        script.pass(ms: 2_000)
        script.join("b", version: 3)
        script.pass(ms: 2_999)
        script.expect()
        #expect(script.state("g") == "PreparingRebalance 0 - [c#1=[] c#2=[]]")
        // At 3 s the wait began anew, for the sake of the second member, and nobody came since.
        script.pass(ms: 1_001)
        script.expect(
            "a joined c#1 generation 1 range leader c#1 [c#1 c#2]", "b joined c#2 generation 1 range leader c#1 []")
        script.heartbeat("a", member: "c#1", generation: 1)
        script.commit("b", member: "c#2", generation: 1)
        script.expect("a heartbeat !0", "b failed !27")
        script.sync("b", member: "c#2", generation: 1)
        script.expect()
        script.sync("a", member: "c#1", generation: 1, assign: ["c#1": [7]])
        script.expect("a synced [7]", "b synced []")
        #expect(script.state("g") == "Stable 1 range [c#1=[7] c#2=[]]")
        #expect(script.log.count == 1)
        script.sync("b", member: "c#2", generation: 1)
        script.expect("b synced []")
    }

    @Test func whatAJoinMustBring() {
        let script = Script.twoMembers()
        script.join("1", group: "")
        script.join("2", session: 5_999)
        script.join("3", session: 1_800_001)
        script.join("4", group: "new", protocols: [])
        script.join("5", group: "new", type: "")
        script.join("6", group: "new", member: "x")
        script.join("7", member: "x")
        script.join("8", type: "connect")
        script.join("9", protocols: ["sticky"])
        script.expect(
            "1 join !24 ", "2 join !26 ", "3 join !26 ", "4 join !23 ", "5 join !23 ", "6 join !25 x", "7 join !25 x",
            "8 join !23 ", "9 join !23 ")
        #expect(script.state("new") == "none")
        #expect(script.state("g") == "Stable 1 range [c#1=[1] c#2=[2]]")
    }

    @Test func aThirdMemberBringsARebalance() {
        let script = Script.twoMembers()
        script.joinTwice("c", as: "c#3")
        script.heartbeat("a", member: "c#1", generation: 1)
        script.commit("a", member: "c#1", generation: 1)
        script.sync("b", member: "c#2", generation: 1)
        script.expect("a heartbeat !27", "a commit t-0!0", "b sync !27")
        script.join("b", member: "c#2")
        script.expect()
        script.join("a", member: "c#1")
        script.expect(
            "a joined c#1 generation 2 range leader c#1 [c#1 c#2 c#3]", "b joined c#2 generation 2 range leader c#1 []",
            "c joined c#3 generation 2 range leader c#1 []")
        script.heartbeat("b", member: "c#2", generation: 1)
        script.sync("b", member: "c#2", generation: 1)
        script.commit("b", member: "c#2", generation: 1)
        script.expect("b heartbeat !22", "b sync !22", "b failed !22")
    }

    @Test func whoDoesNotRejoinIsOut() {
        let script = Script.twoMembers()
        script.joinTwice("c", as: "c#3")
        script.join("b", member: "c#2")
        // The leader lives, but does not join.
        for _ in 0..<9 {
            script.pass(ms: 6_000)
            script.heartbeat("a", member: "c#1", generation: 1)
            script.expect("a heartbeat !27")
        }
        script.pass(ms: 6_000)
        script.expect(
            "b joined c#2 generation 2 range leader c#2 [c#2 c#3]", "c joined c#3 generation 2 range leader c#2 []")
        script.heartbeat("a", member: "c#1", generation: 1)
        script.expect("a heartbeat !25")
    }

    @Test func whoDoesNotSyncIsOut() {
        let script = Script.twoMembers()
        script.joinTwice("c", as: "c#3", rebalance: 20_000)
        script.join("a", member: "c#1", rebalance: 20_000)
        script.join("b", member: "c#2", rebalance: 20_000)
        #expect(script.takeLines().count == 3)
        script.sync("b", member: "c#2", generation: 2)
        for _ in 0..<4 {
            script.pass(ms: 5_000)
            script.heartbeat("a", member: "c#1", generation: 2)
            script.heartbeat("c", member: "c#3", generation: 2)
        }
        // The leader and the third never synced: the second's wait ends, and it is alone.
        #expect(script.takeLines().filter { $0.hasPrefix("b") } == ["b sync !27"])
        #expect(script.state("g") == "PreparingRebalance 2 range [c#2=[]]")
        script.join("b", member: "c#2")
        script.expect("b joined c#2 generation 3 range leader c#2 [c#2]")
    }

    @Test func joiningAgain() {
        let script = Script.twoMembers()
        script.join("b", member: "c#2")
        script.expect("b joined c#2 generation 1 range leader c#1 []")
        // The leader's join always means something.
        script.join("a", member: "c#1")
        script.expect()
        script.join("b", member: "c#2")
        script.expect(
            "a joined c#1 generation 2 range leader c#1 [c#1 c#2]", "b joined c#2 generation 2 range leader c#1 []")
        script.join("a", member: "c#1")
        script.expect("a joined c#1 generation 2 range leader c#1 [c#1 c#2]")
        script.sync("b", member: "c#2", generation: 2)
        script.join("a", member: "c#1", topics: ["t", "u"])
        script.expect("b sync !27")
        script.join("b", member: "c#2")
        script.expect(
            "a joined c#1 generation 3 range leader c#1 [c#1 c#2]", "b joined c#2 generation 3 range leader c#1 []")
        // A second join of the same member, while the first is parked, takes its place.
        script.join("b", member: "c#2", topics: ["u"])
        script.join("b2", member: "c#2", topics: ["u"])
        script.expect("b join !27 c#2")
        script.join("a", member: "c#1")
        script.expect(
            "a joined c#1 generation 4 range leader c#1 [c#1 c#2]", "b2 joined c#2 generation 4 range leader c#1 []")
        script.sync("b", member: "c#2", generation: 4)
        script.sync("b2", member: "c#2", generation: 4)
        script.expect("b sync !27")
    }

    @Test func theProtocolMostLike() {
        let script = Script()
        script.join("a", protocols: ["range", "sticky"], version: 3)
        script.join("b", protocols: ["sticky", "range", "other"], version: 3)
        script.join("c", protocols: ["other", "sticky", "range"], version: 3)
        script.pass(ms: 6_000)
        script.expect(
            "a joined c#1 generation 1 sticky leader c#1 [c#1 c#2 c#3]",
            "b joined c#2 generation 1 sticky leader c#1 []", "c joined c#3 generation 1 sticky leader c#1 []")
        script.sync("a", member: "c#1", generation: 1, type: nil)
        script.sync("b", member: "c#2", generation: 1, name: nil)
        script.sync("c", member: "c#3", generation: 1, name: "range")
        script.sync("d", member: "c#3", generation: 1, type: "connect", name: "sticky")
        script.expect("a sync !23", "b sync !23", "c sync !23", "d sync !23")
        script.sync("a", member: "c#1", generation: 1, type: nil, name: nil, assign: ["c#1": [1]], version: 3)
        script.expect("a synced [1]")
    }

    @Test func aFullGroup() {
        var options = GroupOptions()
        options.maxGroupSize = 2
        let script = Script.twoMembers(options)
        script.join("c")
        script.expect("c join !81 ")
        // The limit counts those who came, so in a rebalance the last one loses its place.
        script.join("a", member: "c#1")
        script.joinTwice("c", as: "c#4")
        script.join("b", member: "c#2")
        script.expect(
            "b join !81 ", "a joined c#1 generation 2 range leader c#1 [c#1 c#4]",
            "c joined c#4 generation 2 range leader c#1 []")
    }

    /// An assignment is told only once the log has it for good.
    @Test func syncWaitsForTheLog() {
        let script = Script()
        script.joinTwice("a", as: "c#1")
        script.pass(ms: 3_000)
        _ = script.takeLines()
        script.holdsCommits = true
        script.sync("a", member: "c#1", generation: 1, assign: ["c#1": [1]])
        script.sync("a2", member: "c#1", generation: 1)
        script.fetch("f", [("t", [0])])
        script.expect()
        #expect(script.heldCount == 3)
        script.heartbeat("a", member: "c#1", generation: 1)
        script.expect("a heartbeat !0")
        script.commitAll()
        script.expect("a synced [1]", "a2 synced [1]", "f offsets t-0=-1")
    }
}
