import ProtocolSchema

/// Prints `MetadataRecord`: one case for each record of the metadata log.
struct MetadataRecordEmitter {
    private let records: [Message]

    init(_ messages: [Message]) {
        records = messages.filter { $0.kind == .metadata && $0.section == "kafka-metadata" }
            .sorted { ($0.id ?? 0) < ($1.id ?? 0) }
    }

    func text() -> String {
        var out = Printer(from: "records.schema", imports: ["public import Binary"])
        out.line("/// A record of the metadata log, `__cluster_metadata`.")
        out.block("public enum MetadataRecord: Sendable") { out in
            for record in records { out.line("case \(name(record))(\(record.name))") }
            out.line("/// A type or version that the schemas do not have: the state it belongs to cannot be known.")
            out.line("case unknown(type: UInt32, version: UInt32)")
            out.line()
            emitDecode(&out)
            out.line()
            out.line("/// The versions of a type; nil for a type that the schemas do not have.")
            emitSwitch(
                "public static func validVersions(type: UInt32) -> ClosedRange<Int16>?", "type",
                otherwise: "default: nil",
                &out
            ) { "case \(number($0)): \($0.name).validVersions" }
            out.line()
            out.line("/// Its number in the frame.")
            emitSwitch("public var type: UInt32", "self", otherwise: "case .unknown(let type, _): type", &out) {
                "case .\(name($0)): \(number($0))"
            }
            out.line()
            out.line("/// The record itself; nil for an unknown one.")
            emitSwitch("public var message: (any KafkaMessage)?", "self", otherwise: "case .unknown: nil", &out) {
                "case .\(name($0))(let record): record"
            }
            out.line()
            emitSwitch(
                "func encodeBody(to writer: inout BinaryWriter, version: Int16)", "self",
                otherwise: "case .unknown: break", &out
            ) { "case .\(name($0))(let record): record.encode(to: &writer, version: version)" }
        }
        return out.text
    }

    private func emitDecode(_ out: inout Printer) {
        out.line("@_lifetime(reader: copy reader)")
        out.block("init(type: UInt32, version: UInt32, from reader: inout BinaryReader)") { out in
            out.line("guard let layout = Int16(exactly: version),")
            out.block("    MetadataRecord.validVersions(type: type)?.contains(layout) == true else") { out in
                out.line("self = .unknown(type: type, version: version)")
                out.line("reader.skip(reader.remaining)")
                out.line("return")
            }
            out.block("switch type") { out in
                for record in records {
                    let value = "\(record.name)(from: &reader, version: layout)"
                    out.line("case \(number(record)): self = .\(name(record))(\(value))")
                }
                out.line("default: self = .unknown(type: type, version: version)")
            }
        }
    }

    /// A function or property that is one `switch` with a case for each record.
    private func emitSwitch(
        _ head: String, _ subject: String, otherwise: String, _ out: inout Printer, _ line: (Message) -> String
    ) {
        out.block(head) { out in
            out.block("switch \(subject)") { out in
                for record in records { out.line(line(record)) }
                out.line(otherwise)
            }
        }
    }

    private func number(_ record: Message) -> Int { record.id ?? -1 }
    private func name(_ record: Message) -> String { Naming.property(String(record.name.dropLast("Record".count))) }
}
