import Binary
import KafkaProtocol
import Records
import World

/// A group whose members assign the partitions themselves: the protocol of JoinGroup and SyncGroup.
///
/// What lives in the log is the last generation that all members know (`GroupMetadata`); a rebalance on its way lives
/// in memory only, so after a restart its members find the old generation and join again.
struct ClassicGroup {
    /// Kafka's states; Dead is a group that is not there.
    enum State: String {
        case empty = "Empty"
        case preparingRebalance = "PreparingRebalance"
        case completingRebalance = "CompletingRebalance"
        case stable = "Stable"
    }

    let id: String
    var state = State.empty
    /// When the state was entered; nil where the log is too old to say.
    var stateTimestamp: Timestamp?
    var generation: Int32 = 0
    /// "consumer", "connect", …; nil for a group that only ever stored offsets.
    var protocolType: String?
    var protocolName: String?
    var leader: String?
    var members = ClassicMembers()
    /// Member ids by instance id.
    var staticMembers: [String: String] = [:]
    var pending: [PendingMember] = []
    /// Members with a parked JoinGroup.
    var joined = 0
    /// How many members offer a protocol.
    var offers: [String: Int] = [:]
    /// Topics of all members' subscriptions; nil where they cannot be known.
    var subscribedTopics: Set<String>?
    /// Whether the log holds a record of it.
    var isPersistent = false

    /// The end of the join phase.
    var joinEnd = Deadline()
    /// The end of the members' time for SyncGroup.
    var syncEnd = Deadline()
    /// The first rebalance of an empty group, which waits for more members; nil in any other.
    var initialDelay: InitialDelay?

    /// The wait of a first rebalance: a delay, extended while members keep coming, within the rebalance timeout.
    struct InitialDelay {
        var delayMs: Int32
        var remainingMs: Int32
        var newMemberCame = false
    }

    init(id: String, wall: Timestamp?) {
        self.id = id
        stateTimestamp = wall
    }

    /// Whether nothing would be lost without it.
    var isVacant: Bool { state == .empty && pending.isEmpty && !isPersistent }
    var usesConsumerProtocol: Bool { protocolType == "consumer" }
    /// The longest time any member wants for a rebalance.
    var rebalanceTimeoutMs: Int32 { members.all.reduce(0) { max($0, $1.rebalanceTimeoutMs) } }
    var everyoneJoined: Bool { joined == members.count && pending.isEmpty }

    func isPending(_ id: String) -> Bool { pending.contains { $0.id == id } }

    /// Without knowledge of the subscriptions, a consumer group is taken to want everything.
    func isSubscribed(to topic: String) -> Bool { subscribedTopics?.contains(topic) ?? usesConsumerProtocol }

    mutating func enter(_ state: State, _ turn: GroupTurn) {
        self.state = state
        stateTimestamp = turn.wall
    }

    /// Finds the member that a request names; a static member that was replaced is fenced.
    func position(of memberId: String, instanceId: String?) -> Result<Int, ErrorCode> {
        if let instanceId {
            guard let owner = staticMembers[instanceId] else { return .failure(.unknownMemberId) }
            guard owner == memberId else { return .failure(.fencedInstanceId) }
        }
        guard let position = members.position(of: memberId) else { return .failure(.unknownMemberId) }
        return .success(position)
    }

    /// Starts a member's session anew.
    mutating func refreshSession(at position: Int, afterMs: Int64? = nil, _ turn: inout GroupTurn) {
        let memberId = members[position].id
        let end = turn.now.advanced(milliseconds: afterMs ?? Int64(members[position].sessionTimeoutMs))
        members[position].session.set(end, .session(group: id, member: memberId), &turn)
    }

    // MARK: Protocols

    /// Whether a member that offers these could live with the others.
    func supports(type: String, protocols: [ClassicProtocol]) -> Bool {
        if state == .empty { return !type.isEmpty && !protocols.isEmpty }
        return type == protocolType && protocols.contains { offers[$0.name] == members.count }
    }

    /// Among the protocols that all members offer the one most members like best; of equals, the one the first
    /// member likes better.
    func selectProtocol() -> String? {
        guard let first = members.all.first else { return nil }
        let candidates = first.protocols.map(\.name).filter { offers[$0] == members.count }
        var votes = candidates.map { _ in 0 }
        for member in members.all {
            if let vote = member.protocols.lazy.compactMap({ candidates.firstIndex(of: $0.name) }).first {
                votes[vote] += 1
            }
        }
        guard let most = votes.max(), let winner = votes.firstIndex(of: most) else { return nil }
        return candidates[winner]
    }

    mutating func count(offersOf member: ClassicMember, by step: Int) {
        for offer in member.protocols {
            let count = (offers[offer.name] ?? 0) + step
            offers[offer.name] = count == 0 ? nil : count
        }
    }

    /// Reads the members' subscriptions as far as every version of the consumer protocol begins.
    func readSubscriptions() -> Set<String>? {
        guard usesConsumerProtocol else { return nil }
        var topics: Set<String> = []
        for member in members.all {
            let metadata = member.metadata(of: protocolName)
            var reader = unsafe BinaryReader(metadata.span.bytes)
            _ = reader.int16()
            let subscription = ConsumerProtocolSubscription(from: &reader, version: 0)
            guard !reader.failed else { return nil }
            topics.formUnion(subscription.topics)
        }
        return topics
    }

    // MARK: Members

    mutating func add(_ member: ClassicMember) {
        if let instanceId = member.instanceId { staticMembers[instanceId] = member.id }
        if leader == nil { leader = member.id }
        members.append(member)
        count(offersOf: member, by: 1)
        if member.join != nil { joined += 1 }
        pending.removeAll { $0.id == member.id }
    }

    /// Takes a member out. What it had parked is answered: it is unknown from now on, and joins again if it lives.
    mutating func remove(at position: Int, _ turn: inout GroupTurn) {
        let member = members.remove(at: position)
        count(offersOf: member, by: -1)
        if let instanceId = member.instanceId, staticMembers[instanceId] == member.id {
            staticMembers[instanceId] = nil
        }
        if leader == member.id { leader = members.all.first?.id }
        if let token = member.join {
            joined -= 1
            turn.answer(token, .join(.failed(.unknownMemberId)))
        }
        if let token = member.sync { turn.answer(token, .sync(.failed(.unknownMemberId))) }
    }
}

extension JoinGroupResponse {
    /// A refusal; `memberId` is the member the client shall go on as.
    static func failed(_ error: ErrorCode, memberId: String = "") -> JoinGroupResponse {
        var response = JoinGroupResponse()
        response.errorCode = error.rawValue
        response.memberId = memberId
        return response
    }
}

extension SyncGroupResponse {
    static func failed(_ error: ErrorCode) -> SyncGroupResponse {
        var response = SyncGroupResponse()
        response.errorCode = error.rawValue
        return response
    }
}
