import Binary

/// Each topic is cut into as many ranges as it has subscribers, the first ones longer by one where it does not come
/// out even. Subscribers come in the order of their instance ids, then those without in the order of their member ids,
/// so that topics with the same subscribers are cut alike.
func rangeAssignment(_ problem: AssignmentProblem) -> [String: PartitionSet] {
    var assignment: [String: PartitionSet] = [:]
    for member in problem.members { assignment[member.id] = PartitionSet() }
    let ordered = problem.members.sorted { left, right in
        switch (left.instanceId, right.instanceId) {
        case (let left?, let right?) where left != right: left < right
        case (_?, nil): true
        case (nil, _?): false
        default: left.id < right.id
        }
    }
    for topic in problem.topics {
        let subscribers = ordered.filter { $0.topics.contains(topic.id) }
        guard !subscribers.isEmpty else { continue }
        let (share, longer) = Int(max(topic.partitionCount, 0)).quotientAndRemainder(dividingBy: subscribers.count)
        var next: Int32 = 0
        for (index, member) in subscribers.enumerated() {
            let end = next + Int32(clamping: share + (index < longer ? 1 : 0))
            for partition in next..<end { assignment[member.id]?.insert(partition, of: topic.id) }
            next = end
        }
    }
    return assignment
}
