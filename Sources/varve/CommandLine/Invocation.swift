import Glibc

/// One call of a command: what was given, checked against what the command takes.
struct Invocation {
    let command: CommandSpec
    private(set) var positionals: [String] = []
    private var values: [String: [String]] = [:]

    /// Sorts `words` into options and positionals.
    init(_ command: CommandSpec, _ words: [String]) throws(Failure) {
        self.command = command
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                positionals += rest
                break
            } else if word.hasPrefix("--") {
                try takeLong(String(word.dropFirst(2)), &rest)
            } else if word.hasPrefix("-"), word.count > 1, !isOffset(word) {
                try takeShort(Array(word.dropFirst()), &rest)
            } else {
                positionals.append(word)
            }
        }
        if !has("help"), !has("help-json") { try checkPositionals() }
    }

    /// Whether the option was given.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// The value of an option, the last one where it was given more than once.
    func value(_ name: String) -> String? { values[name]?.last }

    /// All values of an option that may be repeated.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// A whole number within bounds.
    func number(_ name: String, in bounds: ClosedRange<Int> = 0...Int.max) throws(Failure) -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text), bounds.contains(number) else {
            let most = bounds.upperBound == .max ? "" : " to \(bounds.upperBound)"
            throw .usage(
                "--\(name) takes a whole number from \(bounds.lowerBound)\(most), not '\(text)'", of: command.name)
        }
        return number
    }

    /// `key=value` pairs of an option that may be repeated, in order.
    func pairs(_ name: String) throws(Failure) -> [(key: String, value: String)] {
        var pairs: [(key: String, value: String)] = []
        for text in all(name) {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw .usage("--\(name) takes name=value, not '\(text)'", of: command.name)
            }
            pairs.append((String(text[..<equals]), String(text[text.index(after: equals)...])))
        }
        return pairs
    }

    /// A failure of kind usage in the name of this command.
    func wrong(_ message: String) -> Failure { .usage(message, of: command.name) }

    // MARK: - Steps

    /// "-50" is an offset where the command has no option "5".
    private func isOffset(_ word: String) -> Bool {
        guard let digit = word.dropFirst().first else { return false }
        return digit.isNumber && !command.allOptions.contains { $0.short == digit }
    }

    private mutating func takeLong(_ text: String, _ rest: inout ArraySlice<String>) throws(Failure) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let option = command.allOptions.first(where: { $0.name == parts[0] }) else {
            let near = Suggestion.nearest(to: parts[0], among: command.allOptions.map(\.name))
            throw wrong("unknown option --\(parts[0])" + (near.map { ", did you mean --\($0)?" } ?? ""))
        }
        guard option.value != nil else {
            guard parts.count == 1 else { throw wrong("--\(option.name) takes no value") }
            values[option.name, default: []].append("")
            return
        }
        guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
            throw wrong("--\(option.name) needs a value")
        }
        try note(option, value)
    }

    private mutating func takeShort(_ letters: [Character], _ rest: inout ArraySlice<String>) throws(Failure) {
        for (index, letter) in letters.enumerated() {
            guard let option = command.allOptions.first(where: { $0.short == letter }) else {
                throw wrong("unknown option -\(letter)")
            }
            guard option.value != nil else {
                values[option.name, default: []].append("")
                continue
            }
            let attached = String(letters[(index + 1)...])
            guard let value = attached.isEmpty ? rest.popFirst() : attached else {
                throw wrong("-\(letter) needs a value")
            }
            return try note(option, value)
        }
    }

    private mutating func note(_ option: OptionSpec, _ value: String) throws(Failure) {
        if values[option.name] != nil, !option.isRepeatable { throw wrong("--\(option.name) was given twice") }
        values[option.name, default: []].append(value)
    }

    private func checkPositionals() throws(Failure) {
        let least = command.positionals.count { $0.count != .optional && $0.count != .any }
        let most =
            command.positionals.contains { $0.count == .many || $0.count == .any } ? Int.max : command.positionals.count
        if positionals.count < least {
            throw wrong("\(command.positionals[positionals.count].name.uppercased()) is missing")
        }
        if positionals.count > most { throw wrong("unexpected argument '\(positionals[most])'") }
    }
}

/// Finds what somebody may have meant.
enum Suggestion {
    /// The candidate within two edits of `word`, or one that begins with it.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let scored = candidates.map { ($0, distance(word, $0)) }
        let best = scored.min { $0.1 < $1.1 }
        if let best, best.1 <= min(2, word.count / 2 + 1) { return best.0 }
        return word.count >= 2 ? candidates.first { $0.hasPrefix(word) } : nil
    }

    /// Levenshtein's distance.
    static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (line, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in right.enumerated() {
                let above = row[column + 1]
                row[column + 1] = min(diagonal + (letter == other ? 0 : 1), above + 1, row[column] + 1)
                diagonal = above
            }
        }
        return row[right.count]
    }
}
