import ClientCore
import Testing

@Suite("Assigning partitions to members")
struct AssignmentTests {
    private func member(
        _ id: String, _ topics: [String], instance: String? = nil, owned: [TopicPartition] = [],
        generation: Int32 = -1
    ) -> AssignmentMember {
        AssignmentMember(
            memberId: id, instanceId: instance,
            subscription: Subscription(topics: topics, owned: owned, generation: generation))
    }

    private func text(_ shares: [String: [TopicPartition]]) -> String {
        shares.sorted { $0.key < $1.key }.map { "\($0.key):" + $0.value.map(\.description).joined(separator: ",") }
            .joined(separator: " ")
    }

    @Test("ranges are those of Java's RangeAssignor")
    func ranges() {
        let cases: [(members: [AssignmentMember], counts: [String: Int], expected: String)] = [
            ([member("b", ["t"]), member("a", ["t"])], ["t": 3], "a:t-0,t-1 b:t-2"),
            ([member("a", ["t", "u"]), member("b", ["t", "u"])], ["t": 3, "u": 3], "a:t-0,t-1,u-0,u-1 b:t-2,u-2"),
            ([member("a", ["t"]), member("b", ["u"])], ["t": 2, "u": 1], "a:t-0,t-1 b:u-0"),
            ([member("a", ["t"]), member("b", ["t"]), member("c", ["t"])], ["t": 2], "a:t-0 b:t-1 c:"),
            // Static members come first and in the order of their own ids.
            (
                [member("a", ["t"]), member("z", ["t"], instance: "1"), member("y", ["t"], instance: "2")], ["t": 3],
                "a:t-2 y:t-1 z:t-0"
            ),
            ([member("a", ["gone"])], ["gone": 0], "a:"),
        ]
        for (members, counts, expected) in cases {
            #expect(text(AssignmentStrategy.range.assign(members, partitionCounts: counts)) == expected)
        }
    }

    @Test("round robin gives in turns, past members that do not want the topic")
    func roundRobin() {
        let members = [member("b", ["t", "u"]), member("a", ["t"]), member("c", ["u"])]
        let shares = AssignmentStrategy.roundRobin.assign(members, partitionCounts: ["t": 3, "u": 3])
        #expect(text(shares) == "a:t-0,t-2 b:t-1,u-0,u-2 c:u-1")
    }

    @Test("cooperative: a partition that moves is nobody's for one round")
    func cooperative() {
        func subscribed(_ id: String, _ owned: [Int32]) -> AssignmentMember {
            AssignmentMember(
                memberId: id,
                subscription: Subscription(
                    topics: ["t"], owned: owned.map { TopicPartition("t", $0) }, generation: owned.isEmpty ? -1 : 3))
        }
        let first = AssignmentStrategy.cooperativeSticky.assign(
            [subscribed("a", [0, 1, 2, 3]), subscribed("b", [])], partitionCounts: ["t": 4])
        #expect(first["a"]?.count == 2 && first["b"] == [])
        let kept = (first["a"] ?? []).map(\.partition)
        let second = AssignmentStrategy.cooperativeSticky.assign(
            [subscribed("a", kept), subscribed("b", [])], partitionCounts: ["t": 4])
        #expect(second["a"]?.map(\.partition) == kept && second["b"]?.count == 2)
    }

    @Test("sticky keeps what members had, and takes only what balance needs")
    func sticky() {
        let parts = { (range: Range<Int32>) in range.map { TopicPartition("t", $0) } }
        let cases: [(members: [AssignmentMember], expected: String)] = [
            ([member("a", ["t"]), member("b", ["t"])], "a:t-0,t-2,t-4 b:t-1,t-3,t-5"),
            // A newcomer gets a share; nobody else loses more than that.
            (
                [
                    member("a", ["t"], owned: parts(0..<3), generation: 4),
                    member("b", ["t"], owned: parts(3..<6), generation: 4), member("c", ["t"]),
                ], "a:t-1,t-2 b:t-4,t-5 c:t-0,t-3"
            ),
            // One left: the others keep theirs.
            (
                [
                    member("a", ["t"], owned: parts(0..<2), generation: 5),
                    member("b", ["t"], owned: parts(4..<6), generation: 5),
                ], "a:t-0,t-1,t-2 b:t-3,t-4,t-5"
            ),
            // Two claim the same: the newer generation had it last.
            (
                [
                    member("a", ["t"], owned: parts(0..<3), generation: 3),
                    member("b", ["t"], owned: parts(0..<3), generation: 7),
                ], "a:t-3,t-4,t-5 b:t-0,t-1,t-2"
            ),
        ]
        for (members, expected) in cases {
            #expect(text(AssignmentStrategy.sticky.assign(members, partitionCounts: ["t": 6])) == expected)
        }
    }

    @Test("whatever the subscriptions: everything assigned once, to a subscriber, and no move would even it more")
    func properties() {
        for seed in UInt64(1)...60 {
            var random = SeededRandom(seed)
            let topics = (0..<Int.random(in: 1...6, using: &random)).map { "t\($0)" }
            let counts = topics.reduce(into: [String: Int]()) { $0[$1] = Int.random(in: 0...12, using: &random) }
            var members = (0..<Int.random(in: 1...8, using: &random)).map { number in
                member("m\(number)", topics.filter { _ in Int.random(in: 0...3, using: &random) > 0 })
            }
            for round in 0..<3 {
                let shares = AssignmentStrategy.sticky.assign(members, partitionCounts: counts)
                var faults: [String] = []
                for (topic, count) in counts {
                    let readers = members.filter { $0.subscription.topics.contains(topic) }.map(\.memberId)
                    for partition in 0..<count {
                        let holders = shares.filter { $0.value.contains(TopicPartition(topic, Int32(partition))) }.map(
                            \.key)
                        guard let holder = holders.first else {
                            if !readers.isEmpty { faults.append("\(topic)-\(partition) has no reader") }
                            continue
                        }
                        let load = { (id: String) in shares[id]?.count ?? 0 }
                        let least = readers.map(load).min() ?? 0
                        if holders.count > 1 || !readers.contains(holder) { faults.append("\(topic): \(holders)") }
                        if load(holder) > least + 1 { faults.append("\(holder) has \(load(holder)), another \(least)") }
                    }
                }
                #expect(faults.isEmpty, "seed \(seed) round \(round): \(faults)")
                // The next round begins where this one ended, without one member.
                members = members.map {
                    member(
                        $0.memberId, $0.subscription.topics, owned: shares[$0.memberId] ?? [], generation: Int32(round))
                }
                if members.count > 1 { members.removeLast() }
            }
        }
    }
}

/// The same numbers for the same seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
