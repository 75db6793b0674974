/// A share or streams group found in the log of a Kafka broker.
///
/// Nothing is done with it but to know that its id is taken, to refuse classic members while it has members of its
/// own, and to end all of its records when it is deleted. Its records stay in the log as they are.
struct ForeignGroup {
    /// The kinds of records that such groups write, by type.
    static let kinds: Set<Int16> = Set(9...15).union(17...23)
    private static let epochKinds: Set<Int16> = [11, 17]
    private static let memberKinds: Set<Int16> = [10, 19]

    /// "share" or "streams", as ListGroups names group types.
    let type: String
    /// The records that live, by key.
    private var kinds: [[UInt8]: Int16] = [:]

    init(kind: Int16) {
        type = (9...15).contains(kind) ? "share" : "streams"
    }

    /// Whether no record of it lives.
    var isGone: Bool { kinds.isEmpty }
    /// Whether it lives: its epoch is what Kafka writes first and ends last.
    var exists: Bool { kinds.values.contains { ForeignGroup.epochKinds.contains($0) } }
    var hasMembers: Bool { kinds.values.contains { ForeignGroup.memberKinds.contains($0) } }

    mutating func apply(_ record: ForeignGroupRecord) {
        if record.isTombstone {
            kinds[record.key] = nil
        } else {
            kinds[record.key] = record.kind
        }
    }

    /// The records that end it, members before the epoch, as Kafka orders them.
    func tombstones(group: String) -> [GroupRecord] {
        let sorted = kinds.sorted { left, right in
            left.value == right.value ? left.key.lexicographicallyPrecedes(right.key) : left.value > right.value
        }
        return sorted.map { .foreign(ForeignGroupRecord(tombstoneOf: $0.key, kind: $0.value, group: group)) }
    }
}
