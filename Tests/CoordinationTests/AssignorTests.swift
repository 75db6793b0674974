import Binary
import Testing

@testable import Coordination

@Suite struct AssignorTests {
    static func topic(_ number: Int) -> Uuid { Uuid(high: 0, low: UInt64(number)) }

    /// Members with what they subscribe to and have, and the topics with their partitions.
    static func problem(
        _ members: [(id: String, instance: String?, topics: Set<Int>, current: PartitionSet)], _ counts: [Int32]
    ) -> AssignmentProblem {
        AssignmentProblem(
            members: members.map { member in
                AssignmentProblem.Member(
                    id: member.id, instanceId: member.instance, topics: Set(member.topics.map(topic)),
                    current: member.current)
            },
            topics: counts.enumerated().map { .init(id: topic($0), partitionCount: $1) })
    }

    static func text(_ assignment: [String: PartitionSet]) -> [String] {
        assignment.sorted { $0.key < $1.key }.map { id, partitions in
            "\(id) "
                + partitions.sorted.map { topic, numbers in "\(topic.low)" + numbers.map { ":\($0)" }.joined() }
                .joined(separator: " ")
        }
    }

    @Test func rangesAreCutAlike() {
        let none = PartitionSet()
        let members: [(String, String?, Set<Int>, PartitionSet)] = [
            ("c", nil, [0, 1, 2], none), ("a", nil, [0, 1], none), ("z", "i1", [0, 1, 2], none),
        ]
        let assignment = Assignor.range.assign(AssignorTests.problem(members, [5, 5, 3]))
        #expect(AssignorTests.text(assignment) == ["a 0:2:3 1:2:3", "c 0:4 1:4 2:2", "z 0:0:1 1:0:1 2:0:1"])
        // A static member that comes back under another id has the same part.
        let again: [(String, String?, Set<Int>, PartitionSet)] = [
            members[0], members[1], ("b", "i1", [0, 1, 2], none),
        ]
        #expect(Assignor.range.assign(AssignorTests.problem(again, [5, 5, 3]))["b"] == assignment["z"])
        #expect(Assignor.range.assign(AssignorTests.problem([], [5])).isEmpty)
        #expect(Assignor.uniform.assign(AssignorTests.problem([], [5])).isEmpty)
    }

    @Test func uniformKeepsWhatItCan() {
        var members: [(id: String, instance: String?, topics: Set<Int>, current: PartitionSet)] = [
            ("a", nil, [0, 1], PartitionSet()), ("b", nil, [0, 1], PartitionSet()),
        ]
        var assignment = Assignor.uniform.assign(AssignorTests.problem(members, [3, 2]))
        #expect(AssignorTests.text(assignment) == ["a 0:0:2 1:1", "b 0:1 1:0"])
        members = members.map { ($0.id, nil, $0.topics, assignment[$0.id] ?? PartitionSet()) }
        members.append(("c", nil, [0, 1], PartitionSet()))
        assignment = Assignor.uniform.assign(AssignorTests.problem(members, [3, 2]))
        #expect(AssignorTests.text(assignment) == ["a 0:0:2", "b 0:1 1:0", "c 1:1"])
    }

    /// Whatever members come, go and subscribe to: every partition that anyone wants has one owner who wants it, loads
    /// are even, and nothing moves without need.
    @Test(arguments: [1, 2, 3, 4])
    func uniformProperties(seed: UInt64) {
        print("AssignorTests seed \(seed)")
        var dice = Dice(state: seed)
        var current: [String: PartitionSet] = [:]
        for round in 0..<150 {
            let counts = (0..<5).map { _ in Int32(dice.roll(9)) }
            let isHomogeneous = dice.roll(2) == 0
            let ids = (0..<7).filter { _ in dice.roll(4) > 0 }.map { "m\($0)" }
            let members = ids.map { id -> (id: String, instance: String?, topics: Set<Int>, current: PartitionSet) in
                let topics = isHomogeneous ? Set(0..<5) : Set((0..<5).filter { _ in dice.roll(2) == 0 })
                return (id, nil, topics, current[id] ?? PartitionSet())
            }
            let problem = AssignorTests.problem(members, counts)
            let assignment = Assignor.uniform.assign(problem)
            if let wrong = AssignorTests.fault(assignment, problem, isHomogeneous) {
                Issue.record("seed \(seed), round \(round): \(wrong)")
                return
            }
            let settled = members.map { ($0.id, $0.instance, $0.topics, assignment[$0.id] ?? PartitionSet()) }
            #expect(Assignor.uniform.assign(AssignorTests.problem(settled, counts)) == assignment)
            current = assignment
        }
    }

    static func fault(
        _ assignment: [String: PartitionSet], _ problem: AssignmentProblem, _ isHomogeneous: Bool
    ) -> String? {
        var owners: [Uuid: [Int32: String]] = [:]
        for member in problem.members {
            guard let partitions = assignment[member.id] else { return "\(member.id) is left out" }
            for (topic, numbers) in partitions.sorted {
                if !member.topics.contains(topic) { return "\(member.id) does not want \(topic.low)" }
                for number in numbers where owners[topic, default: [:]].updateValue(member.id, forKey: number) != nil {
                    return "\(topic.low)-\(number) twice"
                }
            }
        }
        func load(_ id: String) -> Int { assignment[id]?.count ?? 0 }
        for topic in problem.topics {
            let subscribers = problem.members.filter { $0.topics.contains(topic.id) }
            let owned = owners[topic.id] ?? [:]
            if owned.count != (subscribers.isEmpty ? 0 : Int(topic.partitionCount)) {
                return "\(topic.id.low) is not whole"
            }
            for owner in owned.values {
                if let poorer = subscribers.first(where: { load($0.id) + 1 < load(owner) }) {
                    return "\(owner) has \(load(owner)), \(poorer.id) \(load(poorer.id))"
                }
            }
        }
        guard isHomogeneous else { return nil }
        // Who has no more than a share keeps all of it that is still there.
        let total = problem.topics.reduce(0) { $0 + Int($1.partitionCount) }
        for member in problem.members {
            let counts = Dictionary(uniqueKeysWithValues: problem.topics.map { ($0.id, $0.partitionCount) })
            let valid = member.current.sorted.flatMap { topic, numbers in
                numbers.filter { $0 < counts[topic] ?? 0 }.map { (topic, $0) }
            }
            guard valid.count <= total / max(problem.members.count, 1) else { continue }
            if !valid.allSatisfy({ assignment[member.id]?.contains($0.1, of: $0.0) ?? false }) {
                return "\(member.id) lost something without need"
            }
        }
        return nil
    }
}
