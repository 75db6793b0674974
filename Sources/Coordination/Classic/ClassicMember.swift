/// A way of assigning partitions that a member offers, with the metadata the assignor wants.
struct ClassicProtocol: Equatable {
    let name: String
    let metadata: [UInt8]
}

/// A member of a classic group.
struct ClassicMember {
    let id: String
    /// Static members have one and keep their place over restarts.
    let instanceId: String?
    let clientId: String
    let clientHost: String
    var rebalanceTimeoutMs: Int32
    var sessionTimeoutMs: Int32
    /// In the member's order of preference, each name once.
    var protocols: [ClassicProtocol]
    var assignment: [UInt8] = []
    /// Until its first JoinGroup is answered: it cannot send heartbeats, so a parked join does not keep it alive.
    var isNew = false
    /// Whether SyncGroup of this generation has not come yet.
    var owesSync = false
    /// The parked JoinGroup.
    var join: CallerToken?
    /// The parked SyncGroup.
    var sync: CallerToken?
    var session = Deadline()

    func metadata(of protocolName: String?) -> [UInt8] {
        protocols.first { $0.name == protocolName }?.metadata ?? []
    }

    /// Whether a silent member is to be kept: it waits for us.
    var isParked: Bool { !isNew && (join != nil || sync != nil) }
}

/// A member id that was given out and that JoinGroup has not come back with yet.
struct PendingMember {
    let id: String
    var session = Deadline()
}

/// The members of a group in the order in which they came: the order of everything that lists or counts them.
struct ClassicMembers {
    private var list: [ClassicMember] = []
    private var positions: [String: Int] = [:]

    var count: Int { list.count }
    var isEmpty: Bool { list.isEmpty }
    var indices: Range<Int> { list.indices }
    var all: [ClassicMember] { list }

    subscript(position: Int) -> ClassicMember {
        get { list[position] }
        _modify { yield &list[position] }
    }

    func position(of id: String) -> Int? { positions[id] }
    func contains(_ id: String) -> Bool { positions[id] != nil }

    mutating func append(_ member: ClassicMember) {
        positions[member.id] = list.count
        list.append(member)
    }

    /// Puts `member` in the place of another one.
    mutating func replace(at position: Int, with member: ClassicMember) {
        positions[list[position].id] = nil
        positions[member.id] = position
        list[position] = member
    }

    @discardableResult
    mutating func remove(at position: Int) -> ClassicMember {
        let member = list.remove(at: position)
        positions[member.id] = nil
        for moved in position..<list.count { positions[list[moved].id] = moved }
        return member
    }
}
