import Testing

@testable import Coordination

/// Subscriptions by regular expression.
@Suite struct ConsumerExpressionTests {
    @Test func resolvedLater() {
        let script = Script.withTopics()
        script.setTopics(["t": 2, "t2": 1, "u": 1])
        script.enter("m1", topics: nil, regex: "t.*")
        script.expect("m1 beat m1 2 []")
        script.pass(ms: 1_000)
        script.beat("m1", 2)
        script.expect("m1 beat m1 3 [t:0:1 t2:0]")
        // Names and expression together are what the member subscribes to.
        script.pass(ms: 1_000)
        script.beat("m1", 3, topics: ["u"])
        script.expect("m1 beat m1 4 [t:0:1 u:0 t2:0]")
        // A new topic is seen once ten seconds have passed since the last look.
        script.setTopics(["t": 2, "t2": 1, "t3": 1, "u": 1])
        script.pass(ms: 5_000)
        script.beat("m1", 4)
        script.pass(ms: 5_000)
        script.beat("m1", 4)
        script.beat("m1", 4)
        script.expect("m1 beat m1 4", "m1 beat m1 4", "m1 beat m1 5 [t:0:1 u:0 t2:0 t3:0]")
        // The resolution is in the log, and ends with the last who subscribes to it.
        let again = script.reloaded()
        again.describeConsumers()
        again.beat("m1", 5, regex: "")
        again.pass(ms: 1_000)
        again.beat("m1", 5, owned: ["u": [0]])
        again.expect(
            "d Stable 5/5 uniform m1@5/1 [t:0:1 u:0 t2:0 t3:0] -> [t:0:1 u:0 t2:0 t3:0]", "m1 beat m1 5 [u:0]",
            "m1 beat m1 6")
        #expect(again.shard.consumer["g"]?.resolutions.isEmpty == true)
    }

    @Test func sharedAndRefreshed() {
        let script = Script.withTopics()
        script.enter("m1", topics: nil, regex: "t|v") { $0 != "v" }
        script.pass(ms: 1_000)
        // One that is resolved already counts at once.
        script.enter("m2", topics: nil, regex: "t|v")
        script.expect("m1 beat m1 2 []", "m2 beat m2 4 [t:1:3]")
        script.beat("m1", 2)
        script.expect("m1 beat m1 4 [t:0:2]")
        // A topic that the one who asks must not know of is not there; later another asks, who may.
        script.setTopics(["t": 4, "u": 2, "v": 1])
        script.pass(ms: 11_000)
        script.beat("m1", 4) { $0 != "v" }
        script.beat("m1", 4) { $0 != "v" }
        script.expect("m1 beat m1 4", "m1 beat m1 4")
        for _ in 0..<20 {
            script.pass(ms: 30_000)
            script.beat("m1", 4) { $0 != "v" }
            script.beat("m2", 4)
        }
        let lines = script.takeLines()
        #expect(lines.prefix(39).allSatisfy { $0 == "m1 beat m1 4" || $0 == "m2 beat m2 4" })
        script.pass(ms: 30_000)
        script.beat("m2", 4)
        script.beat("m2", 4)
        script.describeConsumers()
        let described = script.takeLines().last ?? ""
        #expect(described.contains("v:0"), "\(described)")
    }

    @Test func nobodyWaitsForTheLookup() {
        let script = Script.withTopics()
        script.holdsResolutions = true
        script.enter("m1", topics: ["u"], regex: "t")
        script.pass(ms: 1_000)
        script.beat("m1", 2)
        script.expect("m1 beat m1 2 [u:0:1]", "m1 beat m1 2")
        // It comes too late for a member that has left, and for a group that is gone.
        script.beat("m1", -1)
        script.resolveAll()
        #expect(script.shard.consumer["g"]?.resolutions.isEmpty == true && script.shard.resolving.isEmpty)
        script.enter("m1", topics: nil, regex: "t")
        script.beat("m1", -1)
        script.call("x", version: 2, .delete(group: "g"))
        script.resolveAll()
        #expect(script.shard.consumer.isEmpty && script.shard.resolved.isEmpty)
    }
}
