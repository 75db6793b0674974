import KafkaProtocol

extension GroupShard {
    /// All groups in order of their ids. An empty filter lets everything through; both ignore case.
    func list(states: [String], types: [String]) -> [ListGroupsResponse.ListedGroup] {
        let states = Set(states.map { $0.lowercased() })
        let types = Set(types.map { $0.lowercased() })
        var groups = classic.map { id, group in
            ListGroupsResponse.ListedGroup(
                id, type: "classic", protocolType: group.protocolType ?? "", state: group.state.rawValue)
        }
        groups += consumer.filter(\.value.exists).map { id, group in
            ListGroupsResponse.ListedGroup(
                id, type: "consumer", protocolType: EmbeddedProtocol.type, state: group.state.rawValue)
        }
        groups += foreign.filter(\.value.exists).map { id, group in
            ListGroupsResponse.ListedGroup(
                id, type: group.type, protocolType: group.type, state: group.hasMembers ? "Stable" : "Empty")
        }
        return groups.filter { group in
            (states.isEmpty || states.contains(group.groupState.lowercased()))
                && (types.isEmpty || types.contains(group.groupType.lowercased()))
        }.sorted { $0.groupId < $1.groupId }
    }

    /// A classic group and its members, or nil. What was assigned is told of a stable group only.
    func describe(_ id: String) -> DescribeGroupsResponse.DescribedGroup? {
        guard let group = classic[id] else { return nil }
        let isStable = group.state == .stable
        var response = DescribeGroupsResponse.DescribedGroup()
        response.groupId = id
        response.groupState = group.state.rawValue
        response.protocolType = group.protocolType ?? ""
        response.protocolData = isStable ? group.protocolName ?? "" : ""
        response.members = group.members.all.map { member in
            var entry = DescribeGroupsResponse.DescribedGroupMember()
            entry.memberId = member.id
            entry.groupInstanceId = member.instanceId
            entry.clientId = member.clientId
            entry.clientHost = member.clientHost
            if isStable {
                entry.memberMetadata = member.metadata(of: group.protocolName)
                entry.memberAssignment = member.assignment
            }
            return entry
        }
        return response
    }

    /// Ends a group without members, and its offsets.
    mutating func delete(_ id: String, _ turn: inout GroupTurn) -> ErrorCode {
        if let group = classic[id] {
            guard group.state == .empty else { return .nonEmptyGroup }
        } else if let group = consumer[id], group.exists {
            guard group.isEmpty else { return .nonEmptyGroup }
        } else {
            guard let group = foreign[id], group.exists else { return .groupIdNotFound }
            guard !group.hasMembers else { return .nonEmptyGroup }
            turn.plan.records += group.tombstones(group: id)
        }
        for (topic, partition) in offsets.partitions(of: id) {
            turn.plan.records.append(GroupShard.tombstone(id, topic, partition))
        }
        if classic[id] != nil { turn.plan.records.append(ClassicGroup.tombstone(id)) }
        if let group = consumer[id] { end(group, turn: &turn) }
        return .none
    }
}

extension ListGroupsResponse.ListedGroup {
    fileprivate init(_ id: String, type: String, protocolType: String, state: String) {
        self.init()
        groupId = id
        groupType = type
        self.protocolType = protocolType
        groupState = state
    }
}
