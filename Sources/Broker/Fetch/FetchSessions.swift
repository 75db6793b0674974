import KafkaProtocol
import World

/// The fetch sessions of a loop (KIP-227). A session lives on the loop that made it; a client that comes back on
/// another loop is told that its session is gone, and begins a new one.
struct FetchSessions {
    final class Session {
        let id: Int32
        let fetch: Fetch
        let usesIds: Bool
        private(set) var nextEpoch: Int32 = 1
        private(set) var lastUsed: Instant

        init(id: Int32, fetch: Fetch, usesIds: Bool, now: Instant) {
            self.id = id
            self.fetch = fetch
            self.usesIds = usesIds
            lastUsed = now
        }

        /// Notes that a request in `nextEpoch` has come; 1 follows the largest.
        func advance(now: Instant) {
            nextEpoch = nextEpoch == .max ? 1 : nextEpoch + 1
            lastUsed = now
        }
    }

    /// `min.incremental.fetch.session.eviction.ms`: a session silent for so long makes room for another.
    private static let evictionMilliseconds: Int64 = 120_000

    private var sessions: [Int32: Session] = [:]
    private var rounds: Int32 = 0
    private let index: Int32
    private let loops: Int32
    private let limit: Int
    private let maxPartitions: Int

    /// Sessions of loop `index` of `loops`, `limit` at most, of `maxPartitions` together. Ids of different loops differ.
    ///
    /// Each partition takes some 250 bytes, whether it exists or not. Kafka only counts sessions; here who finds no room
    /// fetches without one.
    init(index: Int, loops: Int, limit: Int, maxPartitions: Int = 250_000) {
        self.maxPartitions = maxPartitions
        self.index = Int32(clamping: index)
        self.loops = Int32(clamping: max(1, loops))
        self.limit = limit
    }

    var count: Int { sessions.count }

    /// Begins a session for so many partitions; nil where there are too many.
    mutating func begin(_ context: BrokerContext, usesIds: Bool, partitions: Int) -> Session? {
        let now = context.loop.now
        if sessions.count >= limit || !hasRoom(for: partitions) { evictOldest(now) }
        guard sessions.count < limit, hasRoom(for: partitions) else { return nil }
        var id: Int32
        repeat {
            rounds = rounds == Int32.max / loops - 1 ? 1 : rounds + 1
            id = rounds * loops + index
        } while sessions[id] != nil
        let session = Session(id: id, fetch: Fetch(context, isSession: true), usesIds: usesIds, now: now)
        sessions[id] = session
        return session
    }

    /// Whether sessions may ask for so many partitions more.
    func hasRoom(for partitions: Int) -> Bool {
        guard partitions > 0 else { return true }
        return sessions.values.reduce(partitions) { $0 + $1.fetch.count } <= maxPartitions
    }

    private mutating func evictOldest(_ now: Instant) {
        let oldest = sessions.values.min { ($0.lastUsed, $0.id) < ($1.lastUsed, $1.id) }
        guard let oldest, now.milliseconds(since: oldest.lastUsed) > FetchSessions.evictionMilliseconds else { return }
        end(oldest.id)
    }

    /// The session a request continues, or the error that its client is told.
    func find(id: Int32, epoch: Int32, usesIds: Bool) -> Result<Session, ErrorCode> {
        guard let session = sessions[id] else { return .failure(.fetchSessionIdNotFound) }
        guard session.nextEpoch == epoch else { return .failure(.invalidFetchSessionEpoch) }
        return session.usesIds == usesIds ? .success(session) : .failure(.fetchSessionTopicIdError)
    }

    /// Ends all.
    mutating func endAll() {
        for id in sessions.keys.sorted() { end(id) }
    }

    /// Ends a session, if there is one.
    mutating func end(_ id: Int32) { sessions.removeValue(forKey: id)?.fetch.end() }
}
