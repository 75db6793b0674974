import ClientCore

/// Turns positions into offsets by asking the brokers.
struct OffsetResolver {
    let session: Session
    /// The group whose committed offsets are "stored".
    var group: String?
    /// Whether "end" is the last stable offset, as readers of committed transactions see it.
    var committedOnly = false

    /// Where partitions begin and end now.
    func bounds(of partitions: [TopicPartition]) throws(Failure) -> [TopicPartition: ClosedRange<Int64>] {
        let starts = try ask(partitions, .start)
        let ends = try ask(partitions, .end)
        var bounds: [TopicPartition: ClosedRange<Int64>] = [:]
        for partition in partitions {
            let start = starts[partition]?.offset ?? 0
            bounds[partition] = start...max(start, ends[partition]?.offset ?? 0)
        }
        return bounds
    }

    /// Where partitions end now.
    func ends(of partitions: [TopicPartition]) throws(Failure) -> [TopicPartition: Int64] {
        try ask(partitions, .end).mapValues(\.offset)
    }

    /// Offsets of `position` in each partition. Relative ones and times are held within what is there; a plain offset
    /// stays as it is.
    func offsets(
        of position: OffsetRange.Position, in bounds: [TopicPartition: ClosedRange<Int64>]
    ) throws(Failure) -> [TopicPartition: Int64] {
        switch position {
        case .start: return bounds.mapValues(\.lowerBound)
        case .end: return bounds.mapValues(\.upperBound)
        case .offset(let offset): return bounds.mapValues { _ in offset }
        case .afterStart(let count):
            return bounds.mapValues { min($0.lowerBound.addingReportingOverflow(count).partialValue, $0.upperBound) }
        case .beforeEnd(let count): return bounds.mapValues { max($0.upperBound - count, $0.lowerBound) }
        case .time(let time):
            let found = try ask(Array(bounds.keys), .time(time))
            var offsets: [TopicPartition: Int64] = [:]
            // No record so young: whatever comes next is.
            for (partition, range) in bounds {
                let offset = found[partition]?.offset ?? -1
                offsets[partition] = offset < 0 ? range.upperBound : offset
            }
            return offsets
        case .stored:
            guard let group else {
                throw Failure(.usage, "offset 'stored' is a group's", hint: "name the group with -g GROUP")
            }
            let stored = try session.run { (admin) throws(ClientError) in
                try admin.committedOffsets(of: group, bounds.keys.sorted())
            }
            var offsets: [TopicPartition: Int64] = [:]
            for (partition, range) in bounds {
                let offset = stored[partition]?.offset ?? -1
                offsets[partition] = offset < 0 ? range.lowerBound : offset
            }
            return offsets
        }
    }

    private func ask(
        _ partitions: [TopicPartition], _ query: OffsetQuery
    ) throws(Failure) -> [TopicPartition: ListedOffset] {
        let queries = Dictionary(partitions.map { ($0, query) }) { first, _ in first }
        let answers = try session.run { (admin) throws(ClientError) in
            try admin.offsets(queries, committedOnly: committedOnly)
        }
        var offsets: [TopicPartition: ListedOffset] = [:]
        for (partition, answer) in answers {
            switch answer {
            case .success(let offset): offsets[partition] = offset
            case .failure(let error): throw Failure(error)
            }
        }
        return offsets
    }
}
