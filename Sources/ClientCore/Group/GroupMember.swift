import KafkaProtocol
public import World

/// A member of a group under the classic protocol, as a machine: it finds the coordinator, joins, as leader assigns,
/// syncs, asks what the group has committed, keeps the membership alive, commits, and joins again on every error that
/// asks for it, as Java's members do.
///
/// A part of `GroupConsumer`. The protocol is eager: before it joins again, a member gives up all its partitions.
public struct GroupMember: Sendable {
    /// What the member is doing.
    enum Phase: Equatable {
        /// It is to join as soon as the coordinator is known.
        case unjoined
        /// It commits what was read, before it gives up its partitions.
        case committing
        /// It waits for all members to join.
        case joining
        /// It leads, and waits for the metadata of the members' topics.
        case assigning
        /// It waits for the leader's assignment.
        case syncing
        /// It asks what the group has committed.
        case starting
        /// It reads.
        case stable
        /// It takes its leave.
        case leaving
        /// It is out.
        case left
    }

    /// How it works.
    public let options: GroupOptions
    /// The topics it wants.
    public let topics: [String]
    var phase = Phase.unjoined
    /// The id the coordinator gave it; empty before that.
    public internal(set) var memberId = ""
    /// The group's generation it belongs to; -1 for none.
    public internal(set) var generation: Int32 = -1
    /// What it reads.
    public internal(set) var assignment: [TopicPartition] = []
    /// Whether it is out of the group, by its own will or not.
    public var isOut: Bool { phase == .left }
    /// Whether it has partitions, or was told that there are none for it.
    public var isStable: Bool { phase == .stable }

    var strategy = AssignmentStrategy.range
    var members: [AssignmentMember] = []
    /// How many partitions the topics had when this member, as leader, assigned them.
    var countsAssigned: [String: Int]?
    /// What the member had when it last was stable, for the sticky strategy.
    var remembered: (partitions: [TopicPartition], generation: Int32) = ([], -1)

    var coordinator: Destination?
    /// The one request that the phase waits for.
    var awaited: UInt64?
    var finding: UInt64?
    var heartbeat: UInt64?
    var commits: [UInt64: SentCommit] = [:]
    var retryAt = Instant(nanoseconds: .min)
    var heartbeatAt = Instant(nanoseconds: .min)
    var commitAt = Instant(nanoseconds: .min)
    var committed: [TopicPartition: Int64] = [:]
    var wantsToLeave = false
    /// Whether the commit before leaving is done.
    var goodbyeDue = false
    private var events: [GroupEvent] = []

    /// A member that has not joined yet.
    public init(options: GroupOptions, topics: [String]) {
        self.options = options
        self.topics = topics
    }

    /// Takes what the consumer has to know.
    public mutating func takeEvents() -> [GroupEvent] {
        defer { events.removeAll() }
        return events
    }

    mutating func tell(_ event: GroupEvent) { events.append(event) }

    /// Leaves the group at the next steps, after committing where commits happen by themselves. A static member only
    /// goes: its place is kept for it until its session is over.
    public mutating func leave() { wantsToLeave = true }

    /// When `step` has something to do by itself; nil for nothing.
    public var nextDeadline: Instant? {
        guard phase != .left else { return nil }
        if coordinator == nil { return finding == nil ? retryAt : nil }
        switch phase {
        case .unjoined, .starting: return awaited == nil ? retryAt : nil
        case .stable: return options.commitInterval == nil ? heartbeatAt : min(heartbeatAt, commitAt)
        default: return nil
        }
    }

    /// Does what is due.
    ///
    /// - Parameters:
    ///   - metadata: the consumer's; the members' topics are added to it.
    ///   - positions: what was read of the member's partitions.
    public mutating func step(
        now: Instant, metadata: inout ClusterMetadata, positions: [TopicPartition: Int64], into outbox: inout Outbox
    ) {
        guard phase != .left else { return }
        guard let coordinator else {
            findCoordinator(now: now, into: &outbox)
            return
        }
        if wantsToLeave, phase != .leaving { depart(now: now, positions, to: coordinator, into: &outbox) }
        switch phase {
        case .unjoined:
            guard awaited == nil, now >= retryAt else { return }
            if !giveUp(positions, to: coordinator, into: &outbox) { join(coordinator, into: &outbox) }
        case .assigning: assign(metadata: &metadata, to: coordinator, into: &outbox)
        case .starting:
            guard awaited == nil, now >= retryAt else { return }
            fetchOffsets(from: coordinator, into: &outbox)
        case .stable: live(now: now, metadata: metadata, positions: positions, to: coordinator, into: &outbox)
        case .committing, .joining, .syncing, .leaving, .left: break
        }
    }

    private mutating func findCoordinator(now: Instant, into outbox: inout Outbox) {
        guard finding == nil else { return }
        // A member that leaves without ever having found its coordinator has nothing to say goodbye to.
        if wantsToLeave, memberId.isEmpty {
            phase = .left
            return
        }
        guard now >= retryAt else { return }
        finding = outbox.send(
            FindCoordinatorRequest(group: options.group), to: .any, timeout: options.requestTimeout)
    }

    /// Heartbeats, commits, and the leader's look at its topics.
    private mutating func live(
        now: Instant, metadata: ClusterMetadata, positions: [TopicPartition: Int64], to coordinator: Destination,
        into outbox: inout Outbox
    ) {
        if let counts = countsAssigned, counts != GroupMember.counts(Array(counts.keys), metadata) {
            rejoin(now: now)
            return
        }
        if heartbeat == nil, now >= heartbeatAt {
            var request = HeartbeatRequest()
            request.groupId = options.group
            request.generationId = generation
            request.memberId = memberId
            request.groupInstanceId = options.instanceId
            heartbeat = outbox.send(request, to: coordinator, timeout: options.requestTimeout)
            heartbeatAt = now.advanced(milliseconds: options.heartbeatInterval)
        }
        if let interval = options.commitInterval, now >= commitAt {
            commitAt = now.advanced(milliseconds: interval)
            commit(unsaved(positions), .periodic, to: coordinator, into: &outbox)
        }
    }

    /// How many partitions topics have; 0 for those that do not exist. Nil while any of them is not known.
    static func counts(_ topics: [String], _ metadata: ClusterMetadata) -> [String: Int]? {
        var counts: [String: Int] = [:]
        for topic in topics {
            guard let info = metadata.topics[topic] else { return nil }
            counts[topic] = info.partitions.count
        }
        return counts
    }

    /// Joins the group again, keeping the member id.
    mutating func rejoin(now: Instant, after delay: Int64 = 0) {
        phase = .unjoined
        awaited = nil
        countsAssigned = nil
        retryAt = now.advanced(milliseconds: delay)
    }

    /// The group goes on without this member: its partitions are others' already, so nothing can be committed.
    mutating func loseMembership(forgetId: Bool, now: Instant) {
        if forgetId { memberId = "" }
        generation = -1
        if !assignment.isEmpty { tell(.revoked(assignment)) }
        assignment = []
        rejoin(now: now)
    }

    mutating func loseCoordinator(now: Instant) {
        coordinator = nil
        heartbeat = nil
        retryAt = now.advanced(milliseconds: options.retryBackoff)
    }

    /// Out for good.
    mutating func fail(_ error: ClientError) {
        if !assignment.isEmpty { tell(.revoked(assignment)) }
        assignment = []
        phase = .left
        tell(.failed(error))
    }
}

/// A commit without a reply.
struct SentCommit: Sendable {
    /// Why it was sent.
    enum Purpose: Sendable { case periodic, beforeJoining, beforeLeaving, asked }
    let purpose: Purpose
    let offsets: [TopicPartition: CommittedOffset]
}
