import KafkaProtocol
import Metadata
import Records
import Synchronization
import World

/// Gives out producer ids from a block of the controller's; who comes while the next block is on its way waits for it.
/// Any thread may call it.
final class ProducerIds: Sendable {
    fileprivate struct State {
        var block: Range<Int64> = 0..<0
        var waiting: [@Sendable (Result<Int64, ApiError>) -> Void] = []
    }

    private let state = Mutex(State())

    /// Gives `receiver` an id that nobody else gets, now or when the next block has come.
    ///
    /// - Parameter fetch: asks for the next block, and hands it to `received`.
    func next(
        _ receiver: @escaping @Sendable (Result<Int64, ApiError>) -> Void, fetch: () -> Void
    ) {
        let (id, isFirst) = state.withLock { state -> (Int64?, Bool) in
            if let id = state.take() { return (id, false) }
            state.waiting.append(receiver)
            return (nil, state.waiting.count == 1)
        }
        if let id { receiver(.success(id)) }
        if isFirst { fetch() }
    }

    /// The next block has come, or will not. Who does not get an id of it is told to try again.
    func received(_ result: Result<Range<Int64>, ApiError>) {
        let answers = state.withLock { state in
            if case .success(let block) = result { state.block = block }
            defer { state.waiting = [] }
            return state.waiting.map { receiver in
                let missing = ApiError(.coordinatorLoadInProgress)
                return (receiver, state.take().map { .success($0) } ?? Result<Int64, ApiError>.failure(missing))
            }
        }
        for (receiver, answer) in answers { receiver(answer) }
    }
}

extension ProducerIds {
    /// Gives an id to a request, on its loop.
    static func next(for call: Call, _ receiver: @escaping @Sendable (Result<Int64, ApiError>) -> Void) {
        let context = call.context
        let loop = context.loop
        context.broker.producerIds.next { result in
            loop.execute { receiver(result) }
        } fetch: {
            let nodeId = context.broker.options.nodeId
            let epoch = context.image.broker(nodeId)?.brokerEpoch ?? -1
            let ids = context.broker.producerIds
            call.submit({ controller, _ in controller.planProducerIds(brokerId: nodeId, brokerEpoch: epoch) }) {
                result in
                ids.received(result.flatMap { $0 })
            }
        }
    }
}

extension ProducerIds.State {
    fileprivate mutating func take() -> Int64? {
        guard let id = block.first else { return nil }
        block.removeFirst()
        return id
    }
}
