/// How a data directory's logs are compacted; immutable.
public struct CompactionOptions: Hashable, Sendable {
    /// `log.cleaner.enable`: whether they are at all.
    public var isOn = true
    /// `log.cleaner.backoff.ms`: how long to wait where there was nothing to do.
    public var backoffMilliseconds: Int64 = 15_000
    /// `log.cleaner.dedupe.buffer.size`: the memory that a round may take for keys, 24 bytes each, three quarters filled;
    /// taken as keys come, given back after the round. With more keys a log needs several rounds.
    public var keyBytes: Int = 16 << 20
    /// `log.cleaner.io.max.bytes.per.second`: how much is read and written in all.
    public var bytesPerSecond = Double.greatestFiniteMagnitude

    /// The defaults: Kafka's, but for less memory.
    public init() {}
}
