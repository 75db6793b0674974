public import KafkaProtocol
public import World

/// A record of an internal topic: two arrays of bytes, each of which begins with its kind or version.
public protocol CoordinatorRecord: Sendable {
    /// Reads a record as it lies in the log; nil for what this release does not know or cannot read.
    ///
    /// - Parameter value: nil for a tombstone.
    init?(key: RawSpan, value: RawSpan?)
    /// The record's key as it lies in the log.
    var key: [UInt8] { get }
    /// The record's value as it lies in the log; nil for a tombstone.
    var value: [UInt8]? { get }
}

/// One partition's part of a coordinator, as a pure machine whose truth is the log of that partition.
///
/// `plan` and `fireNext` work out what comes of a request or of time; the driver appends the records of the plan and
/// hands each to `apply`, before it asks for another plan. Opened on an existing log, the driver hands every record to
/// `apply` and then calls `loaded`. If an append fails, memory and log may differ: the driver drops the shard, tells
/// everyone who waits, and loads another.
public protocol CoordinatorShard: ~Copyable, SendableMetatype {
    /// What it writes.
    associatedtype Record: CoordinatorRecord
    /// What it is asked.
    associatedtype Request: Sendable
    /// What it answers.
    associatedtype Reply: Sendable
    /// What it asks its driver to do outside.
    associatedtype Effect: Sendable

    typealias Plan = ShardPlan<Record, Reply, Effect>

    /// The reply that stands for the whole of any request that failed.
    static func failure(_ error: ErrorCode) -> Reply
    /// When `fireNext` wants to be called; it may turn out that nothing is due then.
    var nextDeadline: Instant? { get }
    /// Takes in a record of the log: one just appended, or one found while loading.
    ///
    /// - Parameters:
    ///   - offset: the record's offset, by which a transaction's commit knows whether it is newer than another.
    ///   - producerId: of a record in a transaction, which counts from the transaction's end; else nil.
    mutating func apply(_ record: Record, at offset: Int64, producerId: Int64?)
    /// Takes in a transaction's marker: what the log holds of the producer counts from now on, or never.
    mutating func endTransaction(producerId: Int64, committed: Bool)
    /// The log was read to its end: time runs.
    mutating func loaded(now: Instant, wall: Timestamp) -> Plan
    /// Works out what comes of a request.
    mutating func plan(_ request: Request, from caller: ShardCaller, now: Instant, wall: Timestamp) -> Plan
    /// Works out what comes of the earliest deadline that is due; nil if none is. To be called until it answers nil.
    mutating func fireNext(now: Instant, wall: Timestamp) -> Plan?
}
