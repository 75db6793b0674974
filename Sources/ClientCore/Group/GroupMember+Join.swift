import KafkaProtocol
import World

/// Joining, assigning, syncing, starting.
extension GroupMember {
    mutating func join(_ coordinator: Destination, into outbox: inout Outbox) {
        var request = JoinGroupRequest()
        request.groupId = options.group
        request.sessionTimeoutMs = options.sessionTimeout
        request.rebalanceTimeoutMs = options.rebalanceTimeout
        request.memberId = memberId
        request.groupInstanceId = options.instanceId
        request.protocolType = "consumer"
        request.protocols = options.strategies.map { strategy in
            var entry = JoinGroupRequest.JoinGroupRequestProtocol()
            entry.name = strategy.rawValue
            entry.metadata = ConsumerProtocol.encode(subscription(for: strategy))
            return entry
        }
        // The coordinator answers when the last member has joined, at the latest after the rebalance timeout.
        awaited = outbox.send(
            request, to: coordinator, timeout: Int64(options.rebalanceTimeout) + options.requestTimeout)
        phase = .joining
    }

    private func subscription(for strategy: AssignmentStrategy) -> Subscription {
        if strategy == .cooperativeSticky {
            return Subscription(topics: topics, owned: assignment, generation: generation)
        }
        guard strategy == .sticky, !remembered.partitions.isEmpty else { return Subscription(topics: topics) }
        return Subscription(
            topics: topics,
            userData: StickyAssignment.encode(remembered.partitions, generation: remembered.generation),
            generation: remembered.generation)
    }

    mutating func joined(_ response: JoinGroupResponse, now: Instant) {
        let error = ErrorCode(rawValue: response.errorCode)
        switch error {
        case .none: break
        case .memberIdRequired:
            memberId = response.memberId
            rejoin(now: now)
            return
        default:
            recover(from: error, "joining group \(options.group)", now: now)
            return
        }
        memberId = response.memberId
        generation = response.generationId
        strategy = response.protocolName.flatMap(AssignmentStrategy.init) ?? options.strategies.first ?? .range
        members = []
        // A static leader that came back to a stable group finds its old assignment there.
        if response.leader == memberId, !response.skipAssignment {
            members = response.members.map { member in
                AssignmentMember(
                    memberId: member.memberId, instanceId: member.groupInstanceId,
                    subscription: ConsumerProtocol.subscription(member.metadata) ?? Subscription(topics: []))
            }
        }
        phase = .assigning
    }

    /// Sends the assignment as leader once the topics are known, and an empty one as follower at once.
    mutating func assign(metadata: inout ClusterMetadata, to coordinator: Destination, into outbox: inout Outbox) {
        var shares: [String: [TopicPartition]] = [:]
        if !members.isEmpty {
            let wanted = Set(members.flatMap(\.subscription.topics)).sorted()
            metadata.want(wanted)
            guard let counts = GroupMember.counts(wanted, metadata) else { return }
            shares = strategy.assign(members, partitionCounts: counts)
            countsAssigned = counts
        }
        var request = SyncGroupRequest()
        request.groupId = options.group
        request.generationId = generation
        request.memberId = memberId
        request.groupInstanceId = options.instanceId
        request.protocolType = "consumer"
        request.protocolName = strategy.rawValue
        request.assignments = shares.sorted { $0.key < $1.key }.map { id, partitions in
            var entry = SyncGroupRequest.SyncGroupRequestAssignment()
            entry.memberId = id
            entry.assignment = ConsumerProtocol.encode(partitions)
            return entry
        }
        awaited = outbox.send(
            request, to: coordinator, timeout: Int64(options.rebalanceTimeout) + options.requestTimeout)
        phase = .syncing
    }

    mutating func synced(_ response: SyncGroupResponse, now: Instant) {
        let error = ErrorCode(rawValue: response.errorCode)
        guard error == .none else {
            recover(from: error, "syncing with group \(options.group)", now: now)
            return
        }
        guard let partitions = ConsumerProtocol.assignment(response.assignment) else {
            fail(ClientError(.malformed, "group \(options.group)", "the leader's assignment cannot be read"))
            return
        }
        heartbeatAt = now.advanced(milliseconds: options.heartbeatInterval)
        commitAt = now.advanced(milliseconds: options.commitInterval ?? 0)
        let kept = Set(partitions)
        let gone = assignment.filter { !kept.contains($0) }
        if gone.isEmpty { adopt(partitions, now: now) } else { beginRelease(gone, next: partitions) }
    }

    mutating func fetchOffsets(from coordinator: Destination, into outbox: inout Outbox) {
        guard !starting.isEmpty else {
            start([:])
            return
        }
        awaited = outbox.send(
            OffsetFetchRequest(group: options.group, partitions: starting, requireStable: true), to: coordinator,
            timeout: options.requestTimeout, versionLimit: OffsetFetchRequest.lastNamedVersion)
    }

    mutating func fetchedOffsets(_ response: OffsetFetchResponse, now: Instant) {
        do throws(ClientError) {
            start(try response.committed(options.group))
        } catch {
            awaited = nil
            switch error.kafka {
            case .unstableOffsetCommit, .coordinatorLoadInProgress:
                retryAt = now.advanced(milliseconds: options.retryBackoff)
            default: recover(from: error.kafka, error.subject, now: now)
            }
        }
    }

    private mutating func start(_ stored: [TopicPartition: CommittedOffset]) {
        awaited = nil
        phase = .stable
        commits.begin(stored)
        var told: [TopicPartition: CommittedOffset?] = [:]
        for partition in starting { told[partition] = .some(stored[partition]) }
        starting = []
        tell(.assigned(told))
    }

    /// What an error of the coordinator asks for, whichever request it answers.
    mutating func recover(from error: ErrorCode, _ subject: String, now: Instant) {
        switch error {
        case .coordinatorLoadInProgress: rejoin(now: now, after: options.retryBackoff)
        case .coordinatorNotAvailable, .notCoordinator:
            loseCoordinator(now: now)
            rejoin(now: now, after: options.retryBackoff)
        case .unknownMemberId: loseMembership(forgetId: true, now: now)
        case .illegalGeneration: loseMembership(forgetId: false, now: now)
        case .rebalanceInProgress: rejoin(now: now)
        default: fail(ClientError(error, subject))
        }
    }
}
