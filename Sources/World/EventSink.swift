/// How much an event matters to an operator.
public enum Severity: Int, Sendable, Comparable {
    /// Of interest while looking for a fault.
    case debug
    /// A step in the life of the node.
    case info
    /// Something an operator should look at.
    case warning
    /// Something is lost or stopped.
    case error

    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

/// Something that happened and that an operator may want to read.
public struct Event: Sendable {
    /// How much it matters.
    public let severity: Severity
    /// A stable name in the form `room.what`, such as `log.truncated`.
    public let name: String
    /// One sentence: what, where, what follows.
    public let message: String

    /// An event.
    public init(_ severity: Severity, _ name: String, _ message: String) {
        self.severity = severity
        self.name = name
        self.message = message
    }
}

/// Takes events without ever blocking the caller. Any thread may call it.
public protocol EventSink: Sendable {
    /// Notes an event; it may be dropped (and counted) when too many come.
    func emit(_ event: Event)
}

/// Hears nothing.
public struct NoEvents: EventSink {
    /// A sink for those who do not want to know.
    public init() {}

    public func emit(_ event: Event) {}
}
