import Binary
import Records
import Synchronization
import World

/// A reader's named place in each partition: offsets that survive, stored as the records with which Kafka's consumer
/// groups store theirs, in `__consumer_offsets`. A broker that serves the directory later has a group of this name, with
/// these offsets. Any thread may call it.
public final class Cursor: Sendable {
    static let topic = "__consumer_offsets"
    /// Partitions of Kafka's `__consumer_offsets` (`offsets.topic.num.partitions`).
    private static let partitions: Int32 = 50
    /// Which record of the group coordinator's an offset is.
    private static let recordType: Int16 = 1
    /// The newest version of the value that every Kafka since 2.1 reads.
    private static let valueVersion: Int16 = 3

    /// The name: a consumer group's.
    public let name: String
    private let store: Partition
    private let clock: any Clock
    private let offsets: Mutex<[PartitionFolder: Int64]>

    init(_ name: String, in store: Partition, clock: any Clock) throws(LogError) {
        self.name = name
        self.store = store
        self.clock = clock
        offsets = Mutex(try Self.load(name, store))
    }

    /// The partition that Kafka puts a group's offsets in: the absolute value of Java's hash of the name.
    static func partition(of name: String) -> Int32 {
        var hash: Int32 = 0
        for unit in name.utf16 { hash = hash &* 31 &+ Int32(unit) }
        return (hash == .min ? 0 : abs(hash)) % partitions
    }

    /// The offset of the next record this cursor wants; nil where it was never committed.
    public func offset(in partition: Partition) -> Int64? {
        let folder = PartitionFolder(topic: partition.topic, partition: partition.number)
        return offsets.withLock { $0[folder] }
    }

    /// Keeps `offset` as the next one wanted of `partition`.
    public func commit(
        _ offset: Int64, in partition: Partition, durability: Durability = .durable
    ) throws(LogError) {
        let record = encode(offset, partition)
        try store.append([record], durability: durability)
        let folder = PartitionFolder(topic: partition.topic, partition: partition.number)
        offsets.withLock { $0[folder] = offset }
    }

    private func encode(_ offset: Int64, _ partition: Partition) -> NewRecord {
        var key = OffsetCommitKey()
        (key.group, key.topic, key.partition) = (name, partition.topic, partition.number)
        var keyBytes = BinaryWriter()
        keyBytes.int16(Self.recordType)
        key.encode(to: &keyBytes, version: 0)
        var value = OffsetCommitValue()
        value.offset = offset
        value.commitTimestamp = clock.wall.milliseconds
        var valueBytes = BinaryWriter()
        valueBytes.int16(Self.valueVersion)
        value.encode(to: &valueBytes, version: Self.valueVersion)
        return NewRecord(
            key: keyBytes.array(), value: valueBytes.array(), timestampMilliseconds: value.commitTimestamp)
    }

    /// The latest offset per partition; a record without a value takes one back.
    private static func load(_ name: String, _ store: Partition) throws(LogError) -> [PartitionFolder: Int64] {
        var offsets: [PartitionFolder: Int64] = [:]
        var reader = try store.read(from: store.start)
        while var batch = try reader.next() {
            while let record = batch.next() {
                guard let keyBytes = record.key else { continue }
                var reader = BinaryReader(keyBytes)
                // Versions 0 and 1 of the key were the same; Kafka 4 calls it the type.
                guard (0...recordType).contains(reader.int16()) else { continue }
                let key = OffsetCommitKey(from: &reader, version: 0)
                guard !reader.failed, key.group == name else { continue }
                let folder = PartitionFolder(topic: key.topic, partition: key.partition)
                guard let valueBytes = record.value else {
                    offsets[folder] = nil
                    continue
                }
                var valueReader = BinaryReader(valueBytes)
                let version = valueReader.int16()
                guard OffsetCommitValue.validVersions.contains(version) else {
                    throw LogError(.unsupported, store.log.path, "an offset of version \(version)")
                }
                let value = OffsetCommitValue(from: &valueReader, version: version)
                if !valueReader.failed { offsets[folder] = value.offset }
            }
        }
        return offsets
    }
}
