import KafkaProtocol
public import World

/// A member of a group under the classic protocol, as a machine: it finds the coordinator, joins, as leader assigns,
/// syncs, asks what the group has committed, keeps the membership alive, commits, and joins again on every error that
/// asks for it, as Java's members do.
///
/// A part of `GroupConsumer`. Before it joins again a member gives up all its partitions, unless all strategies it offers
/// are cooperative: then it keeps them and gives up only what the new assignment takes away.
public struct GroupMember: GroupMembership {
    /// What the member is doing.
    enum Phase: Equatable {
        /// It is to join as soon as the coordinator is known.
        case unjoined
        /// Its consumer finishes with the partitions that are to be given up.
        case revoking
        /// They are to be given up.
        case releasing
        /// It commits what was read of them.
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
    public private(set) var topics: [String]
    var phase = Phase.unjoined
    /// The id the coordinator gave it; empty before that.
    public internal(set) var memberId = ""
    /// The group's generation it belongs to; -1 for none.
    public internal(set) var generation: Int32 = -1
    /// What it reads.
    public internal(set) var assignment: [TopicPartition] = []
    public var isOut: Bool { phase == .left }
    public var isStable: Bool { phase == .stable }

    var strategy = AssignmentStrategy.range
    var members: [AssignmentMember] = []
    /// How many partitions the topics had when this member, as leader, assigned them.
    var countsAssigned: [String: Int]?
    /// What the member had when it last was stable, for the sticky strategy.
    var remembered: (partitions: [TopicPartition], generation: Int32) = ([], -1)
    /// What is being given up.
    var release: Release?
    /// What is new in the assignment, so that its committed offsets are asked for.
    var starting: [TopicPartition] = []
    /// Whether the group has to be joined once more as soon as the member is stable.
    var rejoinsWhenStable = false

    var coordinator: Destination?
    /// The one request that the phase waits for.
    var awaited: UInt64?
    var finding: UInt64?
    var heartbeat: UInt64?
    var commits: GroupCommits
    var retryAt = Instant(nanoseconds: .min)
    var heartbeatAt = Instant(nanoseconds: .min)
    var commitAt = Instant(nanoseconds: .min)
    var wantsToLeave = false
    /// Whether the commit before leaving is done.
    var goodbyeDue = false
    private var events: [GroupEvent] = []

    /// A member that has not joined yet.
    public init(options: GroupOptions, topics: [String]) {
        self.options = options
        self.topics = topics
        commits = GroupCommits(options)
    }

    public mutating func takeEvents() -> [GroupEvent] {
        defer { events.removeAll() }
        return events
    }

    mutating func tell(_ event: GroupEvent) { events.append(event) }

    public mutating func leave() { wantsToLeave = true }

    public mutating func subscribe(_ topics: [String]) {
        guard topics != self.topics else { return }
        self.topics = topics
        rejoinsWhenStable = true
    }

    public var nextDeadline: Instant? {
        guard phase != .left else { return nil }
        if coordinator == nil { return finding == nil ? retryAt : nil }
        switch phase {
        case .unjoined, .starting: return awaited == nil ? retryAt : nil
        case .revoking: return heartbeat == nil ? heartbeatAt : nil
        case .releasing: return retryAt
        case .stable:
            let next = options.commitInterval == nil ? heartbeatAt : min(heartbeatAt, commitAt)
            return rejoinsWhenStable ? retryAt : next
        default: return nil
        }
    }

    public mutating func step(
        now: Instant, metadata: inout ClusterMetadata, positions: [TopicPartition: Int64], into outbox: inout Outbox
    ) {
        guard phase != .left else { return }
        guard let coordinator else {
            findCoordinator(now: now, into: &outbox)
            return
        }
        if wantsToLeave, phase != .leaving { depart(now: now, positions, to: coordinator, into: &outbox) }
        if phase == .unjoined, !assignment.isEmpty, !isCooperative { beginRelease(assignment, next: nil) }
        if phase == .releasing { saveBeforeRelease(positions, to: coordinator, into: &outbox, now: now) }
        switch phase {
        case .unjoined:
            guard awaited == nil, now >= retryAt else { return }
            join(coordinator, into: &outbox)
        case .assigning: assign(metadata: &metadata, to: coordinator, into: &outbox)
        case .starting:
            guard awaited == nil, now >= retryAt else { return }
            fetchOffsets(from: coordinator, into: &outbox)
        case .stable: live(now: now, metadata: metadata, positions: positions, to: coordinator, into: &outbox)
        case .revoking: beat(now: now, to: coordinator, into: &outbox)
        case .releasing, .committing, .joining, .syncing, .leaving, .left: break
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
        let hasGrown = countsAssigned.map { $0 != GroupMember.counts(Array($0.keys), metadata) } ?? false
        if hasGrown || rejoinsWhenStable {
            rejoin(now: now)
            return
        }
        beat(now: now, to: coordinator, into: &outbox)
        if let interval = options.commitInterval, now >= commitAt {
            commitAt = now.advanced(milliseconds: interval)
            let unsaved = unsaved(positions)
            guard !unsaved.isEmpty else { return }
            commits.send(
                unsaved, .periodic, memberId: memberId, generation: generation, to: coordinator, into: &outbox)
        }
    }

    private mutating func beat(now: Instant, to coordinator: Destination, into outbox: inout Outbox) {
        guard heartbeat == nil, now >= heartbeatAt else { return }
        var request = HeartbeatRequest()
        request.groupId = options.group
        request.generationId = generation
        request.memberId = memberId
        request.groupInstanceId = options.instanceId
        heartbeat = outbox.send(request, to: coordinator, timeout: options.requestTimeout)
        heartbeatAt = now.advanced(milliseconds: options.heartbeatInterval)
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
        rejoinsWhenStable = false
        retryAt = now.advanced(milliseconds: delay)
    }

    /// The group goes on without this member: its partitions are others' already, so nothing can be committed.
    mutating func loseMembership(forgetId: Bool, now: Instant) {
        if forgetId { memberId = "" }
        generation = -1
        loseAssignment()
        rejoin(now: now)
    }

    private mutating func loseAssignment() {
        release = nil
        guard !assignment.isEmpty else { return }
        tell(.lost(assignment))
        commits.forget(assignment)
        assignment = []
    }

    mutating func loseCoordinator(now: Instant) {
        coordinator = nil
        heartbeat = nil
        retryAt = now.advanced(milliseconds: options.retryBackoff)
    }

    /// Out for good.
    mutating func fail(_ error: ClientError) {
        loseAssignment()
        phase = .left
        tell(.failed(error))
    }
}
