import Testing

@testable import Coordination

/// Members that come, go, fall silent, lose replies and are slow to give up, in any order: no partition has two who
/// consume it, and when all is quiet each has one.
@Suite struct ConsumerWalkTests {
    /// A member as a client sees it.
    struct Client {
        var epoch: Int32 = 0
        /// What it consumes.
        var owned: [String: Set<Int32>] = [:]
        /// What it is to give up, and still consumes.
        var leaving: [String: Set<Int32>] = [:]
        var topics: [String]
        /// A reply was lost: it asks for everything.
        var isInDoubt = false
        let instance: String?

        /// What it tells the coordinator that it has.
        var held: [String: [Int32]] {
            owned.merging(leaving) { $0.union($1) }.filter { !$0.value.isEmpty }.mapValues { $0.sorted() }
        }
    }

    struct Walk {
        let script: Script
        var dice: Dice
        var clients: [String: Client] = [:]
        var names = 0
        var counts: [String: Int32] = ["t": 5, "u": 3, "v": 4]
        var lost = 0

        init(seed: UInt64) {
            var options = GroupOptions()
            options.consumer.assignmentIntervalMs = 500
            script = Script(options)
            script.setTopics(counts)
            dice = Dice(state: seed)
        }

        mutating func step() {
            switch dice.roll(20) {
            case 0, 1: begin()
            case 2:
                if let id = dice.pick(clients.keys.sorted()) { end(id) }
            case 3:
                guard let name = dice.pick(["t", "u", "v"]), dice.roll(3) == 0 else { return }
                counts[name] = min((counts[name] ?? 0) + 1, 8)
                script.setTopics(counts)
            case 4:
                guard let id = dice.pick(clients.keys.sorted()) else { return }
                beat(id, topics: subscription())
            case 5, 6: script.pass(ms: Int64(dice.roll(1_500)))
            default:
                guard let id = dice.pick(clients.keys.sorted()) else { return }
                beat(id)
            }
        }

        mutating func subscription() -> [String] {
            dice.roll(2) == 0 ? ["t", "u", "v"] : ["t", "u", "v"].filter { _ in dice.roll(3) > 0 }
        }

        mutating func begin() {
            guard clients.count < 6 else { return }
            names += 1
            let free: [String] = ["i", "j"].filter { name in !clients.values.contains { $0.instance == name } }
            let instance: String? = dice.roll(3) == 0 ? free.first : nil
            clients["m\(names)"] = Client(topics: subscription(), instance: instance)
            beat("m\(names)")
        }

        mutating func end(_ id: String) {
            guard let client = clients.removeValue(forKey: id) else { return }
            // One that is killed leaves its session; static ones go for a while.
            let epoch: Int32? = client.instance == nil ? (dice.roll(2) == 0 ? -1 : nil) : -2
            if let epoch { script.beat(id, epoch, instance: client.instance) }
            _ = script.takeLines()
        }

        mutating func beat(_ id: String, topics: [String]? = nil, isQuiet: Bool = false) {
            guard var client = clients[id] else { return }
            if let topics { client.topics = topics }
            // Sooner or later it has given up what it was to.
            if isQuiet || dice.roll(3) == 0 { client.leaving = [:] }
            if client.epoch == 0 { (client.owned, client.leaving) = ([:], [:]) }
            let isFull = client.epoch == 0 || client.isInDoubt
            let tellsOwned = isFull || isQuiet || dice.roll(2) == 0
            script.beat(
                id, client.epoch, owned: tellsOwned ? client.held : nil, instance: client.instance,
                topics: isFull || topics != nil ? client.topics : nil, rebalance: isFull ? 600_000 : -1)
            let line = script.takeLines().first { $0.hasPrefix("\(id) ") } ?? ""
            if !isQuiet, dice.roll(8) == 0 {
                lost += 1
                client.isInDoubt = true
            } else {
                client.take(line, isFull)
            }
            clients[id] = client
        }

        /// What is wrong, if anything.
        func fault() -> String? {
            var owners: [String: String] = [:]
            for (id, client) in clients.sorted(by: { $0.key < $1.key }) {
                for (topic, partitions) in client.held {
                    for partition in partitions {
                        if let other = owners.updateValue(id, forKey: "\(topic)-\(partition)") {
                            return "\(topic)-\(partition) has \(other) and \(id)"
                        }
                    }
                }
            }
            guard let group = script.shard.consumer["g"] else { return nil }
            let held = group.members.values.flatMap { [$0.assigned, $0.revoking] }
            let total = held.reduce(0) { $0 + $1.partitions.count }
            if total != group.owners.values.reduce(0, { $0 + $1.count }) { return "owners are not counted right" }
            return nil
        }

        /// Who wants something lacks nothing, and everything wanted is consumed.
        func unsettled() -> String? {
            let wanted = Set(clients.values.flatMap(\.topics))
            for topic in wanted {
                let owned = clients.values.flatMap { Array($0.owned[topic] ?? []) }.sorted()
                if owned != Array(0..<(counts[topic] ?? 0)) { return "\(topic): \(owned)" }
            }
            return nil
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6])
    func neverTwoOwners(seed: UInt64) {
        print("ConsumerWalkTests seed \(seed)")
        var walk = Walk(seed: seed)
        for round in 0..<12 {
            for step in 0..<60 {
                walk.step()
                if let fault = walk.fault() {
                    Issue.record("seed \(seed), round \(round), step \(step): \(fault)")
                    return
                }
            }
            // All is quiet: those who were killed are noticed, and everybody comes to what is theirs.
            for _ in 0..<24 {
                for id in walk.clients.keys.sorted() { walk.beat(id, isQuiet: true) }
                walk.script.pass(ms: 5_000)
            }
            if let unsettled = walk.unsettled() {
                Issue.record("seed \(seed), round \(round): \(unsettled)")
                return
            }
            guard round % 4 == 3 else { continue }
            let again = walk.script.reloaded()
            walk.script.describeConsumers()
            again.describeConsumers()
            #expect(walk.script.takeLines() == again.takeLines(), "seed \(seed), round \(round)")
        }
        #expect(walk.lost > 20)
    }
}

extension ConsumerWalkTests.Client {
    /// Acts on a reply, as `Script` prints it: "m1 beat m1 3 [t:0:1]".
    mutating func take(_ line: String, _ wasFull: Bool) {
        let words = line.split(separator: " ", maxSplits: 4).map(String.init)
        guard words.count > 3, let epoch = Int32(words[3]) else {
            // Fenced or unknown: it drops everything and joins anew.
            (self.epoch, owned, leaving, isInDoubt) = (0, [:], [:], false)
            return
        }
        self.epoch = epoch
        if wasFull { isInDoubt = false }
        guard words.count > 4 else { return }
        var assigned: [String: Set<Int32>] = [:]
        for word in words[4].dropFirst().dropLast().split(separator: " ") {
            let parts = word.split(separator: ":")
            assigned[String(parts[0])] = Set(parts.dropFirst().compactMap { Int32($0) })
        }
        for (topic, partitions) in held {
            let given = Set(partitions).subtracting(assigned[topic] ?? [])
            if !given.isEmpty { leaving[topic] = given }
        }
        owned = assigned
    }
}
