import Testing

@testable import Coordination

/// Any call of either protocol in any state, sensible or not, with what holds whatever happens.
@Suite struct MixedRandomTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6])
    func invariants(seed: UInt64) {
        print("MixedRandomTests seed \(seed)")
        var walk = Walk(seed: seed)
        for step in 0..<1_500 {
            walk.step(step)
            if let broken = walk.broken(step) {
                Issue.record("seed \(seed), step \(step): \(broken)")
                return
            }
        }
        walk.script.pass(ms: 2_500_000)
        #expect(walk.script.waiting == [] && walk.script.parked == 0)
        #expect(walk.upgrades > 3 && walk.downgrades > 1 && walk.assigned > 50)
    }

    struct Walk {
        let script: Script
        var dice: Dice
        let groups = ["g", "h"]
        var types: [String: String] = [:]
        var upgrades = 0
        var downgrades = 0
        var assigned = 0

        init(seed: UInt64) {
            var options = GroupOptions()
            options.maxGroupSize = 5
            options.consumer.maxSize = 5
            options.consumer.assignmentIntervalMs = 200
            options.offsetsRetentionMs = 900_000
            script = Script.withTopics(options)
            dice = Dice(state: seed)
        }

        mutating func step(_ step: Int) {
            guard let group = dice.pick(groups) else { return }
            let consumer = script.shard.consumer[group]
            let classic = script.shard.classic[group]
            let ids = (consumer?.sortedMembers.map(\.id) ?? []) + (classic?.members.all.map(\.id) ?? [])
            let member = short(dice.pick(ids + ["stranger"]) ?? "")
            let own = consumer?.members[long(member)]?.epoch ?? classic?.generation ?? 0
            let epoch = dice.pick([own, own, own, own, own &- 1, own &+ 1, 0, -1, .min, .max]) ?? 0
            let label = "\(step)"
            switch dice.roll(18) {
            case 0: beat(group, "m\(dice.roll(4))", 0, isJoin: true)
            case 1: beat(group, member, 0, isJoin: true)
            case 2, 3, 4: beat(group, member, epoch)
            case 5: beat(group, member, dice.pick([-1, -2, -3]) ?? -1, instance: dice.pick(["i", "j", nil]) ?? nil)
            case 6, 7: script.join(label, group: group, instance: dice.pick(["i", "j", nil, nil]) ?? nil)
            case 8, 9, 10:
                let topics = dice.roll(4) == 0 ? ["u", "nowhere"] : ["t"]
                let owned: [(String, [Int32])] = dice.roll(2) == 0 ? [] : [("t", [0, 1])]
                script.join(label, group: group, member: member, topics: topics, version: 5, owned: owned)
            case 11, 12:
                script.sync(
                    label, group: group, member: member, generation: epoch, type: nil, name: nil,
                    assign: [member: MigrationTests.assignment([("t", [0, 1, 2, 3])])], version: 4)
            case 13: script.heartbeat(label, group: group, member: member, generation: epoch)
            case 14: script.leave(label, group: group, [(member, nil), ("", "i")])
            case 15: script.commit(label, group: group, member: member, generation: epoch, version: 9)
            case 16: change(group, label)
            default: script.pass(ms: Int64(dice.roll(8_000)))
            }
        }

        private mutating func beat(
            _ group: String, _ member: String, _ epoch: Int32, isJoin: Bool = false, instance: String? = nil
        ) {
            let owned: [String: [Int32]] = isJoin ? [:] : ["t": [0, Int32(dice.roll(4)), -7], "gone": [.max]]
            let tellsOwned = isJoin || dice.roll(3) == 0
            let instance = instance ?? (dice.roll(4) == 0 ? "i" : nil)
            let named: [String] = dice.pick([["t"], ["t", "u"], []]) ?? []
            let regex = dice.roll(4) == 0 ? dice.pick(["t|u", "(", ".*", ""]) : nil
            script.beat(
                long(member), epoch, owned: tellsOwned ? owned : nil, group: group, instance: instance,
                topics: isJoin || dice.roll(8) == 0 ? named : nil, regex: regex,
                rebalance: isJoin ? dice.pick([30_000, 0, .max, -9]) ?? 1 : -1)
        }

        private mutating func change(_ group: String, _ label: String) {
            switch dice.roll(4) {
            case 0: script.setTopics(["t": Int32(1 + dice.roll(6)), "u": 2], recreated: dice.roll(3) == 0 ? ["u"] : [])
            case 1: script.setTopics(["t": 4])
            case 2: script.call(label, version: 2, .delete(group: group))
            default: script.take(script.shard.topicsDeleted(["u"]))
            }
        }

        /// What is wrong, if anything.
        mutating func broken(_ step: Int) -> String? {
            for line in script.takeLines() {
                if line.hasPrefix("nobody(") { return "answered twice: \(line)" }
                if line.contains(" beat "), line.contains("[t:") { assigned += 1 }
            }
            if script.waiting.count != script.parked + script.heldCount { return "\(script.waiting) wait for ever" }
            for id in groups {
                let group = script.shard.consumer[id]
                if group != nil, script.shard.classic[id] != nil { return "\(id) is of two types" }
                let type = group != nil ? "consumer" : script.shard.classic[id].map { _ in "classic" } ?? "none"
                if types[id] == "classic", type == "consumer" { upgrades += 1 }
                if types[id] == "consumer", type == "classic" { downgrades += 1 }
                types[id] = type
                for member in group?.members.values.map({ $0 }) ?? []
                where !script.shard.isScheduled(.memberSession(group: id, member: member.id)) {
                    return "nobody watches \(member.id) of \(id)"
                }
            }
            guard step % 75 == 0 else { return nil }
            let again = script.reloaded()
            for id in groups where types[id] == "consumer" {
                script.describeConsumers(id)
                again.describeConsumers(id)
                let (now, then) = (script.takeLines(), again.takeLines())
                if now != then { return "\(now) but after a restart \(then)" }
            }
            return nil
        }
    }
}
