public import KafkaProtocol

/// Carries the requests of an `Admin`: a `PlainClient`, or a loop of one's own that lets the calling thread wait.
public protocol RequestCaller: AnyObject {
    /// Sends one request and blocks until its reply is there.
    ///
    /// - Parameters:
    ///   - timeout: milliseconds.
    ///   - limit: the newest version in which the content makes sense.
    /// - Throws: `.unreachable`, `.timedOut`, or `.cancelled` where whoever wants the answer has given up.
    func call<Request: KafkaRequest>(
        _ request: Request, to destination: Destination, timeout: Int64, atMost limit: Int16
    ) throws(ClientError) -> Request.Response

    /// Lets time pass.
    ///
    /// - Throws: `.cancelled`.
    func pause(milliseconds: Int64) throws(ClientError)
}

extension RequestCaller {
    func call<Request: KafkaRequest>(
        _ request: Request, to destination: Destination = .any, atMost limit: Int16 = .max
    ) throws(ClientError) -> Request.Response {
        try call(request, to: destination, timeout: 30_000, atMost: limit)
    }
}

extension PlainClient: RequestCaller {
    public func pause(milliseconds: Int64) throws(ClientError) { sleep(milliseconds: milliseconds) }
}
