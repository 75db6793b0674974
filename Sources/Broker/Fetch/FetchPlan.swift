import CommitLog
import KafkaProtocol

/// What a fetch's reply says, in the order of service.
struct FetchPlan {
    private(set) var parts: [(position: Int, result: FetchPartPlan)] = []
    /// Bytes of records.
    private(set) var count = 0
    /// Whether it has to be sent however little it is.
    private(set) var mustReply = false
    private let maxBytes: Int

    init(maxBytes: Int) { self.maxBytes = maxBytes }

    /// Bytes of records there still is room for.
    var room: Int { max(0, maxBytes - count) }

    mutating func add(_ result: FetchPartPlan, at position: Int) {
        parts.append((position, result))
        count += result.count
        mustReply = mustReply || result.mustReply
    }
}

/// What a fetch's reply says about one partition.
struct FetchPartPlan {
    let topic: FetchTopicKey
    let index: Int32
    private(set) var error = ErrorCode.none
    private(set) var highWatermark: Int64 = -1
    private(set) var lastStable: Int64 = -1
    private(set) var logStart: Int64 = -1
    /// The records; nil for none.
    private(set) var read: ReadPlan?
    /// Where this log parted from the one the fetcher has.
    private(set) var diverging: EpochHistory.Entry?
    /// Who leads, for a fetcher that has it wrong.
    private(set) var leadership: Partition.Leadership?
    /// Whether there are records that had no room in this reply.
    private(set) var wasCutOff = false
    /// Whether the end of transactions bounds the read, so that aborted ones are told.
    let tellsAborted: Bool

    /// Bytes of the records.
    var count: Int { read?.count ?? 0 }

    init(_ part: Fetch.Part, _ query: FetchQuery, isAllowed: Bool, room: Int, isFirst: Bool) {
        topic = part.topic
        index = part.index
        if case .lastStable = query.bound { tellsAborted = true } else { tellsAborted = false }
        guard isAllowed else {
            error = .topicAuthorizationFailed
            return
        }
        guard let partition = part.partition else {
            if case .id = topic { error = .unknownTopicId } else { error = .unknownTopicOrPartition }
            return
        }
        let leadership = partition.leadership
        if let error = LeaderEpochCheck.error(part.request.currentLeaderEpoch, leadership) {
            self.error = error
            // Who asks in an epoch that is yet to come here knows better than this node.
            if error != .unknownLeaderEpoch { self.leadership = leadership }
            return
        }
        if let follower = query.follower, !partition.isReplica(follower) {
            error = .notLeaderOrFollower
            return
        }
        do throws(LogError) {
            try read(partition, part.request, query, room: room, isFirst: isFirst)
        } catch {
            self.error = ErrorMapping.code(error.code)
        }
    }

    private mutating func read(
        _ partition: Partition, _ request: FetchRequest.FetchPartition, _ query: FetchQuery, room: Int, isFirst: Bool
    ) throws(LogError) {
        if request.lastFetchedEpoch >= 0, try diverges(partition, request) { return }
        let limit = max(0, min(Int(request.partitionMaxBytes), room))
        var plan = try partition.log.plan(from: request.fetchOffset, upTo: query.bound, maxBytes: limit)
        note(plan.ends)
        // Only the first partition with records may pass the limits, so that a large batch cannot stop a consumer.
        if plan.count > limit, !isFirst {
            plan.parts = []
            plan.count = 0
            wasCutOff = true
        }
        read = plan
    }

    private mutating func diverges(
        _ partition: Partition, _ request: FetchRequest.FetchPartition
    ) throws(LogError) -> Bool {
        guard let end = partition.log.end(ofEpoch: request.lastFetchedEpoch) else {
            throw LogError(.offsetOutOfRange, partition.log.path, "no epoch \(request.lastFetchedEpoch)")
        }
        guard end.epoch < request.lastFetchedEpoch || end.startOffset < request.fetchOffset else { return false }
        diverging = end
        note(partition.log.ends)
        return true
    }

    private mutating func note(_ ends: LogEnds) {
        highWatermark = ends.high
        lastStable = ends.stable
        logStart = ends.start
    }

    /// Whether a session has to be told.
    func isNews(for part: Fetch.Part) -> Bool {
        count > 0 || error != .none || diverging != nil || highWatermark != part.sentHighWatermark
            || logStart != part.sentLogStart
    }

    /// Whether it ends the wait for more records. A partition this node does not know leaves the others their time.
    var mustReply: Bool {
        switch error {
        case .none: diverging != nil
        case .unknownTopicOrPartition, .unknownTopicId, .topicAuthorizationFailed: false
        default: true
        }
    }
}
