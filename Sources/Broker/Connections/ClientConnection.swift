import Binary
import KafkaProtocol
public import World

/// A client's connection: finds the frames in its bytes, gives each to its handler, and sends the replies in the order
/// of the requests. Belongs to the loop of its context, like everything it holds.
public final class ClientConnection: ConnectionHandler, @unchecked Sendable {
    /// Finished replies held, and bytes written but not taken by the socket, above which no request is read.
    static let replyLimit = 1 << 20
    /// The longest request of any API but Produce. Produce is walked where it lies; the others are decoded, and of
    /// many small elements that may take a dozen times their bytes on the wire.
    static let decodedRequestLimit = 16 << 20

    /// What the loop owns.
    public let context: BrokerContext
    /// Who asks.
    public let session: Session
    private let connection: any Connection
    @exclusivity(unchecked) private var buffer: FrameBuffer
    @exclusivity(unchecked) private var slots = ReplySlots()
    /// Whose turn it is, and who has not written yet.
    @exclusivity(unchecked) private var waiting: (any DeferredReply)?
    /// Whether frames are being handled further up the stack: then a finished reply must not begin again.
    @exclusivity(unchecked) private var isParsing = false
    @exclusivity(unchecked) private var isPaused = false
    /// Whether nothing is read because the memory for requests is spent.
    @exclusivity(unchecked) private var waitsForMemory = false
    /// Whether it is this connection that goes on all the same.
    @exclusivity(unchecked) private var goesFirst = false
    /// Whether the next request waits for an answer from elsewhere, and all after it with it.
    @exclusivity(unchecked) private var isHeld = false
    /// The answer for which the next request was held back.
    @exclusivity(unchecked) private var verdict: ProduceTransaction.Verdict?
    @exclusivity(unchecked) private(set) var isClosed = false

    init(_ connection: any Connection, _ context: BrokerContext) {
        self.connection = connection
        self.context = context
        session = Session(anonymous: connection.peer, local: connection.local, context)
        buffer = FrameBuffer(budget: context.broker.requestMemory)
    }

    // MARK: Bytes

    public func receiveBuffer() -> UnsafeMutableRawBufferPointer? {
        if isPaused { return nil }
        // While memory is spent, no more is received than what can be kept beyond the budget by every connection.
        return buffer.room() ?? (context.broker.requestMemory.isSpent ? context.smallBlock : nil)
    }

    public func received(_ bytes: UnsafeMutableRawBufferPointer) {
        guard !isClosed else { return }
        isParsing = true
        var rest = bytes
        if buffer.isRoom(bytes) {
            buffer.filled(bytes.count)
            rest = UnsafeMutableRawBufferPointer(rebasing: bytes[bytes.count...])
        } else if !buffer.isEmpty {
            rest = topUp(bytes)
        }
        // The first frame may end in the buffer, the others stand where they were received; what they stage lies in
        // both until it is committed.
        let fromBuffer = handleFrames(buffer.bytes)
        let fromBlock = fromBuffer == buffer.count ? handleFrames(rest) : 0
        context.commitProduce()
        buffer.removeFirst(fromBuffer)
        if buffer.isEmpty { isDoneWithMemory() }
        keep(UnsafeRawBufferPointer(rebasing: rest[fromBlock...]))
        isParsing = false
        updateReading()
    }

    /// Completes the frame that the buffer has begun; answers what is left.
    private func topUp(_ bytes: UnsafeMutableRawBufferPointer) -> UnsafeMutableRawBufferPointer {
        var rest = bytes
        while rest.count > 0, case let missing = buffer.missing, missing > 0 {
            let part = min(missing, rest.count)
            keep(UnsafeRawBufferPointer(rebasing: rest[..<part]))
            rest = UnsafeMutableRawBufferPointer(rebasing: rest[part...])
            if isClosed || !hasLegalSize(buffer.bytes) { break }
        }
        return rest
    }

    private func keep(_ bytes: UnsafeRawBufferPointer) {
        guard !isClosed, !bytes.isEmpty else { return }
        switch buffer.append(bytes) {
        case .inBudget: break
        case .beyondBudget: waitForMemory()
        case .refused:
            context.broker.events.emit(
                Event(.warning, "broker.requestMemoryExhausted", "closed \(session.peer): no memory for its request"))
            close()
        }
    }

    /// Reads no more until others have given memory back, unless it is this connection's turn to go on without.
    private func waitForMemory() {
        let memory = context.broker.requestMemory
        guard !waitsForMemory, !goesFirst else { return }
        goesFirst = memory.goesFirst(ObjectIdentifier(self))
        if goesFirst { return }
        waitsForMemory = true
        memory.wait { [weak self, loop = context.loop] in
            loop.execute {
                guard let self else { return }
                self.waitsForMemory = false
                if memory.isSpent { self.waitForMemory() }
                self.updateReading()
            }
        }
    }

    private func isDoneWithMemory() {
        guard goesFirst else { return }
        goesFirst = false
        context.broker.requestMemory.isDone(ObjectIdentifier(self))
    }

    /// Whether the length of the first frame, if it is there, may be.
    private func hasLegalSize(_ bytes: UnsafeMutableRawBufferPointer) -> Bool {
        guard bytes.count >= 4 else { return true }
        let size = Int32(bigEndian: bytes.loadUnaligned(as: Int32.self))
        return size > 0 && size <= context.broker.options.maxRequestBytes
    }

    /// Handles whole frames from the beginning of `bytes` until one is not whole or the client has to wait; answers
    /// how many bytes are done with.
    private func handleFrames(_ bytes: UnsafeMutableRawBufferPointer) -> Int {
        var position = 0
        while !isClosed, !mustWait, bytes.count - position >= 4 {
            let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[position...])
            guard hasLegalSize(rest) else {
                close()
                break
            }
            let size = Int(Int32(bigEndian: rest.loadUnaligned(as: Int32.self)))
            guard rest.count - 4 >= size else { break }
            // A frame that is held back stays where it is, and is looked at again.
            guard handleFrame(UnsafeMutableRawBufferPointer(rebasing: rest[4..<(4 + size)])) else { continue }
            position += 4 + size
        }
        return position
    }

    /// Handles a frame; false where it is held back.
    private func handleFrame(_ bytes: UnsafeMutableRawBufferPointer) -> Bool {
        guard let frame = Frame(bytes), let handler = context.broker.apis.handler(frame.header.apiKey) else {
            close()
            return true
        }
        let call = Call(
            connection: self, slot: slots.open(), apiKey: frame.header.apiKey, version: frame.header.apiVersion,
            correlationId: frame.header.correlationId, clientId: handler.wantsClientId ? frame.clientId : nil)
        guard handler.versions.contains(call.version) else {
            // Only this API is answered in an unknown version: clients find out ours by it.
            if handler.apiKey == .apiVersions { ApiVersionsHandler.refuseVersion(call) } else { close() }
            return true
        }
        guard handler.apiKey == .produce || bytes.count <= ClientConnection.decodedRequestLimit else {
            context.broker.events.emit(
                Event(
                    .warning, "broker.requestTooLong",
                    "closed \(session.peer): a request of \(bytes.count) bytes to api \(handler.apiKey.rawValue)"))
            close()
            return true
        }
        // Requests take effect in order: what was produced before goes into the log before anything else is asked.
        if handler.apiKey != .produce { context.commitProduce() }
        switch handler.serve(frame, call) {
        case .served: return true
        case .unreadable:
            close()
            return true
        case .held:
            slots.withdraw()
            return false
        }
    }

    // MARK: Holding back

    /// Has the request being served come once more, and those after it wait, until `release`.
    func hold() { isHeld = true }

    /// What the request asked for that was held back is answered; nil where it has to ask again.
    func release(_ verdict: ProduceTransaction.Verdict?) {
        self.verdict = verdict
        isHeld = false
        updateReading()
    }

    /// The answer that the request was held back for; nil the first time.
    func takeVerdict() -> ProduceTransaction.Verdict? { verdict.take() }

    // MARK: Replies

    /// Sends a reply, length included, when its turn has come; empty for a request without reply.
    func reply(_ slot: UInt64, _ bytes: UnsafeRawBufferPointer) {
        guard !isClosed else { return }
        guard slots.isOldest(slot) else { return slots.hold(slot, [UInt8](bytes)) }
        if !bytes.isEmpty { connection.write(bytes) }
        slots.removeOldest()
        sendHeld()
    }

    /// Has a reply written as soon as its turn has come.
    func reply(_ slot: UInt64, deferred reply: any DeferredReply) {
        guard !isClosed else { return }
        guard slots.isOldest(slot) else { return slots.hold(slot, reply) }
        waiting = reply
        reply.write()
    }

    /// Where a deferred reply, whose turn it is, writes itself; `body` writes the whole of it.
    func writeOldest(_ body: (any Connection) -> Void) {
        guard !isClosed else { return }
        waiting = nil
        body(connection)
        slots.removeOldest()
        sendHeld()
    }

    private func sendHeld() {
        switch slots.takeOldest() {
        case .none: break
        case .bytes(let reply):
            reply.withUnsafeBytes { if !$0.isEmpty { connection.write($0) } }
            return sendHeld()
        case .deferred(let reply):
            waiting = reply
            return reply.write()
        }
        if !isParsing { updateReading() }
    }

    // MARK: Back-pressure

    private var mustWait: Bool {
        isHeld || slots.isFull || slots.heldBytes > ClientConnection.replyLimit
            || connection.unsentBytes > ClientConnection.replyLimit
    }

    public func drained() { updateReading() }

    /// Stops or resumes reading, and handles what waits here when it may go on.
    private func updateReading() {
        guard !isClosed, !isParsing else { return }
        while !mustWait, buffer.missing <= 0, !isClosed {
            isParsing = true
            let done = handleFrames(buffer.bytes)
            context.commitProduce()
            buffer.removeFirst(done)
            isParsing = false
            if buffer.isEmpty { isDoneWithMemory() }
        }
        let pauses = mustWait || waitsForMemory
        guard !isClosed, pauses != isPaused else { return }
        isPaused = pauses
        if isPaused { connection.pauseReading() } else { connection.resumeReading() }
    }

    /// Closes the connection; replies that are still due go nowhere.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        connection.close()
    }

    public func closed(_ error: NetworkError?) {
        isClosed = true
        isDoneWithMemory()
        // Replies hold on to the connection, and one that waits, to partitions, a client's memory and a timer.
        waiting?.abandon(self)
        waiting = nil
        slots = ReplySlots()
        context.forget(self)
    }
}
