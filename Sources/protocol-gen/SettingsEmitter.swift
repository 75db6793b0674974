/// Prints the table of settings from Kafka's names, types and defaults and our column beside them.
struct SettingsEmitter {
    private struct Row {
        var scope = ""
        var name = ""
        var type = ""
        var defaultText: String?
        var isInternal = false
        var status = "stored"
        var attributes: [String: String] = [:]
        var documentation = ""
        /// Kafka's default where ours is another.
        var kafkasText: String??
        /// Whether Kafka does not have the setting.
        var isOurs = false
    }

    private var rows: [Row] = []

    init(configs: String, settings: String) throws {
        var kafka = try SettingsEmitter.parse(configs: configs)
        for row in try SettingsEmitter.parse(settings: settings) {
            if let index = kafka.firstIndex(where: { $0.scope == row.scope && $0.name == row.name }) {
                rows.append(SettingsEmitter.merge(kafka.remove(at: index), row))
            } else if let type = row.attributes["type"] {
                var own = row
                own.type = type
                own.isOurs = true
                rows.append(SettingsEmitter.merge(own, row))
            } else {
                throw GeneratorError(
                    description: "protocol/settings.txt: \(row.scope) \(row.name) is not in configs.txt")
            }
        }
        if let missing = kafka.first {
            throw GeneratorError(description: "protocol/settings.txt lacks \(missing.scope) \(missing.name)")
        }
        rows.sort { $0.name < $1.name }
    }

    private static func merge(_ kafka: Row, _ ours: Row) -> Row {
        var row = kafka
        row.status = ours.status
        row.attributes = ours.attributes
        row.documentation = ours.documentation
        if let value = ours.attributes["default"] {
            if !kafka.isOurs, value != kafka.defaultText { row.kafkasText = .some(kafka.defaultText) }
            row.defaultText = value
        }
        return row
    }

    private static func parse(configs: String) throws -> [Row] {
        var rows: [Row] = []
        var scope = ""
        for line in configs.split(separator: "\n") {
            if line.hasPrefix("#") {
                scope = title(line) ?? scope
                continue
            }
            let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            guard words.count == 3 else { throw GeneratorError(description: "protocol/configs.txt: \(line)") }
            var row = Row(scope: scope, name: words[0], type: words[1])
            var text = words[2]
            if text.hasSuffix(" internal") {
                row.isInternal = true
                text.removeLast(" internal".count)
            }
            row.defaultText = value(text, type: row.type)
            rows.append(row)
        }
        return rows
    }

    /// The value as clients see it: lists without brackets, classes without the word; nil for none.
    private static func value(_ text: String, type: String) -> String? {
        switch (type, text) {
        case (_, "null"), (_, "(required)"), ("password", "-"): nil
        case ("list", _) where text.hasPrefix("["):
            text.dropFirst().dropLast().split(separator: ", ").joined(separator: ",")
        case ("class", _) where text.hasPrefix("class "): String(text.dropFirst("class ".count))
        default: text
        }
    }

    private static func parse(settings: String) throws -> [Row] {
        var rows: [Row] = []
        var scope = ""
        for line in settings.split(separator: "\n") {
            if line.hasPrefix("#") {
                scope = title(line) ?? scope
                continue
            }
            let parts = line.split(separator: " : ", maxSplits: 1).map(String.init)
            let words = parts[0].split(separator: " ").map(String.init)
            guard words.count >= 2, ["effective", "stored", "refused"].contains(words[1]) else {
                throw GeneratorError(description: "protocol/settings.txt: \(line)")
            }
            var row = Row(scope: scope, name: words[0], status: words[1])
            if parts.count == 2 { row.documentation = parts[1] }
            for word in words.dropFirst(2) {
                let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
                guard known.contains(pair[0]) else {
                    throw GeneratorError(description: "protocol/settings.txt: \(row.name): unknown \(word)")
                }
                row.attributes[pair[0]] = pair.count == 2 ? pair[1] : ""
            }
            rows.append(row)
        }
        return rows
    }

    private static let known: Set<String> = [
        "type", "default", "min", "max", "values", "also", "anycase", "dynamic", "per-broker", "from",
    ]

    /// A title is one word; other lines with a number sign are remarks.
    private static func title(_ line: Substring) -> String? {
        let words = line.split(separator: " ")
        return words.count == 2 && ["topic", "broker", "group"].contains(words[1]) ? String(words[1]) : nil
    }
}

extension SettingsEmitter {
    func text() -> String {
        var out = Printer(from: "configs.txt and protocol/settings.txt", imports: [])
        out.line("/// Every setting, by name within its scope.")
        out.block("enum SettingTable") { out in
            for scope in ["topic", "broker", "group"] {
                if scope != "topic" { out.line() }
                out.line("static let \(scope) = make\(scope.prefix(1).uppercased())\(scope.dropFirst())()")
                out.line()
                out.block("private static func make\(scope.prefix(1).uppercased())\(scope.dropFirst())() -> [Setting]")
                { out in
                    out.line("var table: [Setting] = []")
                    for row in rows where row.scope == scope { emit(row, &out) }
                    out.line("return table")
                }
            }
        }
        return out.text
    }

    /// The table with which the command tells where our defaults are not Kafka's.
    func differences() -> String {
        var out = Printer(from: "configs.txt and protocol/settings.txt", imports: ["import KafkaProtocol"])
        out.line("/// Kafka's defaults, which a few of ours are not.")
        out.block("enum KafkaDefaults") { out in
            out.line("/// Kafka's default of a setting; nil for none, and for a setting that Kafka does not have.")
            out.block("static func value(of setting: Setting) -> String?") { out in
                out.block("switch (setting.scope, setting.name)") { out in
                    for row in rows {
                        guard let value = row.isOurs ? .some(nil) : row.kafkasText else { continue }
                        out.line("case (.\(row.scope), \(quoted(row.name))): \(value.map { quoted($0) } ?? "nil")")
                    }
                    out.line("default: setting.defaultValue")
                }
            }
        }
        return out.text
    }

    private func emit(_ row: Row, _ out: inout Printer) {
        let value = row.defaultText.map { quoted($0) } ?? "nil"
        let head =
            "Setting(.\(row.scope), \(quoted(row.name)), .\(row.type == "class" ? "classname" : row.type), \(value))"
        let changes = changes(row)
        if changes.isEmpty { return out.line("table.append(\(head))") }
        out.block("do") { out in
            out.line("var setting = \(head)")
            for change in changes { out.line("setting.\(change)") }
            out.line("table.append(setting)")
        }
    }

    /// What is not as a fresh `Setting` has it.
    private func changes(_ row: Row) -> [String] {
        var lines: [String] = []
        func list(_ name: String) -> String? {
            row.attributes[name].map {
                "[" + $0.split(separator: ",").map { quoted(String($0)) }.joined(separator: ", ") + "]"
            }
        }
        if row.status != "stored" { lines.append("status = .\(row.status)") }
        if row.scope == "broker", row.attributes["dynamic"] == nil {
            lines.append("change = .\(row.attributes["per-broker"] == nil ? "atStart" : "perBroker")")
        }
        if row.isInternal { lines.append("isInternal = true") }
        if let minimum = row.attributes["min"] { lines.append("minimum = \(minimum)") }
        if let maximum = row.attributes["max"] { lines.append("maximum = \(maximum)") }
        if let words = list("values") ?? list("also") { lines.append("words = \(words)") }
        if row.attributes["anycase"] != nil { lines.append("ignoresCase = true") }
        if let from = row.attributes["from"] {
            let synonyms = from.split(separator: ",").map { synonym in
                let parts = synonym.split(separator: "*").map(String.init)
                return "Setting.Synonym(name: \(quoted(parts[0])), factor: \(parts.count == 2 ? parts[1] : "1"))"
            }
            lines.append("synonyms = [\(synonyms.joined(separator: ", "))]")
        }
        if !row.documentation.isEmpty { lines.append("documentation = \(quoted(row.documentation))") }
        return lines
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
