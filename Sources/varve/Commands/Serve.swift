import CommitLog
import Glibc
import Node
import Posix
import World

extension CommandSpec {
    static let serve = CommandSpec(
        name: "serve", summary: "Serve a directory to Kafka clients",
        examples: [
            ("serve data", "on 127.0.0.1:9092"),
            ("serve data --listen 127.0.0.1:0", "on a free port; the ready line names it"),
            ("serve data --config log.retention.hours=24", "a setting by Kafka's name; may be repeated"),
            (
                "serve data --config log.flush.interval.messages=9223372036854775807",
                "acknowledge before the disk has it"
            ),
        ],
        positionals: [PositionalSpec(name: "dir"), PositionalSpec(name: "name=value", count: .any)],
        options: [
            OptionSpec(name: "listen", short: "l", value: "HOST:PORT", help: "where clients connect (127.0.0.1:9092)"),
            OptionSpec(
                name: "config", short: "c", value: "NAME=VALUE", isRepeatable: true, help: "a setting; may be repeated"),
            OptionSpec(
                name: "reserve", value: "BYTES",
                help: "left free by records, and as much in a file for deletions on a full disk (64 MiB)"),
        ]
    ) { (invocation) throws(Failure) in
        var options = NodeOptions(directory: invocation.positionals[0])
        if let text = invocation.value("listen") {
            guard let address = SocketAddress(text) else {
                throw invocation.wrong("--listen takes HOST:PORT, not '\(text)'")
            }
            options.listen = address
        }
        if let bytes = try invocation.number("reserve", in: 0...(1 << 40)) {
            options.space = SpaceOptions(keptFreeBytes: Int64(bytes), reserveBytes: Int64(bytes))
        }
        for (name, value) in try invocation.pairs("config") { options.settings[name] = value }
        // `--config a=1 b=2` means both.
        for text in invocation.positionals.dropFirst() {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw invocation.wrong("a setting is name=value, not '\(text)'")
            }
            options.settings[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        try run(options)
    }

    private static func run(_ options: NodeOptions) throws(Failure) {
        // Blocked before any thread starts, so that only this one takes them.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let events = EventLog(clock: SystemClock())
        defer { events.stop() }
        do throws(NodeError) {
            let node = try Node.start(options, events: events)
            Output.standard.write("ready \(node.address)\n")
            Output.standard.flush()
            var signal: Int32 = 0
            while sigwait(&signals, &signal) != 0 {}
            try node.stop()
        } catch {
            throw Failure(.failed, error.description)
        }
    }
}
