import CommitLog
import Coordination
import KafkaProtocol
import Metadata
import World

/// A loop's part of the group coordinator: it has the shards p of `__consumer_offsets` with p mod (number of loops) =
/// its index, and is where this loop's connections ask. Belongs to its loop.
final class GroupCoordinator {
    /// Where groups are kept.
    static let topic = "__consumer_offsets"

    unowned let context: BrokerContext
    private var shards: [Int32: GroupPartition] = [:]
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
        loops = [LoopReference(context: context)]
    }

    /// Learns of all loops, this one included.
    func join(_ contexts: [BrokerContext]) { loops = contexts.map(LoopReference.init) }

    /// Asks the coordinator of a group; `answer` is called on this loop.
    func ask(
        _ request: GroupRequest, of group: String, _ call: Call, _ answer: @escaping @Sendable (GroupReply) -> Void
    ) {
        guard let count = context.topics.byName[GroupCoordinator.topic]?.partitionCount, count > 0 else {
            return answer(.failed(.coordinatorNotAvailable))
        }
        let index = coordinatorPartition(of: group, count: Int32(clamping: count))
        send(GroupQuestion(request, call, answer), to: index)
    }

    /// Asks the coordinators of several groups, each once, however often it is named; a group that the caller has no right to do `operation`
    /// on answers so.
    ///
    /// - Parameters:
    ///   - part: makes a part of the reply of a group's answer; on this loop.
    ///   - finish: gets the parts in the order of the groups.
    func askEach<Part: Sendable>(
        _ groups: [String], _ operation: Operation, _ call: Call, question: (String) -> GroupRequest,
        part: @escaping @Sendable (String, GroupReply) -> Part, finish: @escaping ([Part]) -> Void
    ) {
        var seen: Set<String> = []
        let groups = groups.filter { seen.insert($0).inserted }
        let gathering = Gathering<Part>(groups.count, finish: finish)
        for (position, group) in groups.enumerated() {
            if call.session.allow(operation, .group(group)) {
                ask(question(group), of: group, call) { gathering.put(part(group, $0), at: position) }
            } else {
                gathering.put(part(group, .failed(.groupAuthorizationFailed)), at: position)
            }
        }
    }

    /// Asks every shard that this node leads.
    func askAll(_ request: GroupRequest, _ call: Call, _ answer: @escaping @Sendable ([GroupReply]) -> Void) {
        let topic = context.topics.byName[GroupCoordinator.topic]
        let led = (0..<Int32(clamping: topic?.partitionCount ?? 0)).filter {
            topic?.partition($0)?.leadership.isHere == true
        }
        let gathering = Gathering<GroupReply>(led.count, finish: answer)
        for (position, index) in led.enumerated() {
            send(GroupQuestion(request, call) { gathering.put($0, at: position) }, to: index)
        }
    }

    private func send(_ question: GroupQuestion, to index: Int32) {
        let home = loops[Int(index) % loops.count].context
        if home === context {
            take(question, index)
        } else {
            home.loop.execute { home.groups.take(question, index) }
        }
    }

    private func take(_ question: GroupQuestion, _ index: Int32) {
        guard let shard = shard(index) else { return question.reply(.failed(.notCoordinator), from: context) }
        shard.take(question)
    }

    /// The shard of a partition that this node leads, begun if need be.
    private func shard(_ index: Int32) -> GroupPartition? {
        let partition = context.topics.byName[GroupCoordinator.topic]?.partition(index)
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
        let shard = GroupPartition(partition, epoch: leadership.epoch, context)
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
    func topicsChanged(removed: Set<String>) {
        let topic = context.topics.byName[GroupCoordinator.topic]
        for index in shards.keys.sorted() where topic?.partition(index)?.leadership.isHere != true {
            _ = shard(index)
        }
        let count = Int32(clamping: topic?.partitionCount ?? 0)
        for index in stride(from: Int32(context.index), to: count, by: loops.count) {
            guard let partition = topic?.partition(index), partition.leadership.isHere else { continue }
            let ends = partition.log.ends
            if ends.start < ends.end { _ = shard(index) }
        }
        guard !removed.isEmpty else { return }
        for index in shards.keys.sorted() { shards[index]?.topicsDeleted(removed) }
    }
}
