import Binary
import KafkaProtocol
import World

/// Following the assignment: first what goes, then what comes.
extension ConsumerMember {
    /// Compares what the member has with what it is to have.
    mutating func follow(_ metadata: inout ClusterMetadata) {
        guard let wanted = resolve(&metadata) else { return }
        let kept = Set(wanted)
        let gone = assignment.filter { !kept.contains($0) }
        if !gone.isEmpty {
            releasing = gone
            phase = .releasing
            guard options.awaitsRevocation else { return }
            tell(.revoking(gone))
            phase = .revoking
            return
        }
        let had = Set(assignment)
        starting = wanted.filter { !had.contains($0) }
        target = nil
        if !starting.isEmpty { phase = .starting }
    }

    /// The assignment by names; nil where there is none to follow, or while the name of a topic is not known.
    private mutating func resolve(_ metadata: inout ClusterMetadata) -> [TopicPartition]? {
        guard let target else { return nil }
        metadata.want(topics)
        var wanted: [TopicPartition] = []
        for entry in target {
            guard let name = metadata.name(of: entry.topicId) else {
                if !metadata.isAwaited { metadata.invalidate() }
                return nil
            }
            ids[name] = entry.topicId
            wanted += entry.partitions.map { TopicPartition(name, $0) }
        }
        return wanted.sorted()
    }

    mutating func saveBeforeRelease(
        _ positions: [TopicPartition: Int64], to coordinator: Destination, into outbox: inout Outbox
    ) {
        let unsaved = commits.unsaved(positions, of: releasing)
        guard options.commitInterval != nil, generation > 0, !unsaved.isEmpty else { return released() }
        send(unsaved, .beforeReleasing, to: coordinator, into: &outbox)
        phase = .committing
    }

    /// The partitions are gone: the coordinator gives them to others when it hears so.
    mutating func released() {
        revoke(releasing)
        releasing = []
        phase = .stable
        announce()
    }

    /// Tells the coordinator at the next step what the member has.
    private mutating func announce() {
        tellsAssignment = true
        heartbeatAt = Instant(nanoseconds: .min)
    }

    mutating func revoke(_ partitions: [TopicPartition]) {
        guard !partitions.isEmpty else { return }
        tell(.revoked(partitions))
        commits.forget(partitions)
        let gone = Set(partitions)
        assignment.removeAll(where: gone.contains)
    }

    mutating func fetchOffsets(from coordinator: Destination, into outbox: inout Outbox) {
        var request = OffsetFetchRequest(group: options.group, partitions: starting, requireStable: true)
        for index in request.groups.indices {
            request.groups[index].memberId = memberId
            request.groups[index].memberEpoch = generation
        }
        awaited = outbox.send(
            request, to: coordinator, timeout: options.requestTimeout,
            versionLimit: OffsetFetchRequest.lastNamedVersion)
    }

    mutating func fetchedOffsets(_ response: OffsetFetchResponse, now: Instant) {
        do throws(ClientError) {
            let stored = try response.committed(options.group)
            commits.begin(stored)
            var told: [TopicPartition: CommittedOffset?] = [:]
            for partition in starting { told[partition] = .some(stored[partition]) }
            assignment = (assignment + starting).sorted()
            starting = []
            phase = .stable
            tell(.assigned(told))
            announce()
        } catch {
            switch error.kafka {
            // The epoch has moved on; the next heartbeat tells the new one.
            case .unstableOffsetCommit, .coordinatorLoadInProgress, .staleMemberEpoch:
                retryAt = now.advanced(milliseconds: options.retryBackoff)
            default: recover(from: error, now: now)
            }
        }
    }
}
