import CommitLog
import Coordination
import KafkaProtocol
import Metadata
import World

/// A loop's part of a coordinator: it has the shards p of the internal topic with p mod (number of loops) = its index,
/// and is where this loop's connections ask. Belongs to its loop.
final class Coordinator<Shard: HostedShard & ~Copyable> {
    typealias Question = ShardQuestion<Shard.Request, Shard.Reply>

    unowned let context: BrokerContext
    private var shards: [Int32: ShardPartition<Shard>] = [:]
    /// The internal topic, as it is to be made.
    let internalTopic: InternalTopic
    /// Who waits for the topic to be made.
    var waitingForTopic: [@Sendable () -> Void] = []

    /// The contexts of all loops, in the order of their indices.
    private var loops: [LoopReference]

    /// A loop's context, which owns this object, directly or over its own.
    private struct LoopReference {
        unowned let context: BrokerContext
    }

    init(_ context: BrokerContext) {
        self.context = context
        internalTopic = Shard.topic(context.broker.options)
        loops = [LoopReference(context: context)]
    }

    /// Learns of all loops, this one included.
    func join(_ contexts: [BrokerContext]) { loops = contexts.map(LoopReference.init) }

    private var topic: LocalTopic? { context.topics.byName[internalTopic.name] }

    /// The partition that a group or transactional id belongs to; nil before the topic is there.
    func partition(of key: String) -> Int32? {
        guard let count = topic?.partitionCount, count > 0 else { return nil }
        return coordinatorPartition(of: key, count: Int32(clamping: count))
    }

    /// Asks the coordinator of a group or transactional id; `answer` is called on this loop.
    func ask(
        _ request: Shard.Request, of key: String, _ call: Call, _ answer: @escaping @Sendable (Shard.Reply) -> Void
    ) {
        guard let index = partition(of: key) else { return answer(Shard.failure(.coordinatorNotAvailable)) }
        send(Question(request, call, answer), to: index)
    }

    /// Asks every shard that this node leads.
    func askAll(_ request: Shard.Request, _ call: Call, _ answer: @escaping @Sendable ([Shard.Reply]) -> Void) {
        let topic = topic
        let led = (0..<Int32(clamping: topic?.partitionCount ?? 0)).filter {
            topic?.partition($0)?.leadership.isHere == true
        }
        let gathering = Gathering<Shard.Reply>(led.count, finish: answer)
        for (position, index) in led.enumerated() {
            send(Question(request, call) { gathering.put($0, at: position) }, to: index)
        }
    }

    private func send(_ question: Question, to index: Int32) {
        let home = loops[Int(index) % loops.count].context
        if home === context {
            take(question, index)
        } else {
            home.loop.execute { Shard.coordinator(of: home).take(question, index) }
        }
    }

    private func take(_ question: Question, _ index: Int32) {
        guard let shard = shard(index) else { return question.reply(Shard.failure(.notCoordinator), from: context) }
        shard.take(question)
    }

    /// Appends a marker to the log of a shard; `answer` gets the offset after it, on this loop.
    func append(
        _ marker: Marker, at index: Int32, _ answer: @escaping @Sendable (Result<Int64, ApiError>) -> Void
    ) {
        let home = loops[Int(index) % loops.count].context
        let asker = context
        home.loop.execute {
            let shard = Shard.coordinator(of: home).shard(index)
            let result = shard?.append(marker) ?? .failure(ApiError(.notCoordinator))
            asker.loop.execute { answer(result) }
        }
    }

    /// The shard of a partition that this node leads, begun if need be.
    private func shard(_ index: Int32) -> ShardPartition<Shard>? {
        let partition = topic?.partition(index)
        let leadership = partition?.leadership
        if let shard = shards[index] {
            if !shard.isOver, shard.partition === partition, leadership?.isHere == true,
                leadership?.epoch == shard.epoch
            {
                return shard
            }
            shard.end(.notCoordinator)
            shards[index] = nil
        }
        guard let partition, let leadership, leadership.isHere else { return nil }
        let shard = ShardPartition<Shard>(partition, epoch: leadership.epoch, context)
        shards[index] = shard
        shard.load()
        return shard
    }

    /// Ends all shards, with their loop.
    func end() {
        for index in shards.keys.sorted() { shards[index]?.end(.notCoordinator) }
        shards = [:]
        waitingForTopic = []
        loops = [LoopReference(context: context)]
    }

    /// A shard's memory and log have parted: another one begins with what the log says.
    func beginAgain(_ index: Int32) { _ = shard(index) }

    /// The topics have changed: shards whose logs hold something are begun, so that the sessions of members who do not
    /// come back end; those that this node leads no more are ended.
    func topicsChanged() {
        let topic = topic
        for index in shards.keys.sorted() where topic?.partition(index)?.leadership.isHere != true {
            _ = shard(index)
        }
        let count = Int32(clamping: topic?.partitionCount ?? 0)
        for index in stride(from: Int32(context.index), to: count, by: loops.count) {
            guard let partition = topic?.partition(index), partition.leadership.isHere else { continue }
            let ends = partition.log.ends
            if ends.start < ends.end { _ = shard(index) }
        }
    }

    /// Has every shard here work out what comes of something that concerns them all.
    func planAll(_ body: (inout Shard) -> Shard.Plan) {
        for index in shards.keys.sorted() { shards[index]?.plan(body) }
    }
}
