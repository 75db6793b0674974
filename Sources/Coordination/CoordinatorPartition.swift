/// The partition of an internal topic that a group or a transactional id belongs to, as Kafka computes it: the absolute
/// value of Java's hash of the text (0 for the least number, which has none), modulo the number of partitions. Kafka
/// finds our groups by it, and we Kafka's.
///
/// - Parameter count: partitions of the internal topic, at least 1.
public func coordinatorPartition(of key: String, count: Int32) -> Int32 {
    var hash: Int32 = 0
    for unit in key.utf16 { hash = hash &* 31 &+ Int32(unit) }
    return (hash == .min ? 0 : abs(hash)) % max(count, 1)
}
