import Testing
import World

@testable import Coordination

/// Chance that is the same on every run of a seed.
struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(sides))
    }
    mutating func pick<T>(_ list: [T]) -> T? { list.isEmpty ? nil : list[roll(list.count)] }
}

/// Any call in any state, with what holds whatever happens.
@Suite struct GroupRandomTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
    func invariants(seed: UInt64) {
        print("GroupRandomTests seed \(seed)")
        var walk = Walk(seed: seed)
        for step in 0..<1_500 {
            walk.step(step)
            if let broken = walk.broken(step) {
                Issue.record("seed \(seed), step \(step): \(broken)")
                return
            }
        }
        // Sessions, rebalances and the five minutes of newcomers come to their end: nobody is left waiting.
        walk.script.commitAll()
        walk.script.pass(ms: 2_000_000)
        #expect(walk.script.waiting == [] && walk.script.parked == 0)
        #expect(walk.answered > 500 && walk.generations.values.contains { $0 > 5 })
    }

    struct Walk {
        let script: Script
        var dice: Dice
        var generations: [String: Int32] = [:]
        var answered = 0
        /// The leaders told of, by group and generation.
        var leaders: [String: String] = [:]
        let groups = ["g", "h"]

        init(seed: UInt64) {
            var options = GroupOptions()
            options.maxGroupSize = 4
            options.offsetsRetentionMs = 700_000
            script = Script(options)
            dice = Dice(state: seed)
        }

        mutating func step(_ step: Int) {
            guard let group = dice.pick(groups) else { return }
            let live = script.shard.classic[group]
            let ids = (live?.members.all.map(\.id) ?? []) + (live?.pending.map(\.id) ?? []) + ["nobody"]
            let member = short(dice.pick(ids) ?? "")
            let generation = (live?.generation ?? 0) - (dice.roll(8) == 0 ? 1 : 0)
            let instance = live?.members.all.first { short($0.id) == member }?.instanceId
            let label = "\(step)"
            switch dice.roll(16) {
            case 0: script.join(label, group: group, protocols: ["range", "sticky"])
            case 1: script.join(label, group: group, instance: dice.pick(["i", "j"]), protocols: ["range", "sticky"])
            case 2, 3, 4, 5:
                let topics = dice.roll(4) == 0 ? ["u"] : ["t"]
                script.join(label, group: group, member: member, instance: instance, topics: topics)
            case 6, 7, 8, 9:
                var assignments: [String: [UInt8]] = [:]
                for id in ids where dice.roll(5) > 0 { assignments[short(id)] = [UInt8(step & 0xff)] }
                script.sync(
                    label, group: group, member: member, generation: generation, instance: instance, type: nil,
                    name: nil, assign: assignments, version: 4)
            case 10: script.heartbeat(label, group: group, member: member, generation: generation)
            case 11: script.commit(label, group: group, member: member, generation: generation)
            case 12: script.pass(ms: Int64(dice.roll(12_000)))
            case 13 where dice.roll(3) == 0: script.leave(label, group: group, [(member, instance), ("", "i")])
            case 14: script.fetch(label, group: group)
            case 15 where dice.roll(20) == 0: script.call(label, version: 2, .delete(group: group))
            case 15: if script.holdsCommits { script.commitAll() } else { script.holdsCommits = true }
            default: script.commit(label, group: group, [("u", Int32(dice.roll(3)), Int64(step))])
            }
        }

        /// What is wrong, if anything.
        mutating func broken(_ step: Int) -> String? {
            for line in script.takeLines() {
                answered += 1
                if line.hasPrefix("nobody") { return "answered twice: \(line)" }
                if line.contains(" joined "), line.contains("generation 0") { return "joined nothing: \(line)" }
            }
            let waiting = script.waiting.count
            if waiting != script.parked + script.heldCount { return "\(waiting) wait, \(script.parked) are parked" }
            for id in groups {
                if let wrong = broken(group: id) { return "\(id): \(wrong)" }
            }
            guard step % 50 == 0 else { return nil }
            let again = script.reloaded()
            for id in groups where script.shard.classic[id]?.isSettled == true {
                guard script.shard.classic[id]?.isVacant == false else { continue }
                if script.state(id) != again.state(id) {
                    return "\(script.state(id)) but after a restart \(again.state(id))"
                }
            }
            for id in groups
            where script.shard.offsets[id].sorted.map(\.offset) != again.shard.offsets[id].sorted.map(\.offset) {
                return "other offsets after a restart"
            }
            return nil
        }

        private mutating func broken(group id: String) -> String? {
            guard let group = script.shard.classic[id] else {
                generations[id] = nil
                return nil
            }
            if group.generation < generations[id] ?? 0 {
                return "generation \(group.generation) after \(generations[id] ?? 0)"
            }
            generations[id] = group.generation
            let members = group.members.all
            if members.isEmpty != (group.leader == nil) { return "leader \(group.leader ?? "-") of \(members.count)" }
            if let leader = group.leader, !group.members.contains(leader) { return "the leader is not a member" }
            if members.count(where: { $0.join != nil }) != group.joined { return "\(group.joined) joins are counted" }
            if Set(members.map(\.id)).count != members.count { return "a member twice" }
            for (position, member) in members.enumerated() {
                if group.members.position(of: member.id) != position { return "\(member.id) is not where it is" }
                if let instance = member.instanceId, group.staticMembers[instance] != member.id {
                    return "\(instance) is lost"
                }
                if member.sync != nil, group.state != .completingRebalance {
                    return "a sync is parked in \(group.state)"
                }
                if member.join != nil, group.state != .preparingRebalance {
                    return "a join is parked in \(group.state)"
                }
                let isWatched = member.session.at != nil || member.isParked
                if !isWatched { return "nobody watches \(member.id) in \(group.state)" }
            }
            if (group.state == .empty) != members.isEmpty, group.state != .preparingRebalance {
                return "\(group.state) with \(members.count)"
            }
            if group.state == .preparingRebalance, group.joinEnd.at == nil { return "a rebalance without an end" }
            return nil
        }
    }
}
