import Binary
import KafkaProtocol
import World

extension BrokerContext {
    /// Appends what has been staged to its logs, and answers the requests or parks them.
    func commitProduce() {
        guard !stage.isEmpty else { return }
        var wakes = Wakes()
        stage.append(now: loop.wall, &wakes)
        for request in stage.requests { answer(request) }
        stage.removeAll()
        wakes.tell(from: self)
    }

    /// Appends what has been staged while a request is still being staged; it is answered with the rest.
    func commitProduceBatches() {
        var wakes = Wakes()
        stage.append(now: loop.wall, &wakes)
        stage.removeBatches()
        wakes.tell(from: self)
    }

    private func answer(_ request: ProduceStage.Request) {
        if request.acks == 0 {
            let failed = request.entries.contains { stage.entries[$0].error != .none }
            // There is no reply that could tell: the producer notices that it has to ask again.
            return failed ? request.call.close() : request.call.finishWithoutReply()
        }
        positions.removeAll(keepingCapacity: true)
        withScratch { writer in
            writer.removeAll()
            writer.int32(0)
            ProduceReply.write(request, stage, to: &writer, positions: &positions)
            writer.overwrite(int32: Int32(clamping: writer.count - 4), at: 0)
            if mustWait(request) {
                park(request, writer.array())
            } else {
                writer.withUnsafeBytes { request.call.connection.reply(request.call.slot, $0) }
            }
        }
    }

    private func mustWait(_ request: ProduceStage.Request) -> Bool {
        request.entries.contains { entry in
            guard stage.entries[entry].end >= 0, let partition = stage.entries[entry].partition else { return false }
            return !partition.keeps(stage.entries[entry].end, by: request.acks == -1)
        }
    }

    private func park(_ request: ProduceStage.Request, _ reply: [UInt8]) {
        let timeout = Int64(max(0, request.timeoutMilliseconds))
        let parked = ParkedProduce(
            request.call, acks: request.acks, reply: reply, deadline: loop.now.advanced(milliseconds: timeout))
        for (number, entry) in request.entries.enumerated() {
            guard stage.entries[entry].end >= 0, let partition = stage.entries[entry].partition else { continue }
            parked.wait(for: partition, end: stage.entries[entry].end, positions[number])
        }
        if parked.isDone { parked.send() } else { parkedProduces.add(parked, self) }
    }

    /// A wait of a parked request is over.
    func acknowledged(_ wait: AckWait, _ error: ErrorCode) {
        guard wait.parked.finish(wait.position, error) else { return }
        parkedProduces.remove(wait.parked)
        wait.parked.send()
    }
}

/// The produce requests that wait on a loop, and their deadlines. Those come seconds later and nearly always for
/// nothing, so one timer looks at all of them now and then instead of one for each. Everything is used on the
/// thread of that loop only.
final class ParkedProduces: TimerHandler, @unchecked Sendable {
    private static let intervalMilliseconds: Int64 = 100

    private var all: [ParkedProduce] = []
    private var isTimed = false
    private weak var context: BrokerContext?

    /// How many wait.
    var count: Int { all.count }

    func add(_ parked: ParkedProduce, _ context: BrokerContext) {
        parked.index = all.count
        all.append(parked)
        self.context = context
        schedule()
    }

    func remove(_ parked: ParkedProduce) {
        guard parked.index < all.count, all[parked.index] === parked else { return }
        let last = all.removeLast()
        guard last !== parked else { return }
        last.index = parked.index
        all[parked.index] = last
    }

    /// Forgets all; for when their loop has ended.
    func removeAll() { all = [] }

    private func schedule() {
        guard !isTimed, let context else { return }
        isTimed = true
        context.loop.schedule(
            at: context.loop.now.advanced(milliseconds: ParkedProduces.intervalMilliseconds), self)
    }

    func timerFired(now: Instant) {
        isTimed = false
        for parked in all where parked.deadline <= now || parked.call.connection.isClosed {
            remove(parked)
            parked.giveUp()
            parked.send()
        }
        if !all.isEmpty { schedule() }
    }
}
