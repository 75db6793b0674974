/// A line that the notation does not allow.
public struct SchemaError: Error, CustomStringConvertible {
    public let line: Int
    public let reason: String
    public var description: String { "line \(line): \(reason)" }
}

extension Schema {
    /// Reads the text of `apis.schema` or `records.schema`; the notation is described in `protocol/README.md`.
    public init(parsing text: String) throws(SchemaError) {
        var parser = SchemaParser()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            do throws(SchemaParser.Fault) {
                try parser.take(line)
            } catch {
                throw SchemaError(line: index + 1, reason: error.reason)
            }
        }
        messages = parser.messages
        for index in messages.indices { messages[index].resolveVersions() }
    }
}

/// Takes the lines one after the other; indentation of two blanks is depth.
struct SchemaParser {
    struct Fault: Error { let reason: String }

    var messages: [Message] = []
    private var section = ""
    private var api: (key: Int, name: String)?
    /// For each depth from 1: the struct whose fields are there, nil for the message itself.
    private var owners: [String?] = []

    mutating func take(_ line: Substring) throws(Fault) {
        if line.allSatisfy({ $0 == " " }) { return }
        let indentation = line.prefix { $0 == " " }.count
        let words = line.split(separator: " ")
        if indentation == 0 {
            try takeEntry(words)
        } else if indentation % 2 == 0, indentation / 2 <= owners.count {
            owners.removeLast(owners.count - indentation / 2)
            try takeMember(words)
        } else {
            throw Fault(reason: "unexpected indentation of \(indentation)")
        }
    }

    private mutating func takeEntry(_ words: [Substring]) throws(Fault) {
        owners = []
        switch words[0] {
        case let title where title.hasPrefix("#"):
            section = words.dropFirst().joined(separator: " ")
            api = nil
        case "api":
            guard words.count == 3, let key = Int(words[1]) else { throw Fault(reason: "api needs key and name") }
            api = (key, String(words[2]))
        default:
            try takeMessage(words)
            owners = [nil]
        }
    }

    private mutating func takeMessage(_ words: [Substring]) throws(Fault) {
        guard let kind = Message.Kind(rawValue: String(words[0])) else {
            throw Fault(reason: "unknown entry \(words[0])")
        }
        var message: Message
        var attributes = words.dropFirst()
        if kind == .request || kind == .response {
            guard let api else { throw Fault(reason: "\(kind) outside an api") }
            let name = api.name + (kind == .request ? "Request" : "Response")
            message = Message(
                name: name, kind: kind, id: api.key, section: api.name, versions: .none, flexible: .none)
        } else {
            guard let name = attributes.popFirst() else { throw Fault(reason: "\(kind) without a name") }
            message = Message(name: String(name), kind: kind, section: section, versions: .none, flexible: .none)
        }
        for attribute in attributes {
            switch try split(attribute) {
            case ("versions", let value): message.versions = try versions(value)
            case ("flexible", let value): message.flexible = try versions(value)
            case ("id", let value): message.id = Int(value)
            case ("listeners", let value): message.listeners = value.split(separator: ",").map(String.init)
            case ("latest-unstable", _): message.latestUnstable = true
            case (let other, _): throw Fault(reason: "unknown attribute \(other)")
            }
        }
        messages.append(message)
    }

    private mutating func takeMember(_ words: [Substring]) throws(Fault) {
        guard words.count >= 2 else { throw Fault(reason: "a field needs a type") }
        if words[0] == "struct" {
            open(String(words[1]))
            return
        }
        let field = try field(words)
        let last = messages.count - 1
        if let owner = owners.last ?? nil {
            guard let index = messages[last].structures.firstIndex(where: { $0.name == owner }) else {
                throw Fault(reason: "no struct \(owner)")
            }
            messages[last].structures[index].fields.append(field)
        } else {
            messages[last].fields.append(field)
        }
        // A deeper line after this one opens the struct that the field is made of.
        if let name = field.type.structureName { owners.append(name) }
        declareIfOpened(field)
    }

    /// A struct exists from its first mention; whether its fields follow here or under `struct` makes no difference.
    private mutating func declareIfOpened(_ field: Field) {
        guard let name = field.type.structureName, messages[messages.count - 1].structure(name) == nil else { return }
        messages[messages.count - 1].structures.append(Structure(name: name))
    }

    private mutating func open(_ name: String) {
        owners.append(name)
        if messages[messages.count - 1].structure(name) == nil {
            messages[messages.count - 1].structures.append(Structure(name: name))
        }
    }

    private func field(_ words: [Substring]) throws(Fault) -> Field {
        var field = Field(name: String(words[0]), type: try type(words[1]))
        var saysVersions = false
        for attribute in words.dropFirst(2) {
            switch try split(attribute) {
            case ("nullable", let value): field.nullable = try versions(value)
            case ("default", let value): field.defaultText = String(value)
            case ("flexible", let value): field.flexible = try versions(value)
            case ("tag", let value):
                let parts = value.split(separator: ":")
                guard parts.count == 2, let tag = Int(parts[0]) else { throw Fault(reason: "illegal tag \(value)") }
                field.tag = tag
                field.tagged = try versions(parts[1])
            case ("key", _), ("ignorable", _), ("is", _): break
            case (let word, "") where word.hasPrefix("v"):
                field.versions = try versions(word.dropFirst())
                saysVersions = true
            case (let other, _): throw Fault(reason: "unknown attribute \(other)")
            }
        }
        // Kafka's schemas take the tagged versions for a field's versions where they say nothing else:
        // TransactionLogValue of version 0 has no field PreviousProducerId at all.
        if !saysVersions, !field.tagged.isEmpty { field.versions = field.tagged }
        return field
    }

    private func type(_ word: Substring) throws(Fault) -> FieldType {
        if word.hasPrefix("["), word.hasSuffix("]") { return .array(try type(word.dropFirst().dropLast())) }
        if let named = FieldType.named[String(word)] { return named }
        guard let initial = word.first, initial.isUppercase else { throw Fault(reason: "unknown type \(word)") }
        return .structure(String(word))
    }

    private func split(_ attribute: Substring) throws(Fault) -> (Substring, Substring) {
        guard let equals = attribute.firstIndex(of: "=") else { return (attribute, "") }
        return (attribute[..<equals], attribute[attribute.index(after: equals)...])
    }

    private func versions(_ text: Substring) throws(Fault) -> Versions {
        guard let versions = Versions(text) else { throw Fault(reason: "illegal versions \(text)") }
        return versions
    }
}

extension FieldType {
    /// The struct it is made of, also through an array.
    public var structureName: String? {
        switch self {
        case .structure(let name): name
        case .array(let element): element.structureName
        default: nil
        }
    }
}

extension Message {
    /// Narrows every field and struct to the versions in which it can occur.
    mutating func resolveVersions() {
        narrow(&fields, to: versions)
        // Parents stand before their children or share a later `struct`, so as many rounds as there are structs do.
        for _ in structures.indices {
            for index in structures.indices { structures[index].versions = occurrences(of: structures[index].name) }
        }
        for index in structures.indices {
            let versions = structures[index].versions
            narrow(&structures[index].fields, to: versions)
        }
    }

    private func narrow(_ fields: inout [Field], to versions: Versions) {
        for index in fields.indices {
            fields[index].versions = fields[index].versions.intersection(versions)
            fields[index].nullable = fields[index].nullable.intersection(fields[index].versions)
            fields[index].tagged = fields[index].tagged.intersection(fields[index].versions)
        }
    }

    private func occurrences(of name: String) -> Versions {
        var found = Versions.none
        for field in fields where field.type.structureName == name { found = found.hull(field.versions) }
        for structure in structures {
            for field in structure.fields where field.type.structureName == name {
                found = found.hull(field.versions.intersection(structure.versions))
            }
        }
        return found
    }
}
