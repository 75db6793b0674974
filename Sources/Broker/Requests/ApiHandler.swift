import Binary
public import KafkaProtocol

/// What became of a request.
public enum Served: Sendable {
    /// It has taken effect, or stands in a queue that keeps the order of requests; only its reply may come later.
    case served
    /// The body cannot be read, which closes the connection.
    case unreadable
    /// It has to ask someone before it may take effect (`ClientConnection.hold`), and is served again then.
    case held
}

/// An API that the broker serves. A handler is a type without instances: state belongs to the context, the partitions,
/// the shards.
///
/// Most handlers are `RequestHandler`s; only the data path walks its frames in place. To add one: write
/// `Handlers/<Name>Handler.swift` and put it into the list in `ApiTable`.
public protocol ApiHandler: SendableMetatype {
    /// The API.
    static var apiKey: ApiKey { get }
    /// The versions it serves.
    static var versions: ClosedRange<Int16> { get }
    /// The versions that ApiVersions reports: those it serves, but for what Kafka does differently with Produce and
    /// with versions that are not stable.
    static var advertised: ClosedRange<Int16> { get }
    /// Whether `Call.clientId` is filled; the data path does without.
    static var wantsClientId: Bool { get }
    /// Serves a request of one of the `versions`.
    static func serve(_ frame: Frame, _ call: Call) -> Served
}

extension ApiHandler {
    public static var advertised: ClosedRange<Int16> {
        let kafkas = apiKey.definition?.advertisedVersions ?? versions
        return kafkas.lowerBound...max(kafkas.lowerBound, min(kafkas.upperBound, versions.upperBound))
    }
    public static var wantsClientId: Bool { true }
}

/// A handler that gets its request decoded.
public protocol RequestHandler: ApiHandler {
    /// What it takes.
    associatedtype Request: KafkaRequest
    /// Serves a request; on the loop of the connection.
    static func handle(_ request: Request, _ call: Call)
}

extension RequestHandler {
    public static var apiKey: ApiKey { Request.apiKey }
    public static var versions: ClosedRange<Int16> { Request.validVersions }

    public static func serve(_ frame: Frame, _ call: Call) -> Served {
        var reader = BinaryReader(frame.span)
        reader.position = frame.bodyStart
        let request = Request(from: &reader, version: call.version)
        // Bytes left over are ignored, as Kafka does.
        guard !reader.failed else { return .unreadable }
        handle(request, call)
        return .served
    }
}
