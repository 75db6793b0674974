import CommitLog
import KafkaProtocol
import Metadata
import World

/// One fetch, from its request to its reply: of a session it is used again and again, otherwise once. Belongs to the
/// loop of its context; partitions only hold it to have it told.
///
/// It looks at the partitions that have something new and at no others: which those are it is told by the partitions.
/// A reply is planned when its turn on the connection has come, so it tells what is true then.
final class Fetch: DeferredReply, TimerHandler, @unchecked Sendable {
    /// A partition the fetch asks for.
    struct Part {
        let topic: FetchTopicKey
        let index: Int32
        var request: FetchRequest.FetchPartition
        var partition: Partition?
        /// Whether it stands in `ready`.
        var isReady = true
        /// What the last reply told, to leave out what has not changed.
        var sentHighWatermark: Int64 = -1
        var sentLogStart: Int64 = -1
    }

    /// Outside a session a fetch of more partitions is answered at once: while it waits it takes some 250 bytes for
    /// each, many times its request.
    static let maxWaitingPartitions = 10_000

    let context: BrokerContext
    /// Whether the partitions stay subscribed from one request to the next, and only news is replied.
    let isSession: Bool
    /// By position; nil for one that the session has forgotten.
    private(set) var parts: [Part?] = []
    private var positions: [FetchPartKey: Int] = [:]
    private var freePositions: [Int] = []
    /// Positions to look at, in the order of service.
    private var ready: [Int] = []
    /// The image the partitions were looked up in.
    private var topics: TopicTable

    // Of the request that waits.
    private var query = FetchQuery()
    private var call: Call?
    private var isItsTurn = false
    private var isSubscribed = false
    private var timerAt = Instant.distantFuture
    /// Whether the context is going to have it try again.
    var isQueued = false

    init(_ context: BrokerContext, isSession: Bool) {
        self.context = context
        self.isSession = isSession
        topics = context.topics
    }

    // MARK: Partitions

    /// How many partitions it asks for.
    var count: Int { parts.count - freePositions.count }

    /// Asks for a partition, or asks differently.
    func set(_ topic: FetchTopicKey, _ request: FetchRequest.FetchPartition) {
        let key = FetchPartKey(topic: topic, index: request.partition)
        if let position = positions[key] {
            parts[position]?.request = request
            return makeReady(position)
        }
        let part = Part(
            topic: topic, index: request.partition, request: request,
            partition: topics.partition(topic, request.partition))
        let position = freePositions.popLast() ?? parts.count
        if position == parts.count { parts.append(part) } else { parts[position] = part }
        positions[key] = position
        ready.append(position)
        if isSession { part.partition?.addReader(self, position: position) }
    }

    /// Asks for a partition no more.
    func forget(_ topic: FetchTopicKey, _ index: Int32) {
        guard let position = positions.removeValue(forKey: FetchPartKey(topic: topic, index: index)) else { return }
        parts[position]?.partition?.removeReader(self, position: position)
        parts[position] = nil
        freePositions.append(position)
        ready.removeAll { $0 == position }
    }

    private func makeReady(_ position: Int) {
        guard parts[position]?.isReady == false else { return }
        parts[position]?.isReady = true
        ready.append(position)
    }

    /// Looks the partitions up again after the image has changed.
    private func refresh() {
        guard topics !== context.topics else { return }
        topics = context.topics
        for position in parts.indices {
            guard let part = parts[position] else { continue }
            let found = topics.partition(part.topic, part.index)
            guard found !== part.partition else { continue }
            if isSession || isSubscribed {
                part.partition?.removeReader(self, position: position)
                found?.addReader(self, position: position)
            }
            parts[position]?.partition = found
            makeReady(position)
        }
    }

    private func subscribe() {
        isSubscribed = true
        for position in parts.indices { parts[position]?.partition?.addReader(self, position: position) }
    }

    private func unsubscribe() {
        guard isSubscribed else { return }
        isSubscribed = false
        for position in parts.indices { parts[position]?.partition?.removeReader(self, position: position) }
    }

    /// Ends a session: nobody tells it anything any more.
    func end() {
        if isSession {
            for position in parts.indices { parts[position]?.partition?.removeReader(self, position: position) }
        }
        unsubscribe()
        call = nil
        letGo()
    }

    /// Nothing will be asked of it again. A timer may hold on to it until its deadline, which can be weeks ahead.
    private func letGo() {
        timerAt = .distantFuture
        parts = []
        positions = [:]
        freePositions = []
        ready = []
    }

    // MARK: A request

    /// Serves a request; the reply may come much later. One that still waits is answered first, with what there is.
    func serve(_ query: FetchQuery, _ call: Call) {
        if let waiting = self.call, isItsTurn, !waiting.connection.isClosed { reply(plan()) }
        self.query = query
        self.call = call
        isItsTurn = false
        call.connection.reply(call.slot, deferred: self)
    }

    /// Its turn has come.
    func write() {
        isItsTurn = true
        tryReply()
    }

    /// A session stays: its client may come back on another connection, or be there already.
    func abandon(_ connection: ClientConnection) {
        guard call?.connection === connection else { return }
        unsubscribe()
        call = nil
        if !isSession { letGo() }
    }

    /// A partition has news.
    func isTold(_ position: Int) {
        guard position < parts.count, parts[position] != nil else { return }
        makeReady(position)
        if call != nil, isItsTurn { context.enqueue(self) }
    }

    /// Replies if there is enough to say or the time is up, and waits on otherwise.
    func tryReply() {
        guard let call, isItsTurn else { return }
        guard !call.connection.isClosed else { return abandon(call.connection) }
        refresh()
        var plan = plan()
        if !isDue(plan), !isSession, !isSubscribed {
            // What comes from now on is told; what came in between is seen by looking once more.
            subscribe()
            plan = self.plan()
        }
        if isDue(plan) { return reply(plan) }
        if timerAt > query.deadline {
            timerAt = query.deadline
            context.loop.schedule(at: query.deadline, self)
        }
    }

    func timerFired(now: Instant) {
        // An earlier request's timer; ours is still to come.
        guard timerAt <= now else { return }
        timerAt = .distantFuture
        tryReply()
    }

    func awaits(_ deadline: Instant) -> Bool { timerAt == deadline }

    private func isDue(_ plan: FetchPlan) -> Bool {
        plan.count >= query.minBytes || plan.mustReply || context.loop.now >= query.deadline || isHopeless(plan)
            || !isSession && count > Fetch.maxWaitingPartitions
    }

    /// Whether there is no partition that could have news: none is asked for, or all are refused.
    private func isHopeless(_ plan: FetchPlan) -> Bool {
        guard count > 0 else { return true }
        return plan.parts.count == count && plan.parts.allSatisfy { $0.result.error != .none }
    }

    private func reply(_ plan: FetchPlan) {
        guard let call else { return }
        unsubscribe()
        if isSession { noteSent(plan) }
        self.call = nil
        FetchReply.send(plan, query, call)
        if !isSession { letGo() }
    }

    // MARK: Planning

    /// What a reply would hold now: of a session the partitions with news, otherwise all.
    private func plan() -> FetchPlan {
        var plan = FetchPlan(maxBytes: query.maxBytes)
        var still: [Int] = []
        for position in ready {
            guard let part = parts[position] else { continue }
            // First armed, then looked at: what comes in between is told.
            if isSession || isSubscribed { part.partition?.rearmReader(self, position: position) }
            let result = FetchPartPlan(
                part, query, isAllowed: mayRead(part), room: plan.room, isFirst: plan.count == 0)
            let isNews = result.isNews(for: part)
            if !isSession || isNews { plan.add(result, at: position) }
            if !isSession || isNews || result.wasCutOff {
                still.append(position)
            } else {
                parts[position]?.isReady = false
            }
        }
        ready = still
        return plan
    }

    /// Whether the client may read the partition, existing or not; asked each time, for rights change.
    private func mayRead(_ part: Part) -> Bool {
        guard context.isRestricted, let session = call?.session else { return true }
        if query.follower != nil { return session.allow(.clusterAction, .cluster) }
        if let partition = part.partition { return session.allow(.read, .topic(partition.topic)) }
        guard case .name(let name) = part.topic else { return true }
        return session.allow(.read, .topic(name))
    }

    /// Partitions that gave records go behind those that did not get their turn.
    private func noteSent(_ plan: FetchPlan) {
        var served = Set<Int>()
        for (position, result) in plan.parts {
            parts[position]?.sentHighWatermark = result.highWatermark
            parts[position]?.sentLogStart = result.logStart
            if result.count > 0 { served.insert(position) }
        }
        guard !served.isEmpty, served.count < ready.count else { return }
        ready = ready.filter { !served.contains($0) } + ready.filter { served.contains($0) }
    }
}
