import KafkaProtocol
import Records
import World

extension ClassicGroup {
    /// This generation as it goes to the log.
    ///
    /// - Parameter assignments: by member id; who is left out gets an empty one. nil: as they are.
    func record(assignments: [String: [UInt8]]?) -> GroupRecord {
        var key = GroupMetadataKey()
        key.group = id
        var value = GroupMetadataValue()
        value.protocolType = protocolType ?? ""
        value.generation = generation
        value.protocol = protocolName
        value.leader = leader
        value.currentStateTimestamp = stateTimestamp?.milliseconds ?? -1
        value.members = members.all.map { member in
            var entry = GroupMetadataValue.MemberMetadata()
            entry.memberId = member.id
            entry.groupInstanceId = member.instanceId
            entry.clientId = member.clientId
            entry.clientHost = member.clientHost
            entry.rebalanceTimeout = member.rebalanceTimeoutMs
            entry.sessionTimeout = member.sessionTimeoutMs
            entry.subscription = member.metadata(of: protocolName)
            entry.assignment = assignments.map { $0[member.id] ?? [] } ?? member.assignment
            return entry
        }
        return .groupMetadata(key, value)
    }

    /// Ends this group in the log.
    static func tombstone(_ id: String) -> GroupRecord {
        var key = GroupMetadataKey()
        key.group = id
        return .groupMetadata(key, nil)
    }

    /// A group as a record tells of it, found while the log is read.
    init(id: String, loading value: GroupMetadataValue) {
        self.init(id: id, wall: nil)
        if value.currentStateTimestamp >= 0 {
            stateTimestamp = Timestamp(milliseconds: value.currentStateTimestamp)
        }
        state = value.members.isEmpty ? .empty : .stable
        generation = value.generation
        protocolType = value.protocolType.isEmpty ? nil : value.protocolType
        protocolName = value.protocol
        isPersistent = true
        for entry in value.members where !members.contains(entry.memberId) {
            var member = ClassicMember(
                id: entry.memberId, instanceId: entry.groupInstanceId, clientId: entry.clientId,
                clientHost: entry.clientHost,
                rebalanceTimeoutMs: entry.rebalanceTimeout < 0 ? entry.sessionTimeout : entry.rebalanceTimeout,
                sessionTimeoutMs: entry.sessionTimeout,
                protocols: [ClassicProtocol(name: value.protocol ?? "", metadata: entry.subscription)])
            member.assignment = entry.assignment
            add(member)
        }
        leader = value.leader
        subscribedTopics = readSubscriptions()
    }

    /// The record of this group that was just appended: its assignments are what the members are told from now on.
    mutating func apply(_ value: GroupMetadataValue) {
        isPersistent = true
        guard generation == value.generation, state == .completingRebalance || state == .stable else { return }
        for entry in value.members {
            if let position = members.position(of: entry.memberId) {
                members[position].assignment = entry.assignment
            }
        }
        if state == .completingRebalance, !value.members.isEmpty { state = .stable }
    }

    /// Whether the log's last word on this group is how it stands, so that reading it again would give the same.
    var isSettled: Bool { state == .empty || state == .stable }
}
