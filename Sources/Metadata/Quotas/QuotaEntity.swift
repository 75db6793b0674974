import Records

/// Whom a client quota limits: the parts of the entity in ascending order of their type.
public struct QuotaEntity: Hashable, Comparable, Sendable {
    /// One part, such as user "alice"; the name nil means the default.
    public struct Part: Hashable, Comparable, Sendable {
        public let type: String
        public let name: String?

        /// A part.
        public init(type: String, name: String?) {
            self.type = type
            self.name = name
        }

        /// Defaults come first.
        public static func < (left: Part, right: Part) -> Bool {
            if left.type != right.type { return left.type < right.type }
            guard let leftName = left.name else { return right.name != nil }
            return right.name.map { leftName < $0 } ?? false
        }
    }

    /// The parts.
    public let parts: [Part]

    /// An entity; of several parts of one type the last counts.
    public init(_ parts: [Part]) {
        var byType: [String: Part] = [:]
        for part in parts { byType[part.type] = part }
        self.parts = byType.values.sorted()
    }

    init(_ record: ClientQuotaRecord) {
        self.init(record.entity.map { Part(type: $0.entityType, name: $0.entityName) })
    }

    /// Whether it has a part of this type.
    func has(_ type: String) -> Bool { parts.contains { $0.type == type } }

    public static func < (left: QuotaEntity, right: QuotaEntity) -> Bool {
        left.parts.lexicographicallyPrecedes(right.parts)
    }
}

extension ClientQuotaRecord {
    /// What sets a quota, or with nil takes it away.
    init(_ entity: QuotaEntity, key: String, value: Double?) {
        self.init()
        self.entity = entity.parts.map { part in
            var data = EntityData()
            data.entityType = part.type
            data.entityName = part.name
            return data
        }
        self.key = key
        self.value = value ?? 0
        remove = value == nil
    }
}
