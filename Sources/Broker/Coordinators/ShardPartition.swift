import Binary
import CommitLog
import Coordination
import KafkaProtocol
import Metadata
import World

/// One partition of a coordinator's internal topic that this node leads in one epoch: its shard, its log, and who waits for
/// either. Belongs to the loop that has the shard.
///
/// Plan, append, apply and answer follow one another without anything in between; an answer that tells what the log
/// says goes out once the high watermark has passed it. When the log refuses an append, or the node leads no more,
/// everyone is told, and nothing of this object is used again.
///
/// Every member is used on that loop's thread only, hence unchecked; others hold on to it, and hand it back to its loop.
final class ShardPartition<Shard: HostedShard & ~Copyable>: PartitionWatcher, TimerHandler, @unchecked Sendable {
    typealias Question = ShardQuestion<Shard.Request, Shard.Reply>
    typealias Answer = ShardAnswer<Shard.Reply>

    /// `offsets.commit.timeout.ms`: how long an answer waits for the high watermark.
    static var commitTimeoutMilliseconds: Int64 { 5_000 }

    let context: BrokerContext
    let partition: Partition
    let epoch: Int32
    private let log: ShardLog<Shard>
    @exclusivity(unchecked) private var shard: Shard
    @exclusivity(unchecked) private var phase = Phase.loading
    /// Everyone who has asked and not been answered, by token.
    @exclusivity(unchecked) private var questions: [UInt64: Question] = [:]
    @exclusivity(unchecked) private var lastToken: UInt64 = 0
    /// Answers that wait for the high watermark, in the order of their offsets and deadlines.
    @exclusivity(unchecked) private var uncommitted: [(end: Int64, deadline: Instant, answer: Answer)] = []
    /// What is to be done once the high watermark has passed it, in the order of the offsets.
    @exclusivity(unchecked) private var effects: [(end: Int64, effect: Shard.Effect)] = []
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
        log = ShardLog(partition: partition)
        shard = Shard.empty(context)
    }

    // MARK: Life

    /// Reads the log, at once if it is empty, else as a job.
    func load() {
        partition.watch(self)
        let ends = partition.log.ends
        guard ends.start < ends.end else { return loaded(Shard.empty(context), end: ends.end) }
        let log = log
        let result = LoadResult(Shard.empty(context))
        context.broker.jobs.submit(.read) {
            result.run(log)
        } completion: {
            self.context.loop.execute { self.loaded(result) }
        }
    }

    /// The shard that is being loaded on another thread; one thread has it at a time.
    private final class LoadResult: @unchecked Sendable {
        var shard: Shard
        var outcome: Result<Int64, LogError> = .success(0)

        init(_ shard: consuming Shard) { self.shard = shard }

        func run(_ log: ShardLog<Shard>) {
            do throws(LogError) { outcome = .success(try log.load(&shard)) } catch { outcome = .failure(error) }
        }
    }

    private func loaded(_ result: LoadResult) {
        guard phase == .loading else { return }
        switch result.outcome {
        case .failure(let error):
            context.broker.events.emit(Event(.error, "\(Shard.eventName).load", error.description))
            end(.coordinatorNotAvailable)
        case .success(let end):
            var shard = Shard.empty(context)
            swap(&shard, &result.shard)
            loaded(shard, end: end)
        }
    }

    private func loaded(_ shard: consuming Shard, end: Int64) {
        self.shard = shard
        appended = end
        phase = .ready
        Shard.prepare(&self.shard, context)
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
        effects = []
        let unanswered = questions.sorted { $0.key < $1.key }
        questions = [:]
        for (_, question) in unanswered { question.reply(Shard.failure(error), from: context) }
    }

    // MARK: Questions

    func take(_ question: Question) {
        guard phase == .ready else {
            let error: ErrorCode = phase == .loading ? .coordinatorLoadInProgress : .notCoordinator
            return question.reply(Shard.failure(error), from: context)
        }
        lastToken += 1
        questions[lastToken] = question
        let caller = question.caller(
            CallerToken(lastToken), chance: Uuid(high: context.broker.random.next(), low: context.broker.random.next()))
        carryOut(shard.plan(question.request, from: caller, now: context.loop.now, wall: context.loop.wall))
    }

    /// Has the shard work out what comes of something else than a question; nothing while it does not serve.
    func plan(_ body: (inout Shard) -> Shard.Plan) {
        if phase == .ready { carryOut(body(&shard)) }
    }

    /// Appends a marker to the log, which ends its producer's transaction in the shard; answers the offset after it.
    func append(_ marker: Marker) -> Result<Int64, ApiError> {
        guard phase == .ready else {
            return .failure(ApiError(phase == .loading ? .coordinatorLoadInProgress : .notCoordinator))
        }
        var wakes = Wakes()
        defer { wakes.tell(from: context) }
        do throws(LogError) {
            appended = try marker.append(to: partition, epoch: epoch, now: context.loop.wall, &wakes)
            shard.endTransaction(producerId: marker.producer.id, committed: marker.isCommit)
            return .success(appended)
        } catch {
            return .failure(ApiError(ErrorMapping.code(error.code)))
        }
    }

    private func carryOut(_ plan: Shard.Plan) {
        for event in plan.events { context.broker.events.emit(event) }
        var wakes = Wakes()
        if !plan.records.isEmpty {
            do throws(LogError) {
                appended = try log.append(plan, to: &shard, epoch: epoch, now: context.loop.wall, &wakes)
            } catch {
                wakes.tell(from: context)
                return refused(plan, error)
            }
        }
        let end = appended
        wakes.tell(from: context)
        let isCommitted = partition.keeps(end, by: true)
        let deadline = context.loop.now.advanced(milliseconds: ShardPartition.commitTimeoutMilliseconds)
        for answer in plan.answers {
            if answer.whenCommitted, !isCommitted {
                uncommitted.append((end, deadline, answer))
            } else {
                deliver(answer.token, answer.reply)
            }
        }
        for effect in plan.effects {
            if isCommitted { Shard.carryOut(effect, for: self) } else { effects.append((end, effect)) }
        }
        schedule()
    }

    /// The log has not taken what the shard believes to be: the truth is in the log. Records in a transaction change
    /// the shard only when they are applied, so where their producer is refused it is only that.
    private func refused(_ plan: Shard.Plan, _ error: LogError) {
        if plan.producer != nil, !error.isRetriable {
            for answer in plan.answers { deliver(answer.token, Shard.failure(ErrorMapping.code(error.code))) }
            return schedule()
        }
        context.broker.events.emit(Event(.warning, "\(Shard.eventName).append", error.description))
        end(error.code == .fenced ? .notCoordinator : .coordinatorNotAvailable)
        Shard.coordinator(of: context).beginAgain(partition.index)
    }

    private func deliver(_ token: CallerToken, _ reply: Shard.Reply) {
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
        let effectCount = effects.firstIndex { !partition.keeps($0.end, by: true) } ?? effects.count
        let due = effects[..<effectCount]
        effects.removeFirst(effectCount)
        for (_, _, answer) in ready { deliver(answer.token, answer.reply) }
        for (_, effect) in due { Shard.carryOut(effect, for: self) }
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
        for (_, _, answer) in late { deliver(answer.token, Shard.failure(.coordinatorNotAvailable)) }
        schedule()
    }
}
