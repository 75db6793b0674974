import Binary
import CommitLog
import Coordination
import KafkaProtocol
import World

/// One partition of `__consumer_offsets` that this node leads in one epoch: its shard, its log, and who waits for
/// either. Belongs to the loop that has the shard.
///
/// Plan, append, apply and answer follow one another without anything in between; an answer that tells what the log
/// says goes out once the high watermark has passed it. When the log refuses an append, or the node leads no more,
/// everyone is told, and nothing of this object is used again.
final class GroupPartition: PartitionWatcher, TimerHandler, @unchecked Sendable {
    /// `offsets.commit.timeout.ms`: how long an answer waits for the high watermark.
    static let commitTimeoutMilliseconds: Int64 = 5_000

    let context: BrokerContext
    let partition: Partition
    let epoch: Int32
    private let log: GroupLog
    @exclusivity(unchecked) private var shard: GroupShard
    @exclusivity(unchecked) private var phase = Phase.loading
    /// Everyone who has asked and not been answered, by token.
    @exclusivity(unchecked) private var questions: [UInt64: GroupQuestion] = [:]
    @exclusivity(unchecked) private var lastToken: UInt64 = 0
    /// Answers that wait for the high watermark, in the order of their offsets and deadlines.
    @exclusivity(unchecked) private var uncommitted: [(end: Int64, deadline: Instant, answer: GroupAnswer)] = []
    /// Where the log ended after the last append.
    @exclusivity(unchecked) private var appended: Int64 = 0
    /// The timers that are set, the first to come last: another is set only for an earlier deadline.
    @exclusivity(unchecked) private var timers: [Instant] = []

    private enum Phase {
        case loading
        case ready
        case over
    }

    init(_ partition: Partition, epoch: Int32, _ context: BrokerContext) {
        self.context = context
        self.partition = partition
        self.epoch = epoch
        log = GroupLog(partition: partition)
        shard = GroupShard(options: context.broker.options.groups)
    }

    // MARK: Life

    /// Reads the log, at once if it is empty, else as a job.
    func load() {
        partition.watch(self)
        let ends = partition.log.ends
        guard ends.start < ends.end else { return loaded(GroupShard(options: shard.options), end: ends.end) }
        let log = log
        let result = LoadResult(GroupShard(options: shard.options))
        context.broker.jobs.submit(.read) {
            result.run(log)
        } completion: {
            self.context.loop.execute { self.loaded(result) }
        }
    }

    /// The shard that is being loaded on another thread; one thread has it at a time.
    private final class LoadResult: @unchecked Sendable {
        var shard: GroupShard
        var outcome: Result<Int64, LogError> = .success(0)

        init(_ shard: consuming GroupShard) { self.shard = shard }

        func run(_ log: GroupLog) {
            do throws(LogError) { outcome = .success(try log.load(&shard)) } catch { outcome = .failure(error) }
        }
    }

    private func loaded(_ result: LoadResult) {
        guard phase == .loading else { return }
        switch result.outcome {
        case .failure(let error):
            context.broker.events.emit(Event(.error, "group.load", error.description))
            end(.coordinatorNotAvailable)
        case .success(let end):
            var shard = GroupShard(options: shard.options)
            swap(&shard, &result.shard)
            loaded(shard, end: end)
        }
    }

    private func loaded(_ shard: consuming GroupShard, end: Int64) {
        self.shard = shard
        appended = end
        phase = .ready
        carryOut(self.shard.loaded(now: context.loop.now, wall: context.loop.wall))
    }

    /// Whether questions go to another one from now on.
    var isOver: Bool { phase == .over }

    /// Tells everyone that this coordinator is no more.
    func end(_ error: ErrorCode) {
        guard phase != .over else { return }
        phase = .over
        partition.stopWatching(self)
        uncommitted = []
        let unanswered = questions.sorted { $0.key < $1.key }
        questions = [:]
        for (_, question) in unanswered { question.reply(.failed(error), from: context) }
    }

    // MARK: Questions

    func take(_ question: GroupQuestion) {
        guard phase == .ready else {
            let error: ErrorCode = phase == .loading ? .coordinatorLoadInProgress : .notCoordinator
            return question.reply(.failed(error), from: context)
        }
        lastToken += 1
        questions[lastToken] = question
        let caller = question.caller(
            CallerToken(lastToken), chance: Uuid(high: context.broker.random.next(), low: context.broker.random.next()))
        carryOut(shard.plan(question.request, from: caller, now: context.loop.now, wall: context.loop.wall))
    }

    /// Topics are gone, and with them the offsets for them.
    func topicsDeleted(_ names: Set<String>) {
        if phase == .ready { carryOut(shard.topicsDeleted(names)) }
    }

    private func carryOut(_ plan: GroupPlan) {
        for event in plan.events { context.broker.events.emit(event) }
        var wakes = Wakes()
        if !plan.records.isEmpty {
            do throws(LogError) {
                appended = try log.append(
                    plan.records, to: &shard, epoch: epoch, now: context.loop.wall, &wakes)
            } catch {
                wakes.tell(from: context)
                return refused(error)
            }
        }
        let end = appended
        wakes.tell(from: context)
        let deadline = context.loop.now.advanced(milliseconds: GroupPartition.commitTimeoutMilliseconds)
        for answer in plan.answers {
            if answer.whenCommitted, !partition.keeps(end, by: true) {
                uncommitted.append((end, deadline, answer))
            } else {
                deliver(answer.token, answer.reply)
            }
        }
        schedule()
    }

    /// The log has not taken what the shard believes to be: the truth is in the log.
    private func refused(_ error: LogError) {
        context.broker.events.emit(Event(.warning, "group.append", error.description))
        end(error.code == .fenced ? .notCoordinator : .coordinatorNotAvailable)
        context.groups.beginAgain(partition.index)
    }

    private func deliver(_ token: CallerToken, _ reply: GroupReply) {
        questions.removeValue(forKey: token.rawValue)?.reply(reply, from: context)
    }

    // MARK: Log and time

    func partitionMoved() {
        guard phase != .over else { return }
        let leadership = partition.leadership
        guard leadership.isHere, leadership.epoch == epoch, partition.log.failure == nil else {
            return end(.notCoordinator)
        }
        let count = uncommitted.firstIndex { !partition.keeps($0.end, by: true) } ?? uncommitted.count
        let ready = uncommitted[..<count]
        uncommitted.removeFirst(count)
        for (_, _, answer) in ready { deliver(answer.token, answer.reply) }
    }

    private func schedule() {
        let next = min(shard.nextDeadline ?? .distantFuture, uncommitted.first?.deadline ?? .distantFuture)
        guard phase == .ready, next < timers.last ?? .distantFuture else { return }
        timers.append(next)
        context.loop.schedule(at: next, self)
    }

    func awaits(_ deadline: Instant) -> Bool { phase == .ready }

    func timerFired(now: Instant) {
        guard phase == .ready else { return }
        while let first = timers.last, first <= now { timers.removeLast() }
        while phase == .ready, let plan = shard.fireNext(now: now, wall: context.loop.wall) { carryOut(plan) }
        let late = uncommitted.prefix { $0.deadline <= now }
        uncommitted.removeFirst(late.count)
        for (_, _, answer) in late { deliver(answer.token, .failed(.coordinatorNotAvailable)) }
        schedule()
    }
}
