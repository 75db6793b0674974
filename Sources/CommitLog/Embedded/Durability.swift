/// What an append to an embedded log has reached when it returns.
public enum Durability: Sendable {
    /// The memory of this process. Written when 256 KiB have gathered, after about a millisecond, by `flush` and
    /// `close`, and by the next append of another level. Gone when the process dies before.
    case buffered
    /// The page cache: survives the process, not the machine.
    case written
    /// The disk: survives the machine. Appends of several threads share their syncs.
    case durable
}

/// A record to be appended.
public struct NewRecord: Sendable {
    /// nil for none.
    public var key: [UInt8]?
    /// nil for none, which is a tombstone where there is a key.
    public var value: [UInt8]?
    /// nil takes the time of the append.
    public var timestampMilliseconds: Int64?
    /// Names may repeat.
    public var headers: [(name: String, value: [UInt8]?)]

    /// A record of bytes.
    public init(
        key: [UInt8]? = nil, value: [UInt8]?, timestampMilliseconds: Int64? = nil,
        headers: [(name: String, value: [UInt8]?)] = []
    ) {
        self.key = key
        self.value = value
        self.timestampMilliseconds = timestampMilliseconds
        self.headers = headers
    }

    /// A record of text.
    public init(key: String? = nil, _ value: String, timestampMilliseconds: Int64? = nil) {
        self.init(
            key: key.map { Array($0.utf8) }, value: Array(value.utf8), timestampMilliseconds: timestampMilliseconds)
    }
}
