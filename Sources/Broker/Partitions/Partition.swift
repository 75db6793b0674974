public import Binary
public import CommitLog
import KafkaProtocol
import Replication
import Synchronization
import World

/// One partition with a log on this node: its role, who waits for it, and the way from an append to those who wait.
/// Any thread may call it.
///
/// Its lock is taken before the log's, never after; neither is held across a sync, the network or a call to a loop:
/// who has to be told is collected in `Wakes` and told afterwards.
public final class Partition: Sendable {
    /// The topic's name.
    public let topic: String
    /// The topic's id.
    public let topicId: Uuid
    /// Its number within the topic.
    public let index: Int32
    /// Its number on this node, dense and never used again.
    let number: Int
    /// Its log.
    public let log: PartitionLog
    private let flushes: FlushRouter

    private struct State {
        /// Nil while another node, or nobody, leads.
        var leader: LeaderState?
        var leaderId: Int32 = -1
        var leaderEpoch: Int32 = -1
        var replicas: [Int32] = []
        var flushesFirst = true
        /// The high watermark that the log has been given.
        var published: Int64 = -1
        /// Who waits for the leader's own ack end (`acks=1`), and who for the high watermark (`acks=all`).
        var forLeader = AckQueue()
        var forAll = AckQueue()
        var readers: [Reader] = []
        /// The coordinator whose log this is.
        var watcher: (any PartitionWatcher)?
        /// Who waits for durable offsets.
        var durableWaits = DurableWaits()
    }

    /// Someone who wants to hear when there is more to read.
    private struct Reader {
        let fetch: Fetch
        /// Which of the fetch's partitions this is.
        let position: Int
        /// Whether it was told since it last looked.
        var isTold: Bool

        func isOf(_ fetch: Fetch, _ position: Int) -> Bool { self.fetch === fetch && self.position == position }
    }

    private let state = Mutex(State())

    /// A partition nobody leads yet.
    public init(topic: String, topicId: Uuid, index: Int32, number: Int, log: PartitionLog, flushes: FlushRouter) {
        self.topic = topic
        self.topicId = topicId
        self.index = index
        self.number = number
        self.log = log
        self.flushes = flushes
    }

    /// Who leads, and in which epoch.
    struct Leadership {
        var leaderId: Int32
        var epoch: Int32
        /// Whether it is this node.
        var isHere: Bool
        /// Whether enough replicas are in sync for `acks=all`.
        var hasEnoughInSync: Bool
    }

    var leadership: Leadership {
        state.withLock { state in
            Leadership(
                leaderId: state.leaderId, epoch: state.leaderEpoch, isHere: state.leader != nil,
                hasEnoughInSync: state.leader?.hasEnoughInSync ?? false)
        }
    }

    /// Whether a broker has a replica of the partition, as far as its leader knows.
    func isReplica(_ id: Int32) -> Bool { state.withLock { $0.replicas.contains(id) } }

    // MARK: Role

    /// This node leads the partition; called with every image in which it does. Within an epoch only the in-sync
    /// replicas and settings change.
    public func lead(
        nodeId: Int32, epoch: Int32, replicas: [Int32], inSync: [Int32], settings: TopicSettings, _ wakes: inout Wakes
    ) {
        let items = state.withLock { state in
            let wasLeading = state.leader?.epoch == epoch
            state.leaderId = nodeId
            state.leaderEpoch = epoch
            state.replicas = replicas
            state.flushesFirst = settings.log.flushesBeforeAcknowledging
            if wasLeading {
                state.leader?.changed(inSync: inSync, minInSyncReplicas: settings.minInSyncReplicas)
            } else {
                log.become(.leader(epoch: epoch))
                let ends = log.ends
                state.published = ends.high
                state.leader = LeaderState(
                    leader: nodeId, epoch: epoch, replicas: replicas, inSync: inSync,
                    minInSyncReplicas: settings.minInSyncReplicas,
                    ackEnd: state.flushesFirst ? ends.durable : ends.end, highWatermark: ends.high)
            }
            return Partition.advance(&state, log)
        }
        wakes.add(items)
    }

    /// Another node leads, or nobody does (-1): all who wait are told so.
    public func follow(leaderId: Int32, epoch: Int32, _ wakes: inout Wakes) {
        let items = state.withLock { state in
            guard state.leader != nil || state.leaderEpoch != epoch else { return [Wakes.Item]() }
            state.leader = nil
            state.leaderId = leaderId
            state.leaderEpoch = epoch
            log.become(leaderId < 0 ? .offline : .follower(epoch: epoch))
            var items: [Wakes.Item] = []
            state.forLeader.failAll(.notLeaderOrFollower, &items)
            state.forAll.failAll(.notLeaderOrFollower, &items)
            Partition.tellReaders(&state, &items)
            Partition.tellWatcher(state, &items)
            state.durableWaits.failAll(.notLeaderOrFollower, &items)
            return items
        }
        wakes.add(items)
    }

    /// The log has failed: nothing of it may be acknowledged any more.
    func fail(_ wakes: inout Wakes) {
        let items = state.withLock { state in
            var items: [Wakes.Item] = []
            state.forLeader.failAll(.kafkaStorageError, &items)
            state.forAll.failAll(.kafkaStorageError, &items)
            Partition.tellReaders(&state, &items)
            Partition.tellWatcher(state, &items)
            state.durableWaits.failAll(.kafkaStorageError, &items)
            return items
        }
        wakes.add(items)
    }

    // MARK: Appending

    /// Appends a group; who has been waiting for what it brings goes to `wakes`.
    func append(
        _ group: UnsafeMutableBufferPointer<StagedBatch>, epoch: Int32, now: Timestamp, _ wakes: inout Wakes
    ) throws(LogError) -> AppendResult {
        let result = try log.append(group, epoch: epoch, now: now)
        if result.after.end > result.before.end {
            let mustFlush = state.withLock { $0.flushesFirst }
            if mustFlush { flushes.request(log) } else { acknowledge(upTo: result.after.end, &wakes) }
        }
        return result
    }

    /// The log is kept up to `end`: written, or durable where the topic flushes first.
    func acknowledge(upTo end: Int64, _ wakes: inout Wakes) {
        let items = state.withLock { state in
            state.leader?.acknowledged(upTo: end)
            return Partition.advance(&state, log)
        }
        wakes.add(items)
    }

    /// A flush has returned, and the log is durable up to `end`; nothing follows from it where acknowledgements do not
    /// wait for the disk.
    public func flushed(upTo end: Int64, _ wakes: inout Wakes) {
        let (counts, isAwaited) = state.withLock { ($0.flushesFirst, !$0.durableWaits.isEmpty) }
        if counts {
            acknowledge(upTo: end, &wakes)
        } else if isAwaited {
            wakes.add(state.withLock { Partition.advance(&$0, log) })
        }
    }

    /// The log start has moved: readers learn it.
    func startMoved(_ wakes: inout Wakes) {
        let items = state.withLock { state in
            var items: [Wakes.Item] = []
            Partition.tellReaders(&state, &items)
            return items
        }
        wakes.add(items)
    }

    /// Gives the log its high watermark and collects those who have waited for it.
    private static func advance(_ state: inout State, _ log: PartitionLog) -> [Wakes.Item] {
        guard let leader = state.leader else { return [] }
        var items: [Wakes.Item] = []
        state.forLeader.release(upTo: leader.ackEnd, nil, &items)
        state.forAll.release(
            upTo: leader.highWatermark, leader.hasEnoughInSync ? nil : .notEnoughReplicasAfterAppend, &items)
        if leader.highWatermark > state.published {
            // A log that has been fenced meanwhile has no readers of its high watermark either.
            _ = try? log.raiseHighWatermark(to: leader.highWatermark, epoch: leader.epoch)
            state.published = leader.highWatermark
            tellReaders(&state, &items)
            tellWatcher(state, &items)
        }
        if !state.durableWaits.isEmpty {
            state.durableWaits.release(upTo: min(leader.highWatermark, log.ends.durable), &items)
        }
        return items
    }

    // MARK: Waiting

    /// How a wait begins.
    enum WaitResult {
        /// The offsets are kept already; nothing will be told.
        case kept
        /// The wait will be told.
        case waiting
        /// This node leads no more since the append; nothing will be told.
        case notLeader
    }

    /// Whether the offsets below `end` are kept: by the leader, or by all in-sync replicas.
    func keeps(_ end: Int64, by all: Bool) -> Bool {
        state.withLock { state in
            guard let leader = state.leader else { return false }
            return end <= (all ? leader.highWatermark : leader.ackEnd)
        }
    }

    /// Has `wait` told when the offsets below `end` are kept: by the leader, or by all in-sync replicas.
    func wait(for end: Int64, by all: Bool, _ wait: AckWait) -> WaitResult {
        state.withLock { state in
            guard let leader = state.leader else { return .notLeader }
            if end <= (all ? leader.highWatermark : leader.ackEnd) { return .kept }
            if all { state.forAll.add(end, wait) } else { state.forLeader.add(end, wait) }
            return .waiting
        }
    }

    /// Forgets a wait that has been given up.
    func stopWaiting(_ parked: ParkedProduce) {
        state.withLock { state in
            state.forLeader.remove(parked)
            state.forAll.remove(parked)
        }
    }

    /// Has `waiter` told, always later, when the offsets below `end` are kept for good; asks for the flush that this
    /// needs.
    func waitUntilDurable(_ end: Int64, _ waiter: any DurableWaiter, number: Int, _ wakes: inout Wakes) {
        let items = state.withLock { state in
            state.durableWaits.add(end, waiter, number: number)
            var items = Partition.advance(&state, log)
            if state.leader == nil { state.durableWaits.failAll(.notLeaderOrFollower, &items) }
            return items
        }
        wakes.add(items)
        if log.ends.durable < end { flushes.request(log) }
    }

    // MARK: Coordinator

    /// Has a coordinator told of every move from now on; a partition has one at most.
    func watch(_ watcher: any PartitionWatcher) { state.withLock { $0.watcher = watcher } }

    /// Tells a coordinator no more.
    func stopWatching(_ watcher: any PartitionWatcher) {
        state.withLock { state in
            if state.watcher === watcher { state.watcher = nil }
        }
    }

    private static func tellWatcher(_ state: State, _ items: inout [Wakes.Item]) {
        if let watcher = state.watcher { items.append(.moved(watcher)) }
    }

    // MARK: Readers

    /// Has `fetch` told, once, when there is more to read than now.
    func addReader(_ fetch: Fetch, position: Int) {
        state.withLock { $0.readers.append(Reader(fetch: fetch, position: position, isTold: false)) }
    }

    /// Tells `fetch` no more.
    func removeReader(_ fetch: Fetch, position: Int) {
        state.withLock { state in state.readers.removeAll { $0.isOf(fetch, position) } }
    }

    /// The reader is about to look: what comes from now on is told again.
    func rearmReader(_ fetch: Fetch, position: Int) {
        state.withLock { state in
            for index in state.readers.indices where state.readers[index].isOf(fetch, position) {
                state.readers[index].isTold = false
                return
            }
        }
    }

    /// How many fetches are to be told.
    var readerCount: Int { state.withLock { $0.readers.count } }

    private static func tellReaders(_ state: inout State, _ items: inout [Wakes.Item]) {
        for index in state.readers.indices where !state.readers[index].isTold {
            state.readers[index].isTold = true
            items.append(.readable(state.readers[index].fetch, position: state.readers[index].position))
        }
    }
}
