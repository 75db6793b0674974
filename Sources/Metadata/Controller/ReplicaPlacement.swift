import KafkaProtocol

/// Where the replicas of new partitions go.
struct ReplicaPlacement {
    /// Brokers that may lead, in ascending order.
    let alive: [Int32]
    /// Brokers that are registered and fenced, in ascending order.
    let fenced: [Int32]

    /// The replicas of `count` partitions: leaders go round the living brokers from a random one, followers to the
    /// brokers after the leader; fenced brokers are taken only where the living ones are not enough.
    ///
    /// - Throws: INVALID_REPLICATION_FACTOR.
    func place(
        partitions count: Int, replicationFactor factor: Int, random: () -> UInt64
    ) throws(ApiError) -> [[Int32]] {
        func refused(_ reason: String) -> ApiError {
            ApiError(
                .invalidReplicationFactor, "Unable to replicate the partition \(factor) time(s): \(reason)")
        }
        let registered = alive.count + fenced.count
        guard factor <= registered else {
            throw refused(
                "The target replication factor of \(factor) cannot be reached because only \(registered) broker(s) are "
                    + "registered or some brokers have all their log directories cordoned.")
        }
        guard !alive.isEmpty, factor > 0 else { throw refused("All brokers are currently fenced.") }
        let start = Int(random() % UInt64(alive.count))
        return (0..<count).map { partition in
            let leader = (start + partition) % alive.count
            // A shift that grows with each round keeps the same two brokers from always following each other.
            let others = alive.count - 1
            let followers = (0..<others).map { step in
                alive[(leader + 1 + (partition / alive.count + step) % others) % alive.count]
            }
            return Array(([alive[leader]] + followers + fenced).prefix(factor))
        }
    }
}
