import Posix

/// What administrators ask of a cluster: every call of `Admin`, suspending instead of blocking.
///
/// ```swift
/// let admin = KafkaAdmin(kafka)
/// try await admin.createTopic(NewTopic("orders", partitions: 6))
/// ```
///
/// The calls of one cluster run one after another on a thread of their own, over the cluster's connections. A call whose
/// task is cancelled ends at once; what a broker was asked for may happen nevertheless.
public struct KafkaAdmin: Sendable {
    private let cluster: KafkaCluster
    /// How long a refusal that time heals, such as a coordinator that is loading, is tried again.
    public var patience: Duration = .seconds(15)

    /// An administrator of a cluster.
    public init(_ cluster: KafkaCluster) { self.cluster = cluster }

    /// Runs a few calls of `Admin` in a row and answers what `body` answers.
    ///
    /// - Throws: what `body` throws; `CancellationError` where the task is cancelled.
    @discardableResult
    public func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Admin) throws -> Value
    ) async throws -> Value {
        let caller = BlockingCaller(cluster.desk)
        let waiter = Waiter<Value>()
        let patience = patience.milliseconds
        cluster.loop.jobs.submit(.control) {
            var admin = Admin(caller)
            admin.patience = patience
            waiter.resume(Result { try body(admin) })
        } completion: {
        }
        do {
            return try await waiter.value()
        } catch {
            caller.cancel()
            throw error
        }
    }
}
