import KafkaProtocol
import World

/// What a member has committed, and the commits that are on their way.
struct GroupCommits: Sendable {
    /// A commit without a reply.
    struct Sent: Sendable {
        /// Why it was sent.
        enum Purpose: Sendable { case periodic, beforeReleasing, beforeLeaving, asked }
        let purpose: Purpose
        let offsets: [TopicPartition: CommittedOffset]
    }

    private let options: GroupOptions
    private var sent: [UInt64: Sent] = [:]
    private var committed: [TopicPartition: Int64] = [:]

    init(_ options: GroupOptions) { self.options = options }

    /// What the group had committed when these partitions became the member's.
    mutating func begin(_ offsets: [TopicPartition: CommittedOffset]) {
        committed.merge(offsets.mapValues(\.offset)) { _, new in new }
    }

    /// The partitions are the member's no more.
    mutating func forget(_ partitions: some Sequence<TopicPartition>) {
        for partition in partitions { committed[partition] = nil }
    }

    /// What was read of partitions and is not committed.
    func unsaved(
        _ positions: [TopicPartition: Int64], of partitions: [TopicPartition]
    ) -> [TopicPartition: CommittedOffset] {
        var unsaved: [TopicPartition: CommittedOffset] = [:]
        for partition in partitions {
            if let position = positions[partition], committed[partition] != position {
                unsaved[partition] = CommittedOffset(position)
            }
        }
        return unsaved
    }

    /// Sends a commit.
    ///
    /// - Returns: its number.
    @discardableResult
    mutating func send(
        _ offsets: [TopicPartition: CommittedOffset], _ purpose: Sent.Purpose, memberId: String, generation: Int32,
        to coordinator: Destination, into outbox: inout Outbox
    ) -> UInt64 {
        let request = OffsetCommitRequest(
            group: options.group, memberId: memberId, generation: generation, instanceId: options.instanceId,
            offsets: offsets)
        let token = outbox.send(
            request, to: coordinator, timeout: options.requestTimeout,
            versionLimit: OffsetCommitRequest.lastNamedVersion)
        sent[token] = Sent(purpose: purpose, offsets: offsets)
        return token
    }

    /// Whether a commit of this purpose has no reply yet.
    func isAwaited(_ purpose: Sent.Purpose) -> Bool { sent.values.contains { $0.purpose == purpose } }

    /// Takes a reply.
    ///
    /// - Returns: the commit it is of, and why that failed, if it did; nil for the reply to something else.
    mutating func received(_ reply: Reply) -> (commit: Sent, failure: ClientError?)? {
        guard let commit = sent.removeValue(forKey: reply.token) else { return nil }
        do throws(ClientError) {
            let failures = try reply.body(OffsetCommitResponse.self).failures
            for (partition, offset) in commit.offsets where failures[partition] == nil {
                committed[partition] = offset.offset
            }
            return (commit, failures.sorted { $0.key < $1.key }.first?.value)
        } catch {
            return (commit, error)
        }
    }
}
