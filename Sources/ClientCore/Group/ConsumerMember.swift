import Binary
import KafkaProtocol
public import World

/// A member of a group under the consumer protocol (KIP-848), as a machine: it tells the coordinator in heartbeats what
/// it wants and has, and follows the assignment in their replies: gives up what is not in it, tells, then takes what is.
///
/// A part of `GroupConsumer`. The other members go on meanwhile; there is no rebalance that all take part in.
public struct ConsumerMember: GroupMembership {
    /// What the member is doing.
    enum Phase: Equatable {
        /// It is to join as soon as the coordinator is known.
        case unjoined
        /// It has what it was assigned, or is told to give up or take partitions.
        case stable
        /// Its consumer finishes with the partitions that are to be given up.
        case revoking
        /// They are to be given up.
        case releasing
        /// It commits what was read of them.
        case committing
        /// It asks what the group has committed of what it takes over.
        case starting
        /// It takes its leave.
        case leaving
        /// It is out.
        case left
    }

    /// How it works.
    public let options: GroupOptions
    public internal(set) var topics: [String]
    var phase = Phase.unjoined
    public internal(set) var memberId: String
    public internal(set) var generation: Int32 = -1
    public internal(set) var assignment: [TopicPartition] = []
    public var isOut: Bool { phase == .left }
    /// Whether it has what it was assigned last; that may be nothing yet.
    public var isStable: Bool { phase == .stable && target == nil && generation >= 0 }

    /// The assignment that is being followed, by topic ids; nil where nothing is left to do.
    var target: [ConsumerGroupHeartbeatResponse.TopicPartitions]?
    /// What is being given up, and what is being taken over.
    var releasing: [TopicPartition] = []
    var starting: [TopicPartition] = []
    /// Whether the coordinator has to be told what the member has, or wants.
    var tellsAssignment = false
    var tellsTopics = false

    var coordinator: Destination?
    var finding: UInt64?
    var heartbeat: UInt64?
    /// The request for offsets, or the commit, that the phase waits for.
    var awaited: UInt64?
    var commits: GroupCommits
    var interval: Int64 = 5_000
    var retryAt = Instant(nanoseconds: .min)
    var heartbeatAt = Instant(nanoseconds: .min)
    var commitAt = Instant(nanoseconds: .min)
    var wantsToLeave = false
    var goodbyeDue = false
    /// The ids of topics, by their names, as far as assignments named them.
    var ids: [String: Uuid] = [:]
    private var events: [GroupEvent] = []

    /// A member that has not joined yet.
    public init(options: GroupOptions, topics: [String]) {
        self.options = options
        self.topics = topics
        memberId = options.memberId
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
        tellsTopics = true
        heartbeatAt = Instant(nanoseconds: .min)
    }

    public mutating func finishRevocation() {
        if phase == .revoking { phase = .releasing }
    }

    public func unsaved(_ positions: [TopicPartition: Int64]) -> [TopicPartition: CommittedOffset] {
        commits.unsaved(positions, of: assignment)
    }

    public mutating func commit(
        _ offsets: [TopicPartition: CommittedOffset], into outbox: inout Outbox
    ) -> UInt64? {
        guard let coordinator, generation > 0, phase != .leaving, phase != .left else { return nil }
        return send(offsets, .asked, to: coordinator, into: &outbox)
    }

    @discardableResult
    mutating func send(
        _ offsets: [TopicPartition: CommittedOffset], _ purpose: GroupCommits.Sent.Purpose,
        to coordinator: Destination, into outbox: inout Outbox
    ) -> UInt64 {
        commits.send(
            offsets, purpose, memberId: memberId, generation: generation, to: coordinator, into: &outbox)
    }

    public var nextDeadline: Instant? {
        guard phase != .left else { return nil }
        if coordinator == nil { return finding == nil ? retryAt : nil }
        if phase == .releasing { return retryAt }
        var next = heartbeat == nil ? max(heartbeatAt, retryAt) : Instant.distantFuture
        if phase == .starting, awaited == nil { next = min(next, retryAt) }
        if phase == .stable, options.commitInterval != nil { next = min(next, commitAt) }
        return next
    }

    public mutating func step(
        now: Instant, metadata: inout ClusterMetadata, positions: [TopicPartition: Int64], into outbox: inout Outbox
    ) {
        guard phase != .left else { return }
        guard let coordinator else { return findCoordinator(now: now, into: &outbox) }
        if wantsToLeave, phase != .leaving { depart(positions, to: coordinator, into: &outbox) }
        if phase == .stable { follow(&metadata) }
        if phase == .releasing { saveBeforeRelease(positions, to: coordinator, into: &outbox) }
        if phase == .starting, awaited == nil, now >= retryAt { fetchOffsets(from: coordinator, into: &outbox) }
        if phase == .stable, let interval = options.commitInterval, now >= commitAt {
            commitAt = now.advanced(milliseconds: interval)
            let unsaved = unsaved(positions)
            if !unsaved.isEmpty, generation > 0 { send(unsaved, .periodic, to: coordinator, into: &outbox) }
        }
        if phase != .leaving, heartbeat == nil, now >= heartbeatAt, now >= retryAt {
            beat(now: now, to: coordinator, into: &outbox)
        }
    }

    private mutating func findCoordinator(now: Instant, into outbox: inout Outbox) {
        guard finding == nil else { return }
        if wantsToLeave, generation < 0 {
            phase = .left
            return
        }
        guard now >= retryAt else { return }
        finding = outbox.send(
            FindCoordinatorRequest(group: options.group), to: .any, timeout: options.requestTimeout)
    }

    // MARK: Heartbeats

    /// Only what has changed is told, except when joining.
    private mutating func beat(now: Instant, to coordinator: Destination, into outbox: inout Outbox) {
        var request = ConsumerGroupHeartbeatRequest()
        request.groupId = options.group
        request.memberId = memberId
        request.instanceId = options.instanceId
        request.memberEpoch = max(generation, 0)
        if phase == .unjoined {
            request.rebalanceTimeoutMs = options.rebalanceTimeout
            request.serverAssignor = options.serverAssignor
            request.subscribedTopicNames = topics
            request.topicPartitions = []
        } else {
            if tellsTopics { request.subscribedTopicNames = topics }
            if tellsAssignment { request.topicPartitions = owned }
        }
        tellsTopics = false
        tellsAssignment = false
        heartbeat = outbox.send(request, to: coordinator, timeout: options.requestTimeout)
        heartbeatAt = now.advanced(milliseconds: interval)
    }

    private var owned: [ConsumerGroupHeartbeatRequest.TopicPartitions] {
        grouped(assignment) { topic, numbers in
            var entry = ConsumerGroupHeartbeatRequest.TopicPartitions()
            entry.topicId = ids[topic] ?? .zero
            entry.partitions = numbers
            return entry
        }
    }

    private mutating func depart(
        _ positions: [TopicPartition: Int64], to coordinator: Destination, into outbox: inout Outbox
    ) {
        guard !commits.isAwaited(.beforeLeaving) else { return }
        if !goodbyeDue, options.commitInterval != nil, generation > 0, !unsaved(positions).isEmpty {
            send(unsaved(positions), .beforeLeaving, to: coordinator, into: &outbox)
            return
        }
        revoke(assignment)
        guard generation >= 0 else {
            phase = .left
            return
        }
        var request = ConsumerGroupHeartbeatRequest()
        request.groupId = options.group
        request.memberId = memberId
        request.instanceId = options.instanceId
        // -2 keeps a static member's place until its session is over.
        request.memberEpoch = options.instanceId == nil ? -1 : -2
        awaited = outbox.send(request, to: coordinator, timeout: options.requestTimeout)
        phase = .leaving
    }
}
