import Binary

/// Works out a balanced assignment that moves little.
///
/// Every member first keeps what it has and may have. Then, if all subscribe to the same topics, members above their
/// share give up what is above, and all that is free goes round among those below theirs: at most one apart. Else each
/// free partition goes to the least loaded of its topic's subscribers, and as long as a topic has an owner with at
/// least two more than another subscriber, a partition moves from one to the other. Each such move makes the sum of the
/// squares of all loads smaller, so there is an end to them.
struct UniformAssignment {
    private let problem: AssignmentProblem
    /// For each topic the positions of its subscribers.
    private var subscribers: [[Int]] = []
    /// For each topic and partition the position of its owner; -1 for none.
    private var owners: [[Int]] = []
    /// For each member how many partitions it has.
    private var loads: [Int]

    init(_ problem: AssignmentProblem) {
        self.problem = problem
        loads = Array(repeating: 0, count: problem.members.count)
        for topic in problem.topics {
            subscribers.append(problem.members.indices.filter { problem.members[$0].topics.contains(topic.id) })
            owners.append(Array(repeating: -1, count: Int(max(topic.partitionCount, 0))))
        }
    }

    consuming func solve() -> [String: PartitionSet] {
        keepCurrent()
        if let first = problem.members.first, problem.members.allSatisfy({ $0.topics == first.topics }) {
            releaseSurplus()
            fillEvenly()
        } else {
            fillByLoad()
            while balanceTopics() {}
        }
        var assignment: [String: PartitionSet] = [:]
        for member in problem.members { assignment[member.id] = PartitionSet() }
        for (topic, list) in owners.enumerated() {
            for (partition, owner) in list.enumerated() where owner >= 0 {
                assignment[problem.members[owner].id]?.insert(Int32(clamping: partition), of: problem.topics[topic].id)
            }
        }
        return assignment
    }

    private mutating func keepCurrent() {
        var positions: [Uuid: Int] = [:]
        for (position, topic) in problem.topics.enumerated() { positions[topic.id] = position }
        for (position, member) in problem.members.enumerated() {
            for (id, numbers) in member.current.sorted where member.topics.contains(id) {
                guard let topic = positions[id] else { continue }
                for number in numbers where number >= 0 && Int(number) < owners[topic].count {
                    if owners[topic][Int(number)] < 0 { give(topic, Int(number), to: position) }
                }
            }
        }
    }

    private mutating func give(_ topic: Int, _ partition: Int, to member: Int) {
        let former = owners[topic][partition]
        if former >= 0 { loads[former] -= 1 }
        owners[topic][partition] = member
        loads[member] += 1
    }

    // MARK: One subscription for all

    /// The most that each member may have: those that have most already get the larger shares.
    private func quotas() -> [Int] {
        let total = owners.indices.reduce(0) { $0 + (subscribers[$1].isEmpty ? 0 : owners[$1].count) }
        let (share, larger) = total.quotientAndRemainder(dividingBy: max(loads.count, 1))
        var quotas = Array(repeating: share, count: loads.count)
        let byLoad = loads.indices.sorted { loads[$0] == loads[$1] ? $0 < $1 : loads[$0] > loads[$1] }
        for member in byLoad.prefix(larger) { quotas[member] += 1 }
        return quotas
    }

    private mutating func releaseSurplus() {
        let quotas = quotas()
        for topic in owners.indices.reversed() {
            for partition in owners[topic].indices.reversed() {
                let owner = owners[topic][partition]
                guard owner >= 0, loads[owner] > quotas[owner] else { continue }
                owners[topic][partition] = -1
                loads[owner] -= 1
            }
        }
    }

    private mutating func fillEvenly() {
        let quotas = quotas()
        var open = loads.indices.filter { loads[$0] < quotas[$0] }
        var next = 0
        for topic in owners.indices where !subscribers[topic].isEmpty {
            for partition in owners[topic].indices where owners[topic][partition] < 0 && !open.isEmpty {
                // Round and round, so that neighbours of one topic go to different members.
                next %= open.count
                let member = open[next]
                give(topic, partition, to: member)
                if loads[member] >= quotas[member] { open.remove(at: next) } else { next += 1 }
            }
        }
    }

    // MARK: Many subscriptions

    private mutating func fillByLoad() {
        // Topics with few subscribers first: their partitions have the least choice.
        let order = owners.indices.sorted { left, right in
            let (first, second) = (subscribers[left].count, subscribers[right].count)
            return first == second ? left < right : first < second
        }
        for topic in order {
            for partition in owners[topic].indices where owners[topic][partition] < 0 {
                guard let member = leastLoaded(of: topic) else { break }
                give(topic, partition, to: member)
            }
        }
    }

    private func leastLoaded(of topic: Int) -> Int? {
        subscribers[topic].min { loads[$0] == loads[$1] ? $0 < $1 : loads[$0] < loads[$1] }
    }

    /// Evens each topic out among its subscribers; whether anything moved.
    private mutating func balanceTopics() -> Bool {
        var hasMoved = false
        for topic in owners.indices {
            while let least = leastLoaded(of: topic), let partition = mostLoaded(of: topic) {
                guard loads[owners[topic][partition]] - loads[least] >= 2 else { break }
                give(topic, partition, to: least)
                hasMoved = true
            }
        }
        return hasMoved
    }

    /// A partition of the topic whose owner has the most.
    private func mostLoaded(of topic: Int) -> Int? {
        let list = owners[topic]
        return list.indices.filter { list[$0] >= 0 }.max { left, right in
            let (first, second) = (loads[list[left]], loads[list[right]])
            return first == second ? list[left] > list[right] : first < second
        }
    }
}
