import ProtocolSchema

/// Prints a message: its facts, its own fields, then the structs they use.
struct MessageEmitter {
    let message: Message

    func emit(_ out: inout Printer, conformance: String, facts: [String] = []) {
        out.line("/// \(summary)")
        out.block("public struct \(message.name): \(conformance)") { out in
            for fact in facts { out.line(fact) }
            out.line(
                "public static var validVersions: ClosedRange<Int16> { \(message.versions.first)...\(message.versions.last) }"
            )
            out.line("public static func isFlexible(_ version: Int16) -> Bool { \(flexibleExpression) }")
            if !message.fields.isEmpty { out.line() }
            emitBody(&out, fields: message.fields, versions: message.versions, needsIsDefault: false)
            for structure in message.structures where !structure.versions.isEmpty {
                out.line()
                out.line(
                    "/// Part of `\(message.name)`\(structure.versions == message.versions ? "" : ", versions \(structure.versions)")."
                )
                out.block("public struct \(structure.name): KafkaStruct") { out in
                    emitBody(
                        &out, fields: structure.fields, versions: structure.versions,
                        needsIsDefault: comparedStructures.contains(structure.name))
                }
            }
        }
    }

    private func emitBody(_ out: inout Printer, fields: [Field], versions: Versions, needsIsDefault: Bool) {
        let emitter = StructEmitter(message: message, fields: fields, versions: versions)
        emitter.emitProperties(&out)
        out.line()
        out.line("public init() {}")
        emitter.emitDecode(&out)
        emitter.emitEncode(&out)
        if needsIsDefault { emitter.emitIsDefault(&out) }
    }

    private var summary: String {
        let versions = "versions \(message.versions)"
        switch message.kind {
        case .request: return "The request of API \(message.id ?? -1), \(message.section), \(versions)."
        case .response: return "The response of API \(message.id ?? -1), \(message.section), \(versions)."
        case .header: return "Begins every frame, \(versions)."
        case .data: return "A value in a record or file, \(versions)."
        case .metadata: return "Record \(message.id ?? -1) of \(message.section), \(versions)."
        case .coordinatorKey: return "The key of record \(message.id ?? -1) of \(message.section)."
        case .coordinatorValue: return "The value of record \(message.id ?? -1) of \(message.section), \(versions)."
        }
    }

    private var flexibleExpression: String {
        message.flexible.isEmpty ? "false" : "version >= \(message.flexible.first)"
    }

    /// The structs that stand in a tag section as such, and those within them: they are left out when all default.
    private var comparedStructures: Set<String> {
        var found: Set<String> = []
        func add(_ field: Field) {
            guard case .structure(let name) = field.type, found.insert(name).inserted else { return }
            for inner in message.structure(name)?.fields ?? [] { add(inner) }
        }
        for fields in [message.fields] + message.structures.map(\.fields) {
            for field in fields where !field.tagged.isEmpty { add(field) }
        }
        return found
    }
}
