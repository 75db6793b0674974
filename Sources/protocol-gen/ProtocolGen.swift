import Glibc
import ProtocolSchema

/// Writes the Generated folders from the files in `protocol/`; with `--check` compares and exits 1 where they differ.
@main
struct ProtocolGen {
    static func main() {
        var check = false
        var root = "."
        var arguments = CommandLine.arguments.dropFirst()
        while let argument = arguments.popFirst() {
            switch argument {
            case "--check": check = true
            case "--root":
                guard let path = arguments.popFirst() else { return usage() }
                root = path
            default: return usage()
            }
        }
        do {
            let project = Project(root: root)
            let files = try Generator(sources: try project.readSources()).files()
            if check {
                exit(project.report(files) ? 0 : 1)
            }
            try project.write(files)
        } catch {
            complain("\(error)")
            exit(1)
        }
    }

    private static func usage() {
        complain("usage: protocol-gen [--check] [--root FOLDER]")
        exit(2)
    }

    static func complain(_ text: String) {
        let line = Array("protocol-gen: \(text)\n".utf8)
        _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}

/// A folder that holds `protocol/` and `Sources/`.
struct Project {
    let root: String
    /// Nothing but generated code is in these.
    static let generatedFolders = [
        "Sources/KafkaProtocol/Generated", "Sources/Records/Generated", "Sources/WireTools/Generated",
        "Sources/varve/Generated",
    ]

    func readSources() throws -> Sources {
        Sources(
            apis: try Files.read("\(root)/protocol/apis.schema"),
            records: try Files.read("\(root)/protocol/records.schema"),
            errors: try Files.read("\(root)/protocol/errors.txt"),
            configs: try Files.read("\(root)/protocol/configs.txt"),
            settings: try Files.read("\(root)/protocol/settings.txt"))
    }

    func write(_ files: [GeneratedFile]) throws {
        for folder in Project.generatedFolders { try Files.makeFolder("\(root)/\(folder)") }
        for file in files where (try? Files.read("\(root)/\(file.path)")) != file.text {
            try Files.write(file.text, to: "\(root)/\(file.path)")
        }
        for path in stale(files) { try Files.remove("\(root)/\(path)") }
    }

    /// Names every file that is not as generated; whether there was none.
    func report(_ files: [GeneratedFile]) -> Bool {
        let differing = files.filter { (try? Files.read("\(root)/\($0.path)")) != $0.text }.map(\.path)
        let extra = stale(files)
        for path in differing {
            ProtocolGen.complain("\(path) differs from what protocol/ says; run: swift run protocol-gen")
        }
        for path in extra { ProtocolGen.complain("\(path) is not generated any more; run: swift run protocol-gen") }
        return differing.isEmpty && extra.isEmpty
    }

    private func stale(_ files: [GeneratedFile]) -> [String] {
        let made = Set(files.map(\.path))
        return Project.generatedFolders
            .flatMap { folder in Files.list("\(root)/\(folder)").map { "\(folder)/\($0)" } }
            .filter { !made.contains($0) }
    }
}
