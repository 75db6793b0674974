import ProtocolSchema

/// The texts that everything is made from.
struct Sources {
    let apis: String
    let records: String
    let errors: String
    let configs: String
    let settings: String
}

/// A file to write, its path relative to the project.
struct GeneratedFile {
    let path: String
    let text: String
}

/// An input that contradicts itself.
struct GeneratorError: Error, CustomStringConvertible {
    let description: String
}

/// Turns the sources into files.
struct Generator {
    private let apis: [Message]
    private let records: [Message]
    private let sources: Sources

    init(sources: Sources) throws {
        apis = try Generator.parse(sources.apis, name: "apis.schema")
        records = try Generator.parse(sources.records, name: "records.schema")
        self.sources = sources
    }

    private static func parse(_ text: String, name: String) throws -> [Message] {
        do {
            return try Schema(parsing: text).messages
        } catch {
            throw GeneratorError(description: "protocol/\(name), \(error)")
        }
    }

    func files() throws -> [GeneratedFile] {
        for message in apis + records { try Checks(message).run() }
        var files = try apiFiles()
        files += recordFiles()
        files.append(GeneratedFile(path: protocolPath("ApiKeyTable"), text: ApiKeyEmitter(apis).text()))
        files.append(
            GeneratedFile(path: protocolPath("ErrorCodeTable"), text: try ErrorCodeEmitter(sources.errors).text()))
        let settings = try SettingsEmitter(configs: sources.configs, settings: sources.settings)
        files.append(GeneratedFile(path: protocolPath("SettingTable"), text: settings.text()))
        files.append(
            GeneratedFile(path: "Sources/varve/Generated/KafkaDefaults.swift", text: settings.differences()))
        files.append(GeneratedFile(path: recordsPath("MetadataRecord"), text: MetadataRecordEmitter(records).text()))
        files += CoordinatorEmitter.all(records).map {
            GeneratedFile(path: recordsPath($0.fileName), text: $0.text())
        }
        files.append(GeneratedFile(path: "Sources/WireTools/Generated/SchemaText.swift", text: schemaText()))
        files.append(GeneratedFile(path: recordsPath("RecordCatalog"), text: CatalogEmitter(records).text()))
        return files
    }

    /// The schemas as they are, for the tool that explains a frame field by field.
    private func schemaText() -> String {
        var out = Printer(from: "apis.schema and protocol/records.schema", imports: [])
        out.block("enum SchemaText") { out in
            for (name, text) in [("apis", sources.apis), ("records", sources.records)] {
                out.line("static let \(name) = #\"\"\"")
                for line in text.split(separator: "\n") { out.line("    \(line)") }
                out.line("    \"\"\"#")
            }
        }
        return out.text
    }

    private func protocolPath(_ name: String) -> String { "Sources/KafkaProtocol/Generated/\(name).swift" }
    private func recordsPath(_ name: String) -> String { "Sources/Records/Generated/\(name).swift" }

    /// One file an API, request and response.
    private func apiFiles() throws -> [GeneratedFile] {
        try apis.filter { $0.kind == .request }.map { request in
            guard let response = apis.first(where: { $0.kind == .response && $0.section == request.section }) else {
                throw GeneratorError(description: "API \(request.section) has no response")
            }
            guard response.versions == request.versions, response.flexible == request.flexible else {
                throw GeneratorError(description: "API \(request.section): request and response differ in versions")
            }
            var out = Printer(from: "apis.schema", imports: ["public import Binary"])
            MessageEmitter(message: request).emit(
                &out, conformance: "KafkaRequest",
                facts: [
                    "public typealias Response = \(response.name)",
                    "public static var apiKey: ApiKey { .\(Naming.property(request.section)) }",
                ])
            out.line()
            MessageEmitter(message: response).emit(&out, conformance: "KafkaResponse")
            return GeneratedFile(path: protocolPath(request.section), text: out.text)
        }
    }

    /// One file a record; a coordinator's key and value share one. The headers of frames belong to the protocol.
    private func recordFiles() -> [GeneratedFile] {
        var files: [(path: String, out: Printer)] = []
        for message in records {
            var name = message.name
            if message.kind == .coordinatorKey { name = String(name.dropLast("Key".count)) }
            if message.kind == .coordinatorValue { name = String(name.dropLast("Value".count)) }
            let path = message.kind == .header ? protocolPath(name) : recordsPath(name)
            if files.last?.path == path {
                files[files.count - 1].out.line()
            } else {
                files.append((path, Printer(from: "records.schema", imports: ["public import Binary"])))
            }
            MessageEmitter(message: message).emit(&files[files.count - 1].out, conformance: "KafkaMessage")
        }
        return files.map { GeneratedFile(path: $0.path, text: $0.out.text) }
    }
}
