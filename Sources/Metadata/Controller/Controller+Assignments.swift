import Binary
import KafkaProtocol
import Records

extension Controller {
    /// The replica lists that a request gives itself.
    func manualReplicaLists(_ topic: CreateTopicsRequest.CreatableTopic) throws(ApiError) -> [[Int32]] {
        guard topic.replicationFactor == -1 else {
            throw ApiError(
                .invalidRequest,
                "A manual partition assignment was specified, but replication factor was not set to -1.")
        }
        guard topic.numPartitions == -1 else {
            throw ApiError(
                .invalidRequest, "A manual partition assignment was specified, but numPartitions was not set to -1.")
        }
        var lists: [Int32: [Int32]] = [:]
        var size: Int?
        for assignment in topic.assignments {
            guard lists[assignment.partitionIndex] == nil else {
                throw ApiError(
                    .invalidReplicaAssignment,
                    "Found multiple manual partition assignments for partition \(assignment.partitionIndex)")
            }
            try check(assignment: assignment.brokerIds, size: size)
            size = assignment.brokerIds.count
            lists[assignment.partitionIndex] = assignment.brokerIds
        }
        var ordered: [[Int32]] = []
        for index in 0..<Int32(clamping: lists.count) {
            guard let list = lists[index] else {
                throw ApiError(
                    .invalidReplicaAssignment, "partitions should be a consecutive 0-based integer sequence")
            }
            ordered.append(list)
        }
        return ordered
    }

    /// Checks one manual replica list.
    ///
    /// - Parameter size: the length that lists before had; nil for the first.
    func check(assignment brokers: [Int32], size: Int?) throws(ApiError) {
        func refused(_ what: String) -> ApiError {
            ApiError(.invalidReplicaAssignment, "The manual partition assignment includes \(what)")
        }
        guard !brokers.isEmpty else { throw refused("an empty replica list.") }
        for (index, id) in brokers.enumerated() {
            guard state.brokers[id] != nil else {
                throw refused("broker \(id), but no such broker is registered.")
            }
            guard !brokers[..<index].contains(id) else { throw refused("the broker \(id) more than once.") }
        }
        guard size == nil || size == brokers.count else {
            throw refused(
                "a partition with \(brokers.count) replica(s), but this is not consistent with previous partitions, "
                    + "which have \(size ?? 0) replica(s).")
        }
        guard brokers.contains(where: isAlive) else {
            throw ApiError(
                .invalidReplicaAssignment,
                "All brokers specified in the manual partition assignment are fenced or in controlled shutdown.")
        }
    }

    /// The brokers there are for new replicas.
    var placement: ReplicaPlacement {
        let ids = state.brokers.keys.sorted()
        return ReplicaPlacement(alive: ids.filter(isAlive), fenced: ids.filter { !isAlive($0) })
    }

    /// A partition on `replicas`, the living of which are its ISR and the first of them its leader.
    func newPartition(_ replicas: [Int32]) -> PartitionImage {
        let inSync = replicas.filter(isAlive)
        var record = PartitionRecord()
        record.replicas = replicas
        record.directories = replicas.map { id in
            // Where a broker has several directories, it says later which one it took.
            guard let directories = state.brokers[id]?.logDirs, directories.count == 1 else { return .zero }
            return directories[0]
        }
        record.isr = inSync
        record.leader = inSync.first ?? -1
        record.leaderEpoch = 0
        record.partitionEpoch = 0
        return PartitionImage(record)
    }
}
