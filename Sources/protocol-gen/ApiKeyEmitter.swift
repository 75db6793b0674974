import ProtocolSchema

/// Prints `ApiKey` with its table of versions and listeners, and the way from a key to its types.
struct ApiKeyEmitter {
    private let requests: [Message]
    init(_ messages: [Message]) { requests = messages.filter { $0.kind == .request } }

    func text() -> String {
        var out = Printer(from: "apis.schema", imports: [])
        out.line("extension ApiKey {")
        for request in requests {
            out.line("    public static var \(constant(request)): ApiKey { ApiKey(rawValue: \(key(request))) }")
        }
        out.line("}")
        out.line()
        emitTable(&out)
        out.line()
        emitFlexible(&out)
        out.line()
        emitTypes(&out)
        return out.text
    }

    private func key(_ request: Message) -> Int { request.id ?? -1 }
    private func constant(_ request: Message) -> String { Naming.property(request.section) }

    private func emitTable(_ out: inout Printer) {
        out.block("extension ApiDefinition") { out in
            out.line("/// Every API of the schemas, by ascending key.")
            out.line("public static let all: [ApiDefinition] = [")
            for request in requests {
                let listeners = request.listeners.sorted().map { ".\($0)" }.joined(separator: ", ")
                out.line(
                    "    ApiDefinition(.\(constant(request)), \"\(request.section)\", "
                        + "\(request.versions.first)...\(request.versions.last), listeners: [\(listeners)], "
                        + "latestUnstable: \(request.latestUnstable)),")
            }
            out.line("]")
        }
    }

    private func emitFlexible(_ out: inout Printer) {
        out.block("extension ApiKey") { out in
            out.line(
                "/// The first version with compact lengths and tag sections; above every version where there is none.")
            out.block("public var firstFlexibleVersion: Int16") { out in
                out.block("switch rawValue") { out in
                    for request in requests where !request.flexible.isEmpty {
                        out.line("case \(key(request)): \(request.flexible.first)")
                    }
                    out.line("default: .max")
                }
            }
        }
    }

    private func emitTypes(_ out: inout Printer) {
        out.block("extension ApiKey") { out in
            out.line("/// The type of its requests; nil for a key that the schemas do not have.")
            out.block("public var requestType: (any KafkaRequest.Type)?") { out in
                out.block("switch rawValue") { out in
                    for request in requests { out.line("case \(key(request)): \(request.name).self") }
                    out.line("default: nil")
                }
            }
        }
    }
}
