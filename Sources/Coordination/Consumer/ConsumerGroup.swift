import Binary
import Records
import World

/// A group of the consumer protocol (KIP-848): the coordinator assigns the partitions, and each member comes to its part
/// by heartbeats, step by step and on its own.
///
/// It changes by records alone. What is done with a request is worked out on values beside it, and written down.
struct ConsumerGroup {
    /// A group's state, as ListGroups and ConsumerGroupDescribe tell it.
    enum State: String {
        case empty = "Empty"
        case assigning = "Assigning"
        case reconciling = "Reconciling"
        case stable = "Stable"
    }

    /// The topics that an expression stands for.
    struct Resolution: Equatable {
        var topics: Set<String>
        /// The version of the topics it was found with.
        var version: Int64
        /// Milliseconds since 1970.
        var timestamp: Int64
    }

    let id: String
    /// Whether the log has a record of its epoch.
    private var hasEpoch = false
    /// Grows with every change of members, subscriptions or topics. A group's first is 2, as Kafka's.
    private(set) var epoch: Int32 = 1
    /// Of the topics that the members subscribe to; tells whether any of them has changed.
    private(set) var metadataHash: Int64 = 0
    private(set) var members: [String: ConsumerMember] = [:]
    /// Member ids by instance id.
    private(set) var staticMembers: [String: String] = [:]
    /// The epoch for which the target assignment was worked out.
    private(set) var targetEpoch: Int32 = 1
    /// When; milliseconds since 1970.
    private(set) var targetTimestamp: Int64 = 0
    /// What each member is to have.
    private(set) var target: [String: PartitionSet] = [:]
    private(set) var resolutions: [String: Resolution] = [:]
    /// How many members subscribe to an expression.
    private(set) var expressions: [String: Int] = [:]
    /// Who has a partition: the member's id. It is free when nobody does.
    private(set) var owners: [Uuid: [Int32: String]] = [:]
    /// Whether the log has a record of kind 4.
    private(set) var hasPartitionMetadata = false

    init(id: String) { self.id = id }

    /// Members in order of their ids.
    var sortedMembers: [ConsumerMember] { members.values.sorted { $0.id < $1.id } }
    var isEmpty: Bool { members.isEmpty }
    /// Whether there is such a group, and not only what is left of one.
    var exists: Bool { hasEpoch || !members.isEmpty }
    /// Whether the log holds nothing of it any more.
    var isGone: Bool { !exists && target.isEmpty && resolutions.isEmpty && !hasPartitionMetadata }

    var state: State {
        if members.isEmpty { return .empty }
        if epoch > targetEpoch { return .assigning }
        return members.values.allSatisfy { $0.isReconciled(to: targetEpoch) } ? .stable : .reconciling
    }

    /// The member that bears an instance id.
    func staticMember(_ instanceId: String) -> ConsumerMember? {
        staticMembers[instanceId].flatMap { members[$0] }
    }

    /// Whether nobody has a partition.
    func isFree(_ partition: Int32, of topic: Uuid) -> Bool { owners[topic]?[partition] == nil }

    // MARK: Subscriptions

    /// All topics that `member` subscribes to, by name or by an expression that is resolved.
    func topics(of member: ConsumerMember) -> Set<String> {
        let named = Set(member.topics)
        guard let resolution = resolutions[member.expression] else { return named }
        return named.isEmpty ? resolution.topics : named.union(resolution.topics)
    }

    /// All topics that anyone subscribes to.
    var subscribedTopics: Set<String> {
        var topics: Set<String> = []
        for member in members.values { topics.formUnion(member.topics) }
        for expression in expressions.keys { topics.formUnion(resolutions[expression]?.topics ?? []) }
        return topics
    }

    func isSubscribed(to topic: String) -> Bool {
        members.values.contains { $0.topics.contains(topic) }
            || expressions.keys.contains { resolutions[$0]?.topics.contains(topic) ?? false }
    }

    // MARK: Log

    /// Takes in a record of this group that was appended, or found in the log: in any order, since compaction may have
    /// taken any that was overtaken.
    mutating func apply(_ record: ConsumerGroupRecord) {
        switch record {
        case .group(_, let value):
            hasEpoch = value != nil
            epoch = value?.epoch ?? 1
            metadataHash = value?.metadataHash ?? 0
        case .partitionMetadata(_, let isTombstone):
            hasPartitionMetadata = !isTombstone
        case .member(let key, let value):
            var member = members[key.memberId] ?? ConsumerMember(id: key.memberId)
            if let value { member.apply(value) }
            replace(key.memberId, with: value == nil ? nil : member)
        case .target(_, let value):
            targetEpoch = value?.assignmentEpoch ?? 1
            targetTimestamp = value?.assignmentTimestamp ?? 0
        case .memberTarget(let key, let value):
            target[key.memberId] = value.map(PartitionSet.init)
        case .current(let key, let value):
            guard var member = members[key.memberId] ?? value.map({ _ in ConsumerMember(id: key.memberId) }) else {
                return
            }
            member.apply(value)
            replace(key.memberId, with: member)
        case .expression(let key, let value):
            resolutions[key.regularExpression] = value.map {
                Resolution(topics: Set($0.topics), version: $0.version, timestamp: $0.timestamp)
            }
        }
    }

    private mutating func replace(_ id: String, with member: ConsumerMember?) {
        let former = members[id]
        for owned in [former?.assigned, former?.revoking] { release(owned, by: id) }
        if let former { count(former.expression, by: -1) }
        if let instance = former?.instanceId, staticMembers[instance] == id { staticMembers[instance] = nil }
        members[id] = member
        guard let member else { return }
        for owned in [member.assigned, member.revoking] {
            for (topic, numbers) in owned.topics {
                for number in numbers.keys { owners[topic, default: [:]][number] = id }
            }
        }
        count(member.expression, by: 1)
        if let instance = member.instanceId { staticMembers[instance] = id }
    }

    private mutating func release(_ owned: OwnedPartitions?, by id: String) {
        for (topic, numbers) in owned?.topics ?? [:] {
            for number in numbers.keys where owners[topic]?[number] == id { owners[topic]?[number] = nil }
            if owners[topic]?.isEmpty == true { owners[topic] = nil }
        }
    }

    private mutating func count(_ expression: String, by step: Int) {
        guard !expression.isEmpty else { return }
        let count = (expressions[expression] ?? 0) + step
        expressions[expression] = count == 0 ? nil : count
    }
}

extension PartitionSet {
    init(_ value: ConsumerGroupTargetAssignmentMemberValue) {
        self.init()
        for entry in value.topicPartitions {
            for partition in entry.partitions { insert(partition, of: entry.topicId) }
        }
    }
}
