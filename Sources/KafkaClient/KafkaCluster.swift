@_exported public import ClientCore
@_exported public import KafkaProtocol
@_exported public import Records
@_exported public import World

/// A way to a Kafka cluster: one event-loop thread with all connections, shared by the producers, consumers and
/// administrators made of it.
///
/// ```swift
/// let kafka = try KafkaCluster(bootstrap: ["localhost:9092"])
/// let producer = KafkaProducer(kafka)
/// let acknowledgement = try await producer.send(KafkaProducerMessage(topic: "orders", key: "7", value: "paid"))
/// ```
///
/// Connections are opened when something needs them, and again after they broke. Any thread or task may use it; what is
/// made of it keeps it alive. Everything that suspends ends early when its task is cancelled, with `CancellationError`;
/// all other errors are `ClientError`.
public final class KafkaCluster: Sendable {
    let loop: ClientLoop
    let desk: CallDesk

    /// Starts the loop; nothing is connected yet.
    ///
    /// - Parameter bootstrap: where brokers may be found; tried in turn.
    /// - Throws: `.invalid` without addresses, `.unreachable` where the system gives no event loop.
    public init(bootstrap: [SocketAddress], options: ConnectionOptions = ConnectionOptions()) throws(ClientError) {
        guard !bootstrap.isEmpty else { throw ClientError(.invalid, "bootstrap", "no address given") }
        loop = try ClientLoop(bootstrap: bootstrap, options: options)
        desk = CallDesk(loop)
    }

    /// Starts the loop for addresses in words.
    ///
    /// - Parameter bootstrap: `HOST:PORT`; an IPv6 address stands in brackets.
    /// - Throws: `.invalid` for what is no address.
    public convenience init(
        bootstrap: [String], options: ConnectionOptions = ConnectionOptions()
    ) throws(ClientError) {
        var addresses: [SocketAddress] = []
        for text in bootstrap {
            guard let address = SocketAddress(text) else {
                throw ClientError(.invalid, "bootstrap", "\"\(text)\" is not HOST:PORT")
            }
            addresses.append(address)
        }
        try self.init(bootstrap: addresses, options: options)
    }

    deinit { loop.close {} }

    /// Ends the loop: connections are closed, and whoever still waits gets `.cancelled`. To be called after the
    /// producers and consumers have been closed; where it is not, the end of the last reference does the same.
    public func close() async {
        await withUnsafeContinuation { continuation in loop.close { continuation.resume() } }
    }

    /// Sends any request of the protocol and waits for its reply; errors inside the reply are the caller's to look at.
    ///
    /// - Parameters:
    ///   - timeout: how long the reply may take.
    ///   - limit: the newest version in which the content makes sense.
    public func call<Request: KafkaRequest>(
        _ request: Request, to destination: Destination = .any, timeout: Duration = .seconds(30),
        atMost limit: Int16 = .max
    ) async throws -> Request.Response {
        let waiter = Waiter<Reply>()
        desk.send(request, to: destination, timeout: timeout.milliseconds, atMost: limit) { reply in
            waiter.resume(.success(reply))
        }
        return try await waiter.value().body(Request.Response.self)
    }
}

extension Duration {
    /// Whole milliseconds, at least 0 and at most what fits.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = max(seconds, 0).multipliedReportingOverflow(by: 1_000)
        let (sum, overflow2) = product.addingReportingOverflow(max(attoseconds, 0) / 1_000_000_000_000_000)
        return overflow || overflow2 ? .max : sum
    }
}
