import Glibc
import Posix
import World

/// A cluster that a person works with: where it is, and what its client is told. Profiles stand in a file of their own
/// (`ProfileFile`), by names that `--profile` or VARVE_PROFILE choose.
struct Profile {
    let name: String
    /// Where brokers are, as `--broker` takes it; nil for where they are without a profile.
    var broker: String?
    /// Whether what destroys asks for the profile's name instead of a "y".
    var isProtected = false
    /// Names and values of client settings, in the order of the file; checked.
    var settings: [(name: String, value: String)] = []

    static let help = """
        Profiles stand in $XDG_CONFIG_HOME/varve/profiles.toml (~/.config/varve/profiles.toml):

          [prod]
          broker = "kafka-1.example.com:9092,kafka-2.example.com:9092"
          protected = true               # what destroys asks for the profile's name
          "request.timeout.ms" = 60000

        --profile prod, or VARVE_PROFILE=prod, takes one; without either, and with --profile '', none is taken.

        """

    /// The one that this call takes; nil for none.
    ///
    /// - Throws: a failure where there is no such profile, or the file is none.
    static func chosen(_ invocation: Invocation) throws(Failure) -> Profile? {
        let name = invocation.value("profile") ?? getenv("VARVE_PROFILE").map { String(cString: $0) } ?? ""
        guard !name.isEmpty else { return nil }
        let file = try ProfileFile.read()
        guard let profile = file.profiles.first(where: { $0.name == name }) else {
            let names = file.profiles.map(\.name)
            throw Failure(
                .notFound, "there is no profile '\(name)' in \(file.path)",
                hint: names.isEmpty ? "see 'varve help client-settings'" : "there are \(names.joined(separator: ", "))")
        }
        return profile
    }
}

/// The file with the profiles: `[name]` begins one, `key = value` is a setting of it; values may stand in quotes, and
/// what follows a number sign is a remark. It is TOML, of which nothing else is understood.
struct ProfileFile {
    let path: String
    /// In the order of the file.
    private(set) var profiles: [Profile] = []

    /// Reads the user's file; one that is not there has no profiles.
    ///
    /// - Throws: a failure that names the line.
    static func read() throws(Failure) -> ProfileFile {
        let environment = { (name: String) in getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        let folder = environment("XDG_CONFIG_HOME") ?? (environment("HOME") ?? "") + "/.config"
        let path = "\(folder)/varve/profiles.toml"
        let bytes: [UInt8]?
        do throws(DiskError) { bytes = try PosixDisk().readAllIfPresent(path) } catch {
            throw Failure(.failed, "\(path): \(error)")
        }
        return try ProfileFile(path: path, text: String(decoding: bytes ?? [], as: UTF8.self))
    }

    init(path: String, text: String) throws(Failure) {
        self.path = path
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            do throws(Failure) {
                try take(line)
            } catch {
                throw Failure(.usage, "\(path):\(index + 1): \(error.message)", hint: error.hint)
            }
        }
    }

    private mutating func take(_ line: Substring) throws(Failure) {
        var rest = ProfileLine(line)
        guard let first = rest.peek else { return }
        if first == "[" {
            guard let name = rest.heading() else { throw Failure(.usage, "a profile begins with [NAME]") }
            guard !profiles.contains(where: { $0.name == name }) else {
                throw Failure(.usage, "the profile '\(name)' is there twice")
            }
            profiles.append(Profile(name: name))
            return
        }
        guard let (key, value) = rest.pair() else { throw Failure(.usage, "a line is [NAME], or KEY = VALUE") }
        guard var profile = profiles.popLast() else { throw Failure(.usage, "a [NAME] has to stand before '\(key)'") }
        switch key {
        case "broker": profile.broker = value
        case "protected":
            guard value == "true" || value == "false" else { throw Failure(.usage, "protected is true or false") }
            profile.isProtected = value == "true"
        default:
            let setting = try ClientSetting.named(key)
            var scratch = ClientOptions()
            guard setting.apply(value, &scratch) else {
                throw Failure(.usage, "\(key) takes \(setting.values), not '\(value)'")
            }
            profile.settings.append((key, value))
        }
        profiles.append(profile)
    }
}

/// One line of the file, from which words are taken.
private struct ProfileLine {
    private var rest: Substring

    init(_ line: Substring) {
        rest = line
        skipBlanks()
    }

    /// The next letter; nil where only a remark is left, or nothing.
    var peek: Character? { rest.first == "#" ? nil : rest.first }

    private mutating func skipBlanks() { rest = rest.drop(while: \.isWhitespace) }

    /// `[NAME]` and nothing behind it.
    mutating func heading() -> String? {
        rest.removeFirst()
        guard let end = rest.firstIndex(of: "]") else { return nil }
        let name = rest[..<end].filter { $0 != "\"" && !$0.isWhitespace }
        rest = rest[end...].dropFirst()
        skipBlanks()
        return peek == nil && !name.isEmpty ? String(name) : nil
    }

    /// `KEY = VALUE` and nothing behind it.
    mutating func pair() -> (String, String)? {
        guard let key = word(until: "=") else { return nil }
        skipBlanks()
        guard rest.popFirst() == "=" else { return nil }
        skipBlanks()
        guard let value = word(until: "#") else { return nil }
        skipBlanks()
        return peek == nil ? (key, value) : nil
    }

    /// What stands in quotes, or goes to the next blank or `end`.
    private mutating func word(until end: Character) -> String? {
        guard rest.first == "\"" else {
            let word = rest.prefix { !$0.isWhitespace && $0 != end && $0 != "\"" }
            rest = rest.dropFirst(word.count)
            return word.isEmpty ? nil : String(word)
        }
        rest.removeFirst()
        var word = ""
        while let letter = rest.popFirst() {
            if letter == "\"" { return word }
            guard letter == "\\" else {
                word.append(letter)
                continue
            }
            guard let escaped = rest.popFirst(), escaped == "\"" || escaped == "\\" else { return nil }
            word.append(escaped)
        }
        return nil
    }
}
