import Binary
public import KafkaProtocol

/// One request that waits for its reply: what a handler keeps to answer with, now or later.
///
/// Exactly one of `reply`, `finish` and `close` is called, once, on the loop of the connection; from another thread
/// through `context.loop.execute`. Where the connection has gone meanwhile, the reply goes nowhere.
public struct Call: Sendable {
    /// Where it came from.
    public let connection: ClientConnection
    /// Its place in the order of replies.
    let slot: UInt64
    /// A key that has a handler.
    public let apiKey: ApiKey
    /// A version the handler declared.
    public let version: Int16
    /// Goes back in the reply.
    let correlationId: Int32
    /// What the client calls itself.
    public let clientId: String?

    /// What the connection's loop owns.
    public var context: BrokerContext { connection.context }
    /// Who asks.
    public var session: Session { connection.session }

    /// Answers in the version of the request.
    public func reply(_ response: some KafkaResponse) { reply(response, version: version) }

    /// Answers in another version than that of the request.
    func reply(_ response: some KafkaResponse, version: Int16) {
        finish { writer in
            ResponseHeader.encode(correlationId: correlationId, to: &writer, for: apiKey, version)
            response.encode(to: &writer, version: version)
        }
    }

    /// Answers with what `body` writes, header included; the length before it is added here.
    func finish(_ body: (inout BinaryWriter) -> Void) {
        context.withScratch { writer in
            writer.removeAll()
            writer.int32(0)
            body(&writer)
            writer.overwrite(int32: Int32(clamping: writer.count - 4), at: 0)
            writer.withUnsafeBytes { connection.reply(slot, $0) }
        }
    }

    /// Ends a request that has no reply.
    func finishWithoutReply() { connection.reply(slot, UnsafeRawBufferPointer(start: nil, count: 0)) }

    /// Closes the connection instead of answering, where the protocol knows no answer.
    public func close() { connection.close() }
}
