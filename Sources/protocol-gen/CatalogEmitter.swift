import ProtocolSchema

/// Prints the way from a record's name to its type.
struct CatalogEmitter {
    private let records: [Message]
    init(_ messages: [Message]) { records = messages.filter { $0.kind != .header } }

    func text() -> String {
        var out = Printer(from: "records.schema", imports: ["public import Binary"])
        out.line("/// The records by name, for tools that are told which one to read.")
        out.block("public enum RecordCatalog") { out in
            out.line("/// The type of that name; nil where the schemas have none.")
            out.block("public static func type(named name: String) -> (any KafkaMessage.Type)?") { out in
                out.block("switch name") { out in
                    for record in records { out.line("case \"\(record.name)\": \(record.name).self") }
                    out.line("default: nil")
                }
            }
        }
        return out.text
    }
}
