public import KafkaProtocol
import World

/// A request to the shard that a group belongs to. Topics are named: who asks by topic id resolves it before.
public enum GroupRequest: Sendable {
    case join(JoinGroupRequest)
    case sync(SyncGroupRequest)
    case heartbeat(HeartbeatRequest)
    case leave(LeaveGroupRequest)
    case commit(OffsetCommitRequest)
    /// Offsets that count from the end of a transaction, which the log was told of.
    case commitInTransaction(TxnOffsetCommitRequest)
    case fetch(OffsetFetchRequest.OffsetFetchRequestGroup, requireStable: Bool)
    case list(states: [String], types: [String])
    case describe(group: String)
    case delete(group: String)
    case deleteOffsets(OffsetDeleteRequest)
    /// - visibility: which topics the member may know of, should it subscribe to a regular expression.
    case consumerHeartbeat(ConsumerGroupHeartbeatRequest, visibility: TopicVisibility)
    case describeConsumerGroup(group: String)
}

/// What a shard answers; `failed` may come for any request and stands for the whole of it.
public enum GroupReply: Sendable {
    case join(JoinGroupResponse)
    case sync(SyncGroupResponse)
    case heartbeat(ErrorCode)
    /// The members in the order of the request, also for versions that name a single one.
    case leave([LeaveGroupResponse.MemberResponse])
    case commit([OffsetCommitResponse.OffsetCommitResponseTopic])
    case commitInTransaction([TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic])
    case fetch(OffsetFetchResponse.OffsetFetchResponseGroup)
    case list([ListGroupsResponse.ListedGroup])
    /// nil: there is no such classic group.
    case describe(DescribeGroupsResponse.DescribedGroup?)
    case delete(ErrorCode)
    case deleteOffsets([OffsetDeleteResponse.OffsetDeleteResponseTopic])
    case consumerHeartbeat(ConsumerGroupHeartbeatResponse)
    /// nil: there is no such consumer group.
    case describeConsumerGroup(ConsumerGroupDescribeResponse.DescribedGroup?)
    case failed(ErrorCode)

    /// The error of the whole request; `.none` where its parts have their own.
    public var error: ErrorCode {
        switch self {
        case .failed(let error), .heartbeat(let error), .delete(let error): error
        case .join(let response): ErrorCode(rawValue: response.errorCode)
        case .sync(let response): ErrorCode(rawValue: response.errorCode)
        case .consumerHeartbeat(let response): ErrorCode(rawValue: response.errorCode)
        case .leave, .commit, .commitInTransaction, .fetch, .list, .describe, .deleteOffsets,
            .describeConsumerGroup:
            .none
        }
    }
}

/// Who sent a request to a group.
public typealias GroupCaller = ShardCaller
/// A reply on its way to the caller that asked.
public typealias GroupAnswer = ShardAnswer<GroupReply>
/// What comes of a request to a group, or of time.
public typealias GroupPlan = ShardPlan<GroupRecord, GroupReply, GroupEffect>

/// What a shard of groups asks its driver to do outside.
public enum GroupEffect: Sendable {
    /// To be run wherever there is time; the outcome goes back to the shard by `resolved`.
    case resolve(TopicResolution)
}

/// One step of the shard while it is being worked out: the time it happens at and what comes of it so far.
struct GroupTurn: ShardTurn {
    let now: Instant
    let wall: Timestamp
    let options: GroupOptions
    var plan = GroupPlan()
    /// Entries for the queue of deadlines.
    var timers: [(at: Instant, timer: GroupTimer)] = []
    /// Deadlines that the shard keeps by name: set anew, or, with nil, no longer awaited. The last word counts.
    private(set) var scheduled: [(timer: GroupTimer, at: Instant?)] = []

    init(now: Instant, wall: Timestamp, options: GroupOptions) {
        self.now = now
        self.wall = wall
        self.options = options
    }

    mutating func answer(_ token: CallerToken, _ reply: GroupReply, whenCommitted: Bool = false) {
        plan.answers.append(GroupAnswer(token: token, reply: reply, whenCommitted: whenCommitted))
    }

    mutating func schedule(_ timer: GroupTimer, at: Instant) { scheduled.append((timer, at)) }
    mutating func cancel(_ timer: GroupTimer) { scheduled.append((timer, nil)) }

    mutating func note(_ name: String, _ message: String) {
        plan.events.append(Event(.info, name, message))
    }
}
