import ProtocolSchema

/// How few bytes a struct can take: what bounds the count of an array before anything is reserved.
struct Sizes {
    private let message: Message
    init(_ message: Message) { self.message = message }

    /// The least bytes of one struct of that name, over all versions in which it occurs.
    func least(of name: String) -> Int {
        guard let structure = message.structure(name), !structure.versions.isEmpty else { return 0 }
        return (structure.versions.first...structure.versions.last).map { size(structure, version: $0) }.min() ?? 0
    }

    private func size(_ structure: Structure, version: Int) -> Int {
        var size = message.flexible.contains(version) ? 1 : 0
        for field in structure.fields where field.versions.contains(version) && !field.tagged.contains(version) {
            size += least(field, version: version)
        }
        return size
    }

    private func least(_ field: Field, version: Int) -> Int {
        if let fixed = field.type.fixedSize { return fixed }
        let compact = (field.flexible ?? message.flexible).contains(version)
        switch field.type {
        case .string: return compact ? 1 : 2
        case .structure(let name):
            guard !field.nullable.contains(version), let structure = message.structure(name) else { return 1 }
            return size(structure, version: version)
        default: return compact ? 1 : 4
        }
    }
}
