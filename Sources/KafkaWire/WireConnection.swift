import Binary
public import KafkaProtocol
public import World

/// What a connection says of itself, and its limits.
public struct WireOptions: Sendable {
    /// The `client.id`, which brokers show in logs and use for quotas.
    public var clientId = "varve"
    /// The name of this software, letters, digits, `-` and `.`.
    public var softwareName = "varve"
    /// Its version, of the same characters.
    public var softwareVersion = "0"
    /// The longest reply taken, in bytes.
    public var maxReplyBytes = 256 << 20
    /// How long the exchange of versions may take, in milliseconds.
    public var negotiationTimeout: Int64 = 10_000

    /// The defaults.
    public init() {}
}

/// A reply, and which request it answers.
public struct WireReply: Sendable {
    /// The token given with the request.
    public let token: UInt64
    /// The version that both request and reply are of.
    public let version: Int16
    /// The reply's body, of the request's `Response` type.
    public let response: any KafkaResponse
}

/// One outgoing connection to a broker, as a machine: bytes in, bytes out, no socket, no clock.
///
/// The owner opens a transport, calls `opened`, moves bytes both ways (`receiveSpace`/`received`, `unsent`/`sent`), asks
/// for `nextReply` until it answers nil, and calls `checkDeadlines` at `nextDeadline`. Every error ends the connection:
/// the owner closes the transport and asks `takePending` which requests have no answer. Requests are pipelined; replies
/// come in the order of the requests.
public struct WireConnection: ~Copyable, Sendable {
    /// How far the connection is.
    public enum Phase: Sendable {
        /// The transport does not stand yet.
        case opening
        /// The versions are being exchanged.
        case negotiating
        /// Requests may be sent.
        case ready
    }

    /// How far the connection is.
    public private(set) var phase = Phase.opening
    /// What the peer offers; empty before `ready`.
    public private(set) var versions = VersionTable()
    /// The peer's reply to ApiVersions, with its features; nil before `ready`.
    public private(set) var apiVersions: ApiVersionsResponse?
    private let options: WireOptions
    private var input: ReceiveBuffer
    private var output = BinaryWriter(capacity: 4096)
    private var sentCount = 0
    private var pending: [PendingRequest] = []
    private var nextCorrelation: Int32 = 0

    /// A connection that is not open yet.
    public init(options: WireOptions = WireOptions()) {
        self.options = options
        input = ReceiveBuffer(capacity: 64 * 1024)
    }

    /// Requests sent and not answered.
    public var pendingCount: Int { pending.count }

    /// The transport stands: asks for the peer's versions.
    public mutating func opened(now: Instant) {
        phase = .negotiating
        var request = ApiVersionsRequest()
        request.clientSoftwareName = options.softwareName
        request.clientSoftwareVersion = options.softwareVersion
        write(
            request, token: 0, version: ApiVersionsRequest.validVersions.upperBound,
            deadline: now.advanced(milliseconds: options.negotiationTimeout))
    }

    /// Encodes a request, in the newest version both sides know, behind those that are unsent.
    ///
    /// - Parameters:
    ///   - token: comes back with the reply; the caller's own.
    ///   - deadline: when waiting for the reply makes no more sense; the whole connection fails then.
    ///   - limit: the newest version allowed, for requests whose content suits older ones only.
    ///   - expectsReply: false for Produce with acks=0 only, the one request without a reply.
    /// - Returns: the version chosen.
    /// - Throws: `.unsupported`; the connection stays as it was.
    @discardableResult
    public mutating func send<Request: KafkaRequest>(
        _ request: Request, token: UInt64, deadline: Instant, atMost limit: Int16 = .max, expectsReply: Bool = true
    ) throws(WireError) -> Int16 {
        guard phase == .ready else { throw WireError(.closed, Request.apiKey.words, "the connection is not ready") }
        guard let version = versions.newest(Request.apiKey, known: Request.validVersions, atMost: limit) else {
            throw WireError(.unsupported, Request.apiKey.words, "the broker offers no version of it that is known here")
        }
        write(request, token: token, version: version, deadline: deadline, expectsReply: expectsReply)
        return version
    }

    private mutating func write<Request: KafkaRequest>(
        _ request: Request, token: UInt64, version: Int16, deadline: Instant, expectsReply: Bool = true
    ) {
        let start = output.count
        output.int32(0)
        var header = RequestHeader()
        header.requestApiKey = Request.apiKey.rawValue
        header.requestApiVersion = version
        header.correlationId = nextCorrelation
        header.clientId = options.clientId
        header.encode(to: &output, version: Request.isFlexible(version) ? 2 : 1)
        request.encode(to: &output, version: version)
        output.overwrite(int32: Int32(clamping: output.count - start - 4), at: start)
        if expectsReply {
            pending.append(
                PendingRequest(
                    correlation: nextCorrelation, token: token, version: version, deadline: deadline,
                    api: Request.apiKey, response: Request.Response.self))
        }
        nextCorrelation = nextCorrelation == .max ? 0 : nextCorrelation + 1
    }
}

/// Bytes and replies.
extension WireConnection {
    /// Whether there are bytes to send.
    public var hasUnsent: Bool { output.count > sentCount }

    /// Calls `body` with the bytes to send and forgets as many as it says were sent.
    public mutating func sendUnsent(_ body: (UnsafeRawBufferPointer) -> Int) {
        let taken = output.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[sentCount...])) }
        sentCount += min(max(taken, 0), output.count - sentCount)
        if sentCount == output.count {
            output.removeAll()
            sentCount = 0
        }
    }

    /// Calls `body` with room for bytes of the peer, never empty, and takes as many as it says were received.
    public mutating func receive(_ body: (UnsafeMutableRawBufferPointer) -> Int) {
        let space = input.space()
        input.commit(min(max(body(space), 0), space.count))
    }

    /// The room that the next `receive` is going to offer. Valid until then.
    public mutating func receiveSpace() -> UnsafeMutableRawBufferPointer { input.space() }

    /// The next reply among the bytes received; nil when more bytes are needed.
    ///
    /// - Throws: `.malformed`, `.refused`, `.unsupported`: the connection is over.
    public mutating func nextReply() throws(WireError) -> WireReply? {
        while let frame = try input.nextFrame(maxBytes: options.maxReplyBytes) {
            guard let request = pending.first else {
                throw WireError(.malformed, "reply", "came without a request")
            }
            pending.removeFirst()
            let response = try WireConnection.decode(input.bytes(frame), request)
            guard phase == .negotiating, let answer = response as? ApiVersionsResponse else {
                return WireReply(token: request.token, version: request.version, response: response)
            }
            try negotiated(answer, request)
        }
        return nil
    }

    /// A broker that does not know our version of ApiVersions answers in version 0 with error 35, and the connection
    /// stays; it is asked again in that version, which every broker has.
    private mutating func negotiated(_ answer: ApiVersionsResponse, _ request: PendingRequest) throws(WireError) {
        let error = ErrorCode(rawValue: answer.errorCode)
        if error == .unsupportedVersion, request.version > 0 {
            let newest = VersionTable(answer).newest(.apiVersions, known: ApiVersionsRequest.validVersions) ?? 0
            var again = ApiVersionsRequest()
            again.clientSoftwareName = options.softwareName
            again.clientSoftwareVersion = options.softwareVersion
            write(again, token: 0, version: min(newest, request.version - 1), deadline: request.deadline)
            return
        }
        guard error == .none else {
            throw WireError(.refused, "ApiVersions", error.name)
        }
        versions = VersionTable(answer)
        apiVersions = answer
        phase = .ready
    }

    private static func decode(_ frame: RawSpan, _ request: PendingRequest) throws(WireError) -> any KafkaResponse {
        var reader = BinaryReader(frame)
        let correlation = reader.int32()
        guard correlation == request.correlation else {
            throw WireError(
                .malformed, request.api.words, "the reply is to request \(correlation), expected \(request.correlation)"
            )
        }
        // A broker that refuses our version of ApiVersions answers in version 0.
        if request.api == .apiVersions, reader.remaining >= 2, request.version > 0 {
            var look = reader
            if look.int16() == ErrorCode.unsupportedVersion.rawValue {
                return try body(ApiVersionsResponse.self, &reader, version: 0, request)
            }
        }
        if request.hasFlexibleHeader { skipTags(&reader) }
        return try body(request.response, &reader, version: request.version, request)
    }

    @_lifetime(reader: copy reader)
    private static func body<Response: KafkaResponse>(
        _ type: Response.Type, _ reader: inout BinaryReader, version: Int16, _ request: PendingRequest
    ) throws(WireError) -> any KafkaResponse {
        let response = Response(from: &reader, version: version)
        guard !reader.failed else {
            throw WireError(.malformed, request.api.words, "the reply in version \(version) cannot be read")
        }
        return response
    }

    /// The tags of a reply's header: none is known, all are skipped.
    @_lifetime(reader: copy reader)
    private static func skipTags(_ reader: inout BinaryReader) {
        var left = reader.unsignedVarint()
        while left > 0, !reader.failed {
            _ = reader.unsignedVarint()
            reader.skip(Int(reader.unsignedVarint()))
            left -= 1
        }
    }
}

/// Time and the end.
extension WireConnection {
    /// When `checkDeadlines` is to be called; nil while nothing is awaited.
    public var nextDeadline: Instant? { pending.lazy.map(\.deadline).min() }

    /// Checks whether a reply is overdue.
    ///
    /// - Throws: `.timedOut`: the connection is over.
    public func checkDeadlines(now: Instant) throws(WireError) {
        guard let late = pending.first(where: { $0.deadline <= now }) else { return }
        throw WireError(.timedOut, late.api.words, "no reply in time")
    }

    /// The tokens of all requests without a reply, in order; the connection forgets them.
    public mutating func takePending() -> [UInt64] {
        defer { pending.removeAll() }
        return pending.compactMap { $0.api == .apiVersions && phase != .ready ? nil : $0.token }
    }
}

/// A request that waits for its reply.
struct PendingRequest: Sendable {
    let correlation: Int32
    let token: UInt64
    let version: Int16
    let deadline: Instant
    let api: ApiKey
    let response: any KafkaResponse.Type

    /// ApiVersions replies always have the old header, so that a client can read them before it knows the broker.
    var hasFlexibleHeader: Bool { api != .apiVersions && response.isFlexible(version) }
}
