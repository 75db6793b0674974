import Testing

@testable import Coordination

@Suite struct ClassicMemberTests {
    @Test func sessions() {
        let script = Script.twoMembers()
        for _ in 0..<3 {
            script.pass(ms: 9_000)
            script.heartbeat("a", member: "c#1", generation: 1)
        }
        // b was silent: its session ended 10 s after its sync, and the leader must join again.
        script.expect("a heartbeat !0", "a heartbeat !27", "a heartbeat !27")
        #expect(script.state("g") == "PreparingRebalance 1 range [c#1=[1]]")
        script.heartbeat("b", member: "c#2", generation: 1)
        script.expect("b heartbeat !25")
        // A commit counts as a sign of life, a parked join needs none.
        script.pass(ms: 9_000)
        script.commit("a", member: "c#1", generation: 1)
        script.pass(ms: 9_000)
        script.join("a", member: "c#1")
        script.expect("a commit t-0!0", "a joined c#1 generation 2 range leader c#1 [c#1]")
        script.pass(ms: 10_000)
        #expect(script.state("g") == "Empty 3 - []")
        #expect(script.shard.classic["g"]?.protocolType == "consumer")
    }

    @Test func idsThatNobodyComesBackWith() {
        let script = Script()
        script.join("a")
        script.expect("a join !79 c#1")
        script.pass(ms: 9_999)
        #expect(script.state("g") == "Empty 0 - []")
        script.pass(ms: 1)
        #expect(script.state("g") == "none")
        script.join("a", member: "c#1")
        script.expect("a join !25 c#1")
        // While an id is out, the others wait for it, for its session at most.
        let second = Script.twoMembers()
        second.join("c")
        second.expect("c join !79 c#3")
        second.join("a", member: "c#1")
        second.join("b", member: "c#2")
        second.pass(ms: 9_999)
        second.expect()
        second.pass(ms: 1)
        second.expect(
            "a joined c#1 generation 2 range leader c#1 [c#1 c#2]", "b joined c#2 generation 2 range leader c#1 []")
    }

    /// A newcomer's first join may be parked on a connection that is gone: after five minutes it is asked again.
    @Test func aNewcomerWaitsFiveMinutes() {
        let script = Script.twoMembers()
        script.joinTwice("c", as: "c#3", rebalance: 600_000)
        for _ in 0..<59 {
            script.pass(ms: 5_000)
            script.heartbeat("a", member: "c#1", generation: 1)
            script.heartbeat("b", member: "c#2", generation: 1)
        }
        #expect(!script.takeLines().contains { $0.hasPrefix("c") })
        script.pass(ms: 5_000)
        script.expect("c join !25 ")
    }

    @Test func leaving() {
        let script = Script.twoMembers()
        script.joinTwice("c", as: "c#3")
        script.join("d")
        script.expect("d join !79 c#4")
        script.leave("x", [("c#3", nil), ("c#4", nil), ("c#9", nil), ("", "nobody")])
        script.expect("c join !25 ", "x left c#3!0 c#4!0 c#9!25 !25")
        script.leave("a", [("c#1", nil)])
        script.expect("a left c#1!0")
        script.join("b", member: "c#2")
        script.expect("b joined c#2 generation 2 range leader c#2 [c#2]")
        script.sync("b", member: "c#2", generation: 2, assign: ["c#2": [1]])
        script.leave("b", [("c#2", nil)])
        script.expect("b synced [1]", "b left c#2!0")
        #expect(script.state("g") == "Empty 3 - []")
        #expect(script.reloaded().state("g") == "Empty 3 - []")
        script.leave("b", [("c#2", nil)])
        script.leave("y", group: "unknown", [("c#2", nil), ("", "i")])
        script.leave("z", group: "", [("c#2", nil)])
        script.expect("b left c#2!25", "y left c#2!25 !25", "z failed !24")
    }

    /// A member that leaves while its sync is parked is told so.
    @Test func leavingWhileParked() {
        let script = Script.twoMembers()
        script.join("a", member: "c#1")
        script.join("b", member: "c#2")
        _ = script.takeLines()
        script.sync("b", member: "c#2", generation: 2)
        script.leave("x", [("c#2", nil)])
        script.expect("b sync !25", "x left c#2!0")
        #expect(script.parked == 0)
    }

    @Test func staticMembersKeepTheirPlace() {
        let script = Script()
        script.join("a", instance: "i")
        script.join("b", instance: "j")
        script.pass(ms: 6_000)
        script.expect(
            "a joined i#1 generation 1 range leader i#1 [i#1 j#2]", "b joined j#2 generation 1 range leader i#1 []")
        script.sync("b", member: "j#2", generation: 1, instance: "j")
        script.sync("a", member: "i#1", generation: 1, instance: "i", assign: ["i#1": [1], "j#2": [2]])
        script.expect("a synced [1]", "b synced [2]")
        // The leader restarts: no rebalance, it skips the assignment and gets what it had.
        script.join("a", instance: "i")
        script.expect("a joined i#3 generation 1 range leader i#3 [i#3 j#2] skip")
        script.sync("a", member: "i#3", generation: 1, instance: "i")
        script.heartbeat("old", member: "i#1", generation: 1, instance: "i")
        script.sync("old", member: "i#1", generation: 1, instance: "i")
        script.commit("old", member: "i#1", generation: 1, instance: "i")
        script.leave("old", [("i#1", "i")])
        script.expect("a synced [1]", "old heartbeat !82", "old sync !82", "old failed !82", "old left i#1!82")
        // Clients that cannot skip it are told of the old leader, so that they act as followers.
        script.join("a", instance: "i", version: 8)
        script.expect("a joined i#4 generation 1 range leader i#3 []")
        #expect(script.reloaded().state("g") == "Stable 1 range [i#4=[1] j#2=[2]]")
        // An administrator takes it out by its instance id.
        script.leave("x", [("", "i")])
        script.expect("x left !0")
        script.join("b", member: "j#2", instance: "j")
        script.expect("b joined j#2 generation 2 range leader j#2 [j#2]")
    }

    @Test func staticMembersInARebalance() {
        let script = Script()
        script.join("a", instance: "i", session: 100_000, version: 8)
        script.join("b", version: 3)
        script.pass(ms: 6_000)
        _ = script.takeLines()
        // While the leader assigns: its id is no longer the one that it would assign to.
        script.join("a", instance: "i", session: 100_000)
        script.expect()
        script.join("b", member: "c#2")
        script.expect(
            "a joined i#3 generation 2 range leader i#3 [i#3 c#2]", "b joined c#2 generation 2 range leader i#3 []")
        script.sync("a", member: "i#3", generation: 2, assign: ["i#3": [1], "c#2": [2]])
        script.expect("a synced [1]")
        // It does not rejoin, but is kept for its session; the others go on after the rebalance timeout.
        script.join("b", member: "c#2", topics: ["u"], session: 70_000)
        script.pass(ms: 60_000)
        script.expect("b joined c#2 generation 3 range leader c#2 [i#3 c#2]")
        // A join that is parked is fenced by another process with the same instance id.
        script.join("a", member: "i#3", instance: "i", topics: ["v"])
        script.join("a2", instance: "i")
        script.expect("a join !82 i#3")
        script.join("b", member: "c#2", topics: ["u"])
        script.expect(
            "a2 joined i#4 generation 4 range leader c#2 []", "b joined c#2 generation 4 range leader c#2 [i#4 c#2]")
    }

    @Test func aRestartFindsMembers() {
        let script = Script.twoMembers().reloaded()
        #expect(script.state("g") == "Stable 1 range [c#1=[1] c#2=[2]]")
        script.heartbeat("a", member: "c#1", generation: 1)
        script.commit("b", member: "c#2", generation: 1)
        script.expect("a heartbeat !0", "b commit t-0!0")
        script.pass(ms: 6_000)
        script.heartbeat("a", member: "c#1", generation: 1)
        script.pass(ms: 6_000)
        #expect(script.state("g") == "PreparingRebalance 1 range [c#1=[1]]")
        script.join("c", member: "c#1")
        _ = script.takeLines()
        #expect(script.state("g") == "CompletingRebalance 2 range [c#1=[1]]")
    }
}
