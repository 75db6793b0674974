import Coordination
import KafkaProtocol
import World

/// Asks a coordinator whether partitions are part of a producer's transaction, or has them added; once more after a
/// moment where the transaction before is still ending (KIP-890). Belongs to the loop of the connection that asks.
/// Used on that loop's thread only, hence unchecked.
final class TransactionInquiry: TimerHandler, @unchecked Sendable {
    /// `add.partitions.to.txn.retry.backoff.ms`
    private static let backoffMilliseconds: Int64 = 20
    /// `add.partitions.to.txn.retry.backoff.max.ms`
    private static let patienceMilliseconds: Int64 = 100

    private let request: TransactionPartitions
    private let call: Call
    private let deadline: Instant
    /// Let go once it was called, with what it holds.
    private var finish: (([ErrorCode]) -> Void)?

    private init(_ request: TransactionPartitions, _ call: Call, finish: @escaping ([ErrorCode]) -> Void) {
        self.request = request
        self.call = call
        self.finish = finish
        deadline = call.context.loop.now.advanced(milliseconds: TransactionInquiry.patienceMilliseconds)
    }

    /// Asks for `call`.
    ///
    /// - Parameter finish: gets the coordinator's code for each partition, in their order; on the call's loop.
    static func ask(_ request: TransactionPartitions, _ call: Call, finish: @escaping ([ErrorCode]) -> Void) {
        TransactionInquiry(request, call, finish: finish).ask()
    }

    private func ask() {
        call.context.transactions.ask(.partitions(request), of: request.transactionalId, call) { reply in
            self.answered(reply)
        }
    }

    private func answered(_ reply: TransactionReply) {
        if case .partitions(let errors) = reply { return end(errors) }
        let error = reply.error == .none ? ErrorCode.unknownServerError : reply.error
        let loop = call.context.loop
        let next = loop.now.advanced(milliseconds: TransactionInquiry.backoffMilliseconds)
        if error == .concurrentTransactions, case .add = request.purpose, next < deadline, !call.connection.isClosed {
            return loop.schedule(at: next, self)
        }
        end(request.partitions.map { _ in error })
    }

    private func end(_ errors: [ErrorCode]) {
        let finish = finish.take()
        finish?(errors)
    }

    func timerFired(now: Instant) { ask() }
}
