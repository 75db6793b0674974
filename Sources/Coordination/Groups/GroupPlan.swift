public import Binary
public import KafkaProtocol
public import World

/// Names a request that waits for its answer; the shard never looks into it.
public struct CallerToken: Hashable, Sendable {
    /// The caller's own number for the request.
    public let rawValue: UInt64

    /// A token of the caller's choice; one that is still waiting must not be used again.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }
}

/// Who sent a request, as far as a coordinator is concerned.
public struct GroupCaller: Sendable {
    /// Comes back with the answer.
    public var token: CallerToken
    /// The version of the request.
    public var version: Int16
    /// The client id of the request's header; empty where it was null.
    public var clientId: String
    /// The peer's address as Kafka stores it, "/127.0.0.1".
    public var clientHost: String
    /// Chance for a member id, should this request need one.
    public var chance: Uuid

    /// A caller.
    public init(token: CallerToken, version: Int16, clientId: String, clientHost: String, chance: Uuid) {
        self.token = token
        self.version = version
        self.clientId = clientId
        self.clientHost = clientHost
        self.chance = chance
    }
}

/// A request to the shard that a group belongs to. Topics are named: who asks by topic id resolves it before.
public enum GroupRequest: Sendable {
    case join(JoinGroupRequest)
    case sync(SyncGroupRequest)
    case heartbeat(HeartbeatRequest)
    case leave(LeaveGroupRequest)
    case commit(OffsetCommitRequest)
    case fetch(OffsetFetchRequest.OffsetFetchRequestGroup, requireStable: Bool)
    case list(states: [String], types: [String])
    case describe(group: String)
    case delete(group: String)
    case deleteOffsets(OffsetDeleteRequest)
}

/// What a shard answers; `failed` may come for any request and stands for the whole of it.
public enum GroupReply: Sendable {
    case join(JoinGroupResponse)
    case sync(SyncGroupResponse)
    case heartbeat(ErrorCode)
    /// The members in the order of the request, also for versions that name a single one.
    case leave([LeaveGroupResponse.MemberResponse])
    case commit([OffsetCommitResponse.OffsetCommitResponseTopic])
    case fetch(OffsetFetchResponse.OffsetFetchResponseGroup)
    case list([ListGroupsResponse.ListedGroup])
    /// nil: there is no such classic group.
    case describe(DescribeGroupsResponse.DescribedGroup?)
    case delete(ErrorCode)
    case deleteOffsets([OffsetDeleteResponse.OffsetDeleteResponseTopic])
    case failed(ErrorCode)

    /// The error of the whole request; `.none` where its parts have their own.
    public var error: ErrorCode {
        switch self {
        case .failed(let error), .heartbeat(let error), .delete(let error): error
        case .join(let response): ErrorCode(rawValue: response.errorCode)
        case .sync(let response): ErrorCode(rawValue: response.errorCode)
        case .leave, .commit, .fetch, .list, .describe, .deleteOffsets: .none
        }
    }
}

/// A reply on its way to the caller that asked.
public struct GroupAnswer: Sendable {
    /// Who asked.
    public let token: CallerToken
    /// What is answered.
    public let reply: GroupReply
    /// Whether the answer waits until everything that this shard has appended by then, the records of this plan
    /// included, lies below the high watermark: true of answers that tell what the log says.
    public let whenCommitted: Bool
}

/// What comes of a request or a timer. The driver appends the records, applies each of them, then sees to the answers.
/// A request that has no answer here is parked in the shard and answered by a later plan.
public struct GroupPlan: Sendable {
    /// To be appended in this order, as one batch where it fits.
    public var records: [GroupRecord] = []
    /// Answers, in the order in which they are due.
    public var answers: [GroupAnswer] = []
    /// For the operator.
    public var events: [Event] = []
}

/// One step of the shard while it is being worked out: the time it happens at and what comes of it so far.
struct GroupTurn {
    let now: Instant
    let wall: Timestamp
    let options: GroupOptions
    var plan = GroupPlan()
    /// Entries for the queue of deadlines.
    var timers: [(at: Instant, timer: GroupTimer)] = []

    init(now: Instant, wall: Timestamp, options: GroupOptions) {
        self.now = now
        self.wall = wall
        self.options = options
    }

    mutating func answer(_ token: CallerToken, _ reply: GroupReply, whenCommitted: Bool = false) {
        plan.answers.append(GroupAnswer(token: token, reply: reply, whenCommitted: whenCommitted))
    }

    mutating func note(_ name: String, _ message: String) {
        plan.events.append(Event(.info, name, message))
    }
}
