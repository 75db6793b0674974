import Binary
import KafkaProtocol
import Testing

@testable import Coordination

@Suite struct GroupAdminTests {
    @Test func listingAndDescribing() {
        let script = Script.twoMembers()
        script.commit("x", group: "b-simple")
        script.call("l", version: 5, .list(states: [], types: []))
        script.call("s", version: 5, .list(states: ["sTable", "Dead"], types: []))
        script.call("t", version: 5, .list(states: [], types: ["CLASSIC"]))
        script.call("n", version: 5, .list(states: [], types: ["consumer", "nonsense"]))
        let both = "groups b-simple/classic//Empty g/classic/consumer/Stable"
        script.expect("x commit t-0!0", "l \(both)", "s groups g/classic/consumer/Stable", "t \(both)", "n groups ")
        script.call("d", version: 6, .describe(group: "g"))
        script.call("e", version: 6, .describe(group: "b-simple"))
        script.call("f", version: 6, .describe(group: "none"))
        script.expect("d Stable consumer/range c#1[1] c#2[2]", "e Empty / ", "f no group")
        script.join("a", member: "c#1")
        script.call("d", version: 6, .describe(group: "g"))
        script.expect("d PreparingRebalance consumer/ c#1[] c#2[]")
    }

    @Test func deletingGroups() {
        let script = Script.twoMembers()
        script.commit("a", member: "c#1", generation: 1)
        script.call("1", version: 2, .delete(group: "g"))
        script.call("2", version: 2, .delete(group: "none"))
        script.leave("b", [("c#1", nil), ("c#2", nil)])
        script.call("3", version: 2, .delete(group: "g"))
        script.call("4", version: 2, .delete(group: "g"))
        script.fetch("f")
        script.expect(
            "a commit t-0!0", "1 deleted !68", "2 deleted !69", "b left c#1!0 c#2!0", "3 deleted !0", "4 deleted !69",
            "f offsets ")
        #expect(script.reloaded().state("g") == "none")
        script.commit("a", group: "simple")
        script.call("5", version: 2, .delete(group: "simple"))
        script.call("l", version: 5, .list(states: [], types: []))
        script.expect("a commit t-0!0", "5 deleted !0", "l groups ")
    }

    /// Groups of the new protocols, from a Kafka directory: their ids are taken until they are empty.
    @Test func groupsOfOtherTypes() throws {
        let script = Script()
        func put(_ kind: Int16, _ rest: [UInt8], tombstone: Bool = false) throws {
            let key = [UInt8(kind >> 8), UInt8(kind), 0, 1, UInt8(ascii: "g")] + rest
            script.log.append((key, tombstone ? nil : [0, 0, 1]))
            let record = try #require(Script.record(key, script.log.last?.value ?? nil))
            #expect(record.key == key)
            script.shard.apply(record, at: 0)
        }
        script.commit("o")
        try put(11, [])
        try put(10, [0, 1, 77])
        script.expect("o commit t-0!0")
        script.join("1")
        script.commit("2")
        script.call("3", version: 6, .describe(group: "g"))
        script.call("4", version: 2, .delete(group: "g"))
        script.call("5", version: 5, .list(states: [], types: []))
        script.deleteOffsets("6", "t", [0])
        script.expect(
            "1 join !23 ", "2 failed !25", "3 no group", "4 deleted !68", "5 groups g/share/share/Stable",
            "6 failed !68")
        try put(10, [0, 1, 77], tombstone: true)
        script.fetch("7")
        script.expect("7 offsets t-0=5")
        script.join("8")
        script.expect("8 join !79 c#2")
        #expect(script.state("g") == "Empty 0 - []")
        let again = script.reloaded()
        again.call("9", version: 5, .list(states: [], types: []))
        again.fetch("f")
        again.expect("9 groups g/classic//Empty", "f offsets t-0=5")
    }

    @Test func idsAsJavaPrintsThem() {
        let id = Uuid(high: 0x1417_2d3e_04c5_4698, low: 0xb460_ded5_d53c_8d69)
        #expect(id.hexText == "14172d3e-04c5-4698-b460-ded5d53c8d69")
    }
}
