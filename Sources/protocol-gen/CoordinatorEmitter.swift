import ProtocolSchema

/// Prints the two enums of a coordinator's log: what a key says, and the value that belongs to such a key.
struct CoordinatorEmitter {
    private let prefix: String
    private let section: String
    private let topic: String
    private let keys: [Message]
    private let values: [Message]

    static func all(_ messages: [Message]) -> [CoordinatorEmitter] {
        [
            CoordinatorEmitter("Group", "kafka-group-coordinator", "__consumer_offsets", messages),
            CoordinatorEmitter("Transaction", "kafka-transaction-coordinator", "__transaction_state", messages),
            CoordinatorEmitter("Share", "kafka-share-coordinator", "__share_group_state", messages),
        ]
    }

    private init(_ prefix: String, _ section: String, _ topic: String, _ messages: [Message]) {
        self.prefix = prefix
        self.section = section
        self.topic = topic
        let mine = messages.filter { $0.section == section }.sorted { ($0.id ?? 0) < ($1.id ?? 0) }
        keys = mine.filter { $0.kind == .coordinatorKey }
        values = mine.filter { $0.kind == .coordinatorValue }
    }

    var fileName: String { "\(prefix)CoordinatorRecord" }

    func text() -> String {
        var out = Printer(from: "records.schema", imports: ["public import Binary"])
        emitKey(&out)
        out.line()
        emitValue(&out)
        return out.text
    }

    private func caseName(_ message: Message, without suffix: String) -> String {
        Naming.property(String(message.name.dropLast(suffix.count)))
    }

    private func emitKey(_ out: inout Printer) {
        out.line("/// The key of a record in `\(topic)`: two bytes say its type.")
        out.block("public enum \(prefix)CoordinatorKey: Sendable") { out in
            for key in keys { out.line("case \(caseName(key, without: "Key"))(\(key.name))") }
            out.line("/// A type that the schemas do not have; Kafka passes over such records.")
            out.line("case unknown(type: Int16)")
            out.line()
            emitKeyDecode(&out)
            out.line("/// Its first two bytes, which also say what the value is.")
            out.block("public var type: Int16") { out in
                out.block("switch self") { out in
                    for key in keys { out.line("case .\(caseName(key, without: "Key")): \(key.id ?? -1)") }
                    out.line("case .unknown(let type): type")
                }
            }
            out.line()
            out.line("/// Writes type and key; of an unknown one only the type.")
            out.block("public func encode(to writer: inout BinaryWriter)") { out in
                out.line("writer.int16(type)")
                out.block("switch self") { out in
                    for key in keys {
                        out.line(
                            "case .\(caseName(key, without: "Key"))(let key): key.encode(to: &writer, version: 0)")
                    }
                    out.line("case .unknown: break")
                }
            }
        }
    }

    private func emitKeyDecode(_ out: inout Printer) {
        out.line("/// Reads type and key; fails as the reader does.")
        out.line("@_lifetime(reader: copy reader)")
        out.block("public init(from reader: inout BinaryReader)") { out in
            out.line("let type = reader.int16()")
            out.block("switch type") { out in
                for key in keys {
                    out.line(
                        "case \(key.id ?? -1): self = .\(caseName(key, without: "Key"))(\(key.name)(from: &reader, version: 0))"
                    )
                }
                out.line("default:")
                out.line("    self = .unknown(type: type)")
                out.line("    reader.skip(reader.remaining)")
            }
        }
        out.line()
    }

    private func emitValue(_ out: inout Printer) {
        out.line("/// The value of a record in `\(topic)`: two bytes say the version of its layout.")
        out.block("public enum \(prefix)CoordinatorValue: Sendable") { out in
            for value in values { out.line("case \(caseName(value, without: "Value"))(\(value.name))") }
            out.line("/// A type or version that the schemas do not have.")
            out.line("case unknown(type: Int16, version: Int16)")
            out.line()
            out.line("/// Reads version and value of a record whose key has this type; fails as the reader does.")
            out.line("@_lifetime(reader: copy reader)")
            out.block("public init(type: Int16, from reader: inout BinaryReader)") { out in
                out.line("let version = reader.int16()")
                out.block("switch type") { out in
                    for value in values {
                        let name = caseName(value, without: "Value")
                        out.line("case \(value.id ?? -1) where \(value.name).validVersions.contains(version):")
                        out.line("    self = .\(name)(\(value.name)(from: &reader, version: version))")
                    }
                    out.line("default:")
                    out.line("    self = .unknown(type: type, version: version)")
                    out.line("    reader.skip(reader.remaining)")
                }
            }
            out.line()
            out.line("/// Writes version and value; nothing for an unknown one. The version has to be one of its type.")
            out.block("public func encode(to writer: inout BinaryWriter, version: Int16)") { out in
                out.block("switch self") { out in
                    for value in values {
                        out.line("case .\(caseName(value, without: "Value"))(let value):")
                        out.line("    writer.int16(version)")
                        out.line("    value.encode(to: &writer, version: version)")
                    }
                    out.line("case .unknown: break")
                }
            }
        }
    }
}
