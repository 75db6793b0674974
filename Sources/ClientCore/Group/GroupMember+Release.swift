import KafkaProtocol
import World

/// Giving partitions up: the consumer finishes with them, what was read is committed, then they are gone.
extension GroupMember {
    /// Partitions that are being given up.
    struct Release: Sendable {
        let partitions: [TopicPartition]
        /// The new assignment, where the member keeps the rest (cooperative); nil where it joins again without any.
        let next: [TopicPartition]?
    }

    /// Whether the member keeps its partitions while the group rebalances (KIP-429): so if all strategies it offers can.
    var isCooperative: Bool {
        !options.strategies.isEmpty && options.strategies.allSatisfy { $0 == .cooperativeSticky }
    }

    mutating func beginRelease(_ partitions: [TopicPartition], next: [TopicPartition]?) {
        release = Release(partitions: partitions, next: next)
        phase = .releasing
        guard options.awaitsRevocation else { return }
        tell(.revoking(partitions))
        phase = .revoking
    }

    public mutating func finishRevocation() {
        if phase == .revoking { phase = .releasing }
    }

    /// Commits what was read of the partitions that go, where commits happen by themselves.
    mutating func saveBeforeRelease(
        _ positions: [TopicPartition: Int64], to coordinator: Destination, into outbox: inout Outbox, now: Instant
    ) {
        let unsaved = commits.unsaved(positions, of: release?.partitions ?? [])
        guard options.commitInterval != nil, generation >= 0, !unsaved.isEmpty else { return released(now: now) }
        commits.send(
            unsaved, .beforeReleasing, memberId: memberId, generation: generation, to: coordinator, into: &outbox)
        phase = .committing
    }

    /// The partitions are gone: joins again, or goes on with the rest.
    mutating func released(now: Instant) {
        let done = release
        release = nil
        revoke(done?.partitions ?? [])
        guard let next = done?.next else { return rejoin(now: now) }
        // Others wait for what was given up: they get it when all have joined once more.
        rejoinsWhenStable = true
        adopt(next, now: now)
    }

    mutating func revoke(_ partitions: [TopicPartition]) {
        guard !partitions.isEmpty else { return }
        tell(.revoked(partitions))
        commits.forget(partitions)
        let gone = Set(partitions)
        assignment.removeAll(where: gone.contains)
    }

    /// Takes over an assignment that includes all the member has; asks where to begin with what is new.
    mutating func adopt(_ next: [TopicPartition], now: Instant) {
        let had = Set(assignment)
        starting = next.filter { !had.contains($0) }
        assignment = next
        remembered = (next, generation)
        phase = .starting
        retryAt = now
    }
}
