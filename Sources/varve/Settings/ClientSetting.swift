import ClientCore
import KafkaWire
import Records

/// What the client of a command is told by `-X NAME=VALUE` and by profiles; the names are those of Kafka's clients.
struct ClientOptions {
    var connections = ConnectionOptions()
    var producer = ProducerOptions()
    var consumer = ConsumerOptions()
    var member = GroupOptions(group: "")
    /// Milliseconds that brokers may take for changes.
    var adminTimeout: Int32 = 30_000

    init() {
        // How long a record may be is for the topic to say; what the program holds of it sets the bound here.
        producer.maxRequestSize = 64 << 20
        producer.bufferMemory = 64 << 20
        // Somebody is watching: the group's lag is to follow what was printed, not trail it by Kafka's five seconds.
        member.commitInterval = 1000
    }
}

/// One of the settings that `-X` takes.
struct ClientSetting: Sendable {
    let name: String
    /// What it may be, for the help and for refusals.
    let values: String
    /// Takes a value; false where it makes no sense.
    let apply: @Sendable (_ value: String, inout ClientOptions) -> Bool

    /// The setting of that name.
    ///
    /// - Throws: a failure of usage with the nearest name there is.
    static func named(_ name: String) throws(Failure) -> ClientSetting {
        if let setting = all.first(where: { $0.name == name }) { return setting }
        let near = Suggestion.nearest(to: name, among: all.map(\.name))
        throw Failure(
            .usage, "there is no client setting '\(name)'",
            hint: near.map { "did you mean '\($0)'?" } ?? "see 'varve help client-settings'")
    }

    /// What `varve help client-settings` prints.
    static var help: String {
        let width = all.map(\.name.count).max() ?? 0
        let lines = all.map { "  \($0.name.padded(to: width))  \($0.values)\n" }.joined()
        return """
            Settings of the client, for -X NAME=VALUE and for profiles; names and meanings are those of Kafka's clients.
            A command's own option goes before -X, that before the environment, that before the profile.


            """ + lines + "\n" + Profile.help
    }

    private static func milliseconds<T: FixedWidthInteger & SendableMetatype>(
        _ name: String, least: Int64 = 0, _ target: @escaping @Sendable (T, inout ClientOptions) -> Void
    ) -> ClientSetting {
        number(name, least...Int64(clamping: T.max), "milliseconds", target)
    }

    private static func number<T: FixedWidthInteger & SendableMetatype>(
        _ name: String, _ bounds: ClosedRange<Int64>, _ unit: String,
        _ target: @escaping @Sendable (T, inout ClientOptions) -> Void
    ) -> ClientSetting {
        let most = bounds.upperBound >= Int64(Int32.max) ? " or more" : " to \(bounds.upperBound)"
        return ClientSetting(name: name, values: "\(unit), \(bounds.lowerBound)\(most)") { text, options in
            guard let value = Int64(text), bounds.contains(value) else { return false }
            target(T(clamping: value), &options)
            return true
        }
    }

    private static func words<Word>(
        _ name: String, _ words: [(String, Word)], _ target: @escaping @Sendable (Word, inout ClientOptions) -> Void
    ) -> ClientSetting where Word: Sendable {
        ClientSetting(name: name, values: words.map(\.0).joined(separator: ", ")) { text, options in
            guard let word = words.first(where: { $0.0 == text })?.1 else { return false }
            target(word, &options)
            return true
        }
    }

    private static let truth = [("true", true), ("false", false)]

    /// All of them, by name.
    static let all: [ClientSetting] = [
        words("acks", [("all", -1), ("-1", -1), ("1", 1), ("0", 0)]) { $1.producer.acks = $0 },
        milliseconds("auto.commit.interval.ms", least: 1) { $1.member.commitInterval = $0 },
        number("batch.size", 0...(64 << 20), "bytes") { $1.producer.batchSize = $0 },
        number("buffer.memory", 1...Int64(Int.max), "bytes") { $1.producer.bufferMemory = $0 },
        words("check.crcs", truth) { $1.consumer.checksChecksums = $0 },
        ClientSetting(name: "client.id", values: "text") { text, options in
            options.connections.wire.clientId = text
            return true
        },
        words(
            "compression.type",
            [("none", Compression.none), ("gzip", .gzip), ("snappy", .snappy), ("lz4", .lz4), ("zstd", .zstd)]
        ) { $1.producer.compression = $0 },
        milliseconds("delivery.timeout.ms", least: 1) { $1.producer.deliveryTimeout = $0 },
        words("enable.idempotence", truth) { $1.producer.isIdempotent = $0 },
        number("fetch.max.bytes", 1...Int64(Int32.max), "bytes") { $1.consumer.maxBytes = $0 },
        milliseconds("fetch.max.wait.ms") { $1.consumer.maxWait = $0 },
        number("fetch.min.bytes", 0...Int64(Int32.max), "bytes") { $1.consumer.minBytes = $0 },
        ClientSetting(name: "group.instance.id", values: "text") { text, options in
            options.member.instanceId = text
            return !text.isEmpty
        },
        milliseconds("heartbeat.interval.ms", least: 1) { $1.member.heartbeatInterval = $0 },
        words("isolation.level", [("read_committed", true), ("read_uncommitted", false)]) {
            $1.consumer.readCommitted = $0
        },
        milliseconds("linger.ms") { $1.producer.linger = $0 },
        number("max.in.flight.requests.per.connection", 1...5, "requests") { $1.producer.maxInFlight = $0 },
        number("max.partition.fetch.bytes", 1...Int64(Int32.max), "bytes") { $1.consumer.partitionMaxBytes = $0 },
        milliseconds("max.poll.interval.ms", least: 1) { $1.member.rebalanceTimeout = $0 },
        number("max.request.size", 1...Int64(Int32.max), "bytes") { $1.producer.maxRequestSize = $0 },
        milliseconds("reconnect.backoff.max.ms") { $1.connections.maxBackoff = $0 },
        milliseconds("reconnect.backoff.ms") { $1.connections.backoff = $0 },
        milliseconds("request.timeout.ms", least: 1) { (value: Int64, options) in
            options.producer.requestTimeout = value
            options.consumer.requestTimeout = value
            options.member.requestTimeout = value
            options.adminTimeout = Int32(clamping: value)
        },
        milliseconds("retry.backoff.ms") { (value: Int64, options) in
            options.producer.retryBackoff = value
            options.consumer.retryBackoff = value
            options.member.retryBackoff = value
        },
        milliseconds("session.timeout.ms", least: 1) { $1.member.sessionTimeout = $0 },
        milliseconds("socket.connection.setup.timeout.ms", least: 1) { $1.connections.connectTimeout = $0 },
    ]
}

extension Invocation {
    /// What the client is told: the profile's settings, then those of `-X` over them.
    func clientOptions() throws(Failure) -> ClientOptions {
        var options = ClientOptions()
        for (name, value) in try Profile.chosen(self)?.settings ?? [] {
            _ = try ClientSetting.named(name).apply(value, &options)
        }
        for (name, value) in try pairs("set-client") {
            do throws(Failure) {
                let setting = try ClientSetting.named(name)
                guard setting.apply(value, &options) else {
                    throw Failure(.usage, "\(name) takes \(setting.values), not '\(value)'")
                }
            } catch { throw error.hint.isEmpty ? wrong(error.message) : error }
        }
        return options
    }
}
