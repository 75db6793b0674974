import Binary
import KafkaProtocol
import Records
import World

/// A consumer group while it is worked out what comes of a request or of time: the group as it will be once the records
/// that were written so far are in the log.
struct ConsumerDraft {
    private(set) var group: ConsumerGroup
    /// What goes to the log, in this order.
    private(set) var records: [GroupRecord] = []
    let topics: any TopicDirectory
    let options: ConsumerGroupOptions
    let wall: Timestamp

    init(
        _ group: ConsumerGroup, topics: any TopicDirectory, options: ConsumerGroupOptions, wall: Timestamp
    ) {
        self.group = group
        self.topics = topics
        self.options = options
        self.wall = wall
    }

    var id: String { group.id }

    // MARK: Writing

    /// Goes to the log as it is, before what follows.
    mutating func write(_ record: GroupRecord) { records.append(record) }

    mutating func write(_ record: ConsumerGroupRecord) {
        group.apply(record)
        records.append(.consumer(record))
    }

    mutating func write(epoch: Int32, metadataHash: Int64) {
        var key = ConsumerGroupMetadataKey()
        key.groupId = id
        var value = ConsumerGroupMetadataValue()
        value.epoch = epoch
        value.metadataHash = metadataHash
        write(.group(key, value))
    }

    /// - Parameter value: nil ends it.
    mutating func write(metadata value: ConsumerGroupMemberMetadataValue?, of member: String) {
        var key = ConsumerGroupMemberMetadataKey()
        key.groupId = id
        key.memberId = member
        write(.member(key, value))
    }

    /// - Parameter value: nil ends it.
    mutating func write(current value: ConsumerGroupCurrentMemberAssignmentValue?, of member: String) {
        var key = ConsumerGroupCurrentMemberAssignmentKey()
        key.groupId = id
        key.memberId = member
        write(.current(key, value))
    }

    /// - Parameter partitions: nil ends it.
    mutating func write(target partitions: PartitionSet?, of member: String) {
        var key = ConsumerGroupTargetAssignmentMemberKey()
        key.groupId = id
        key.memberId = member
        write(.memberTarget(key, partitions.map(ConsumerGroupTargetAssignmentMemberValue.init)))
    }

    /// - Parameters:
    ///   - epoch: nil ends it.
    ///   - time: when the target assignment was made.
    mutating func write(targetEpoch epoch: Int32?, at time: Timestamp = Timestamp(milliseconds: 0)) {
        var key = ConsumerGroupTargetAssignmentMetadataKey()
        key.groupId = id
        let value = epoch.map { epoch in
            var value = ConsumerGroupTargetAssignmentMetadataValue()
            value.assignmentEpoch = epoch
            value.assignmentTimestamp = time.milliseconds
            return value
        }
        write(.target(key, value))
    }

    /// - Parameter resolution: nil ends it.
    mutating func write(resolution: ConsumerGroup.Resolution?, of expression: String) {
        var key = ConsumerGroupRegularExpressionKey()
        key.groupId = id
        key.regularExpression = expression
        let value = resolution.map { resolution in
            var value = ConsumerGroupRegularExpressionValue()
            value.topics = resolution.topics.sorted()
            value.version = resolution.version
            value.timestamp = resolution.timestamp
            return value
        }
        write(.expression(key, value))
    }

    /// Ends everything of a member.
    mutating func writeEnd(of member: String) {
        write(current: nil, of: member)
        write(target: nil, of: member)
        write(metadata: nil, of: member)
    }

    /// Ends the group, its members and all it knows, the epoch last.
    mutating func writeEnd() {
        let members = group.members.keys.sorted()
        for member in members { write(current: nil, of: member) }
        for member in Set(members).union(group.target.keys).sorted() { write(target: nil, of: member) }
        write(targetEpoch: nil)
        for member in members { write(metadata: nil, of: member) }
        for expression in group.resolutions.keys.sorted() { write(resolution: nil, of: expression) }
        endPartitionMetadata()
        var key = ConsumerGroupMetadataKey()
        key.groupId = id
        write(.group(key, nil))
    }

    /// What brokers up to 4.0 wrote down of the topics is a hash today.
    mutating func endPartitionMetadata() {
        guard group.hasPartitionMetadata else { return }
        var key = ConsumerGroupPartitionMetadataKey()
        key.groupId = id
        write(.partitionMetadata(key, isTombstone: true))
    }

    // MARK: Epochs

    /// Goes on to the next epoch, with a hash of what the topics are now.
    mutating func bumpEpoch() {
        let (next, overflow) = group.epoch.addingReportingOverflow(1)
        write(epoch: overflow ? .max : next, metadataHash: metadataHash)
        endPartitionMetadata()
    }

    /// Over name, id and number of partitions of every topic that is subscribed to and there: FNV-1a. Whoever finds
    /// another hash than his, as Kafka in our log and we in Kafka's, takes it for one change of the topics.
    var metadataHash: Int64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        func mix(_ number: UInt64) {
            for shift in stride(from: UInt64(0), to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        for name in group.subscribedTopics.sorted() {
            guard let topic = topics.topic(named: name) else { continue }
            for byte in name.utf8 { mix(byte) }
            mix(topic.id.high)
            mix(topic.id.low)
            mix(UInt64(truncatingIfNeeded: topic.partitionCount))
        }
        return Int64(bitPattern: hash)
    }

    /// The topics of names, as far as they are there.
    func ids(of names: Set<String>) -> Set<Uuid> {
        names.reduce(into: []) { ids, name in
            if let topic = topics.topic(named: name) { ids.insert(topic.id) }
        }
    }
}

extension ConsumerGroupTargetAssignmentMemberValue {
    init(_ partitions: PartitionSet) {
        self.init()
        topicPartitions = partitions.sorted.map { topic, numbers in
            var entry = TopicPartition()
            entry.topicId = topic
            entry.partitions = numbers
            return entry
        }
    }
}
