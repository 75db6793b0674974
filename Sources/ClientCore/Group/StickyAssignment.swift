import Binary

/// One computation of a sticky assignment: members keep what they had, then what nobody has goes to whoever has least,
/// then partitions move from members with more to members with less until no move would make it more even.
struct StickyAssignment {
    private let members: [AssignmentMember]
    private let usesOwnData: Bool
    private let partitions: [TopicPartition]
    /// The members that may read a topic, by number.
    private var readers: [String: [Int]] = [:]
    private var owner: [TopicPartition: Int] = [:]
    private var loads: [Int]

    /// - Parameters:
    ///   - members: in a stable order, which decides between equals.
    ///   - usesOwnData: whether what members had may be in the assignor's own data, as `sticky` has it.
    init(_ members: [AssignmentMember], _ partitionCounts: [String: Int], usesOwnData: Bool) {
        self.members = members
        self.usesOwnData = usesOwnData
        loads = Array(repeating: 0, count: members.count)
        partitions = partitionCounts.sorted { $0.key < $1.key }.flatMap { topic, count in
            (0..<max(count, 0)).map { TopicPartition(topic, Int32(truncatingIfNeeded: $0)) }
        }
        for topic in partitionCounts.keys {
            readers[topic] = members.indices.filter { members[$0].subscription.topics.contains(topic) }
        }
    }

    /// Every member's partitions, sorted.
    mutating func balanced() -> [String: [TopicPartition]] {
        keepOwned()
        for partition in partitions where owner[partition] == nil {
            if let least = leastLoaded(of: partition) { give(partition, to: least) }
        }
        even()
        var shares = Dictionary(
            members.map { ($0.memberId, [TopicPartition]()) }, uniquingKeysWith: { first, _ in first })
        for partition in partitions {
            if let number = owner[partition] { shares[members[number].memberId, default: []].append(partition) }
        }
        return shares
    }

    /// Of members that claim the same partition the one with the newest generation had it last.
    private mutating func keepOwned() {
        var claims: [TopicPartition: (member: Int, generation: Int32)] = [:]
        for (number, member) in members.enumerated() {
            let (owned, generation) = owned(member.subscription)
            for partition in owned where readers[partition.topic]?.contains(number) ?? false {
                if let rival = claims[partition], rival.generation >= generation { continue }
                claims[partition] = (number, generation)
            }
        }
        for partition in partitions {
            if let claim = claims[partition] { give(partition, to: claim.member) }
        }
    }

    private mutating func give(_ partition: TopicPartition, to number: Int) {
        if let old = owner[partition] { loads[old] -= 1 }
        owner[partition] = number
        loads[number] += 1
    }

    private func leastLoaded(of partition: TopicPartition) -> Int? {
        readers[partition.topic]?.min { (loads[$0], $0) < (loads[$1], $1) }
    }

    /// Each move takes one from a member with at least two more: the sum of squares falls, so it ends.
    private mutating func even() {
        var isMoved = true
        while isMoved {
            isMoved = false
            for partition in partitions {
                guard let number = owner[partition], let least = leastLoaded(of: partition),
                    loads[number] > loads[least] + 1
                else { continue }
                give(partition, to: least)
                isMoved = true
            }
        }
    }

    /// What a member had: Java's members say it in the assignor's own data, newer ones in the subscription as well.
    private func owned(_ subscription: Subscription) -> ([TopicPartition], Int32) {
        if usesOwnData, let data = subscription.userData, let told = StickyAssignment.decode(data) { return told }
        return (subscription.owned, subscription.generation)
    }

    /// The own data of Java's `StickyAssignor`, version 1: an array of (topic, array of partitions), a generation.
    static func encode(_ owned: [TopicPartition], generation: Int32) -> [UInt8] {
        var writer = BinaryWriter()
        let topics = grouped(owned) { ($0, $1) }
        writer.int32(Int32(topics.count))
        for (topic, numbers) in topics {
            writer.int16(Int16(clamping: topic.utf8.count))
            writer.utf8(topic)
            writer.int32(Int32(numbers.count))
            for number in numbers { writer.int32(number) }
        }
        writer.int32(generation)
        return writer.array()
    }

    private static func decode(_ data: [UInt8]) -> ([TopicPartition], Int32)? {
        var reader = BinaryReader(data.span.bytes)
        var owned: [TopicPartition] = []
        for _ in 0..<reader.count(Int(reader.int32()), elementSize: 6) {
            let topic = reader.string(Int(reader.int16()))
            for _ in 0..<reader.count(Int(reader.int32()), elementSize: 4) {
                owned.append(TopicPartition(topic, reader.int32()))
            }
        }
        // Version 0 had no generation.
        let generation = reader.remaining >= 4 ? reader.int32() : -1
        return reader.failed ? nil : (owned, generation)
    }
}
