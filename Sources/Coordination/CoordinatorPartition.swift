/// The partition of an internal topic that a group or a transactional id belongs to, as Kafka computes it: Java's hash
/// of the text, without its sign, modulo the number of partitions. Kafka finds our groups by it, and we Kafka's.
///
/// - Parameter count: partitions of the internal topic, at least 1.
public func coordinatorPartition(of key: String, count: Int32) -> Int32 {
    var hash: Int32 = 0
    for unit in key.utf16 { hash = hash &* 31 &+ Int32(unit) }
    return (hash & .max) % max(count, 1)
}
