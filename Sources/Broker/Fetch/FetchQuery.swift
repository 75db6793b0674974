import Binary
import CommitLog
import KafkaProtocol
import World

/// How a fetch names a topic: by id from version 13 on, by name before.
enum FetchTopicKey: Hashable {
    case name(String)
    case id(Uuid)
}

/// How a fetch names a partition.
struct FetchPartKey: Hashable {
    let topic: FetchTopicKey
    let index: Int32
}

extension TopicTable {
    func topic(_ key: FetchTopicKey) -> LocalTopic? {
        switch key {
        case .name(let name): byName[name]
        case .id(let id): byId[id]
        }
    }

    func partition(_ key: FetchTopicKey, _ index: Int32) -> Partition? { topic(key)?.partition(index) }
}

/// What one fetch request asks for beside its partitions.
struct FetchQuery {
    var version: Int16 = 4
    /// Bytes for which it is worth replying before the deadline.
    var minBytes = 1
    /// Bytes of records in a reply, but for a first batch that is larger.
    var maxBytes = Int.max
    /// How far it may read.
    var bound = ReadBound.highWatermark
    /// The broker that asks, to replicate; nil for a consumer.
    var follower: Int32?
    /// When it is answered with whatever there is.
    var deadline = Instant.distantFuture
    /// The session that the reply names; 0 for none.
    var sessionId: Int32 = 0

    init() {}

    init(_ request: FetchRequest, version: Int16, now: Instant, maxFetchBytes: Int32) {
        self.version = version
        maxBytes = Int(max(0, min(request.maxBytes, maxFetchBytes)))
        minBytes = min(Int(request.minBytes), maxBytes)
        let replica = version >= 15 ? request.replicaState.replicaId : request.replicaId
        follower = replica >= 0 ? replica : nil
        // -2 is the debugging consumer, which sees what is not committed, too.
        bound = replica == -2 ? .end : request.isolationLevel == 1 ? .lastStable : .highWatermark
        deadline = request.maxWaitMs <= 0 ? now : now.advanced(milliseconds: Int64(request.maxWaitMs))
    }
}

/// The comparison of a client's leader epoch with the partition's.
enum LeaderEpochCheck {
    /// Why a request in epoch `epoch` (-1: not checked) is not for this node; nil where it is.
    static func error(_ epoch: Int32, _ leadership: Partition.Leadership) -> ErrorCode? {
        guard leadership.isHere else { return .notLeaderOrFollower }
        guard epoch != -1 else { return nil }
        if epoch < leadership.epoch { return .fencedLeaderEpoch }
        return epoch > leadership.epoch ? .unknownLeaderEpoch : nil
    }
}
