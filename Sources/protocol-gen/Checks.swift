import ProtocolSchema

/// What the emitters rely on; a schema that breaks it stops the generator instead of making wrong code.
struct Checks {
    private let message: Message
    init(_ message: Message) { self.message = message }

    func run() throws {
        try check(message.fields, of: message.name, versions: message.versions)
        for structure in message.structures {
            try check(structure.fields, of: structure.name, versions: structure.versions)
            guard !structure.fields.isEmpty else { throw fault("struct \(structure.name) has no fields") }
        }
    }

    private func check(_ fields: [Field], of owner: String, versions: Versions) throws {
        var tags: Set<Int> = []
        for field in fields {
            if let tag = field.tag, !tags.insert(tag).inserted { throw fault("\(owner): tag \(tag) twice") }
            let tagged = field.tagged
            if !tagged.isEmpty {
                if tagged.intersection(message.flexible) != tagged {
                    throw fault("\(field.name): tag in a version without tags")
                }
                if tagged.last != field.versions.last {
                    throw fault("\(field.name): tagged versions must reach the newest")
                }
            }
            if let name = field.type.structureName, message.structure(name)?.fields.isEmpty != false {
                throw fault("\(field.name): no struct \(name)")
            }
            if case .array(.array) = field.type { throw fault("\(field.name): arrays of arrays are not known") }
            if case .array(.bytes) = field.type { throw fault("\(field.name): arrays of bytes are not known") }
            if field.defaultsToNull, field.nullable.isEmpty, !field.versions.isEmpty {
                throw fault("\(field.name): null by default but never nullable")
            }
        }
    }

    private func fault(_ text: String) -> GeneratorError { GeneratorError(description: "\(message.name), \(text)") }
}
