import Binary
import ClientCore
import Glibc
import Records
import World

extension CommandSpec {
    static let produce = CommandSpec(
        name: "produce", summary: "Write records from standard input to a topic",
        examples: [
            ("produce flights < flights.txt", "a record a line"),
            ("produce flights -f '%k\\t%v\\n' -z zstd", "key, tab, value; compressed"),
            ("produce flights -f json", "JSON lines: key, value, headers, timestamp"),
            ("consume a -e -f json | varve produce b -f json", "copy records, headers and nulls too"),
        ],
        positionals: [PositionalSpec(name: "topic", count: .optional)],
        options: [
            OptionSpec(name: "format", short: "f", value: "FORMAT", help: "how records are written (default: %v\\n)"),
            OptionSpec(name: "key", short: "k", value: "KEY", help: "the key of every record that has none"),
            OptionSpec(
                name: "header", short: "H", value: "NAME=VALUE", isRepeatable: true, help: "a header for every record"),
            OptionSpec(
                name: "partition", short: "p", value: "N", help: "where to (default: by key as Kafka's clients)"),
            OptionSpec(name: "compression", short: "z", value: "CODEC", help: "none, gzip, snappy, lz4 or zstd"),
            OptionSpec(name: "acks", value: "N", help: "-1 all in sync (default), 1 the leader, 0 nobody"),
            OptionSpec(name: "tombstone", short: "Z", help: "an empty value is none, which deletes its key"),
            OptionSpec(name: "create", help: "let the broker create the topic"),
            OptionSpec(
                name: "delivery-timeout", value: "SPAN",
                help: "give a record up after so long, such as 10s (default: 2m)"),
            .broker,
        ], notes: RecordFormat.help + ["%d is read as milliseconds or as 2013-01-01T10:00:00Z; without it: now."]
    ) { (invocation) throws(Failure) in
        var work = try ProduceWork(invocation)
        try work.run()
    }
}

extension Invocation {
    /// The options that producing commands share.
    func producerOptions() throws(Failure) -> ProducerOptions {
        var options = try clientOptions().producer
        if let name = value("compression") {
            guard let codec = Compression(name: name) else {
                throw wrong("--compression takes none, gzip, snappy, lz4 or zstd, not '\(name)'")
            }
            options.compression = codec
        }
        if let text = value("acks") {
            guard let acks = text == "all" ? -1 : Int16(text), (-1...1).contains(acks) else {
                throw wrong("--acks takes -1, 1 or 0, not '\(text)'")
            }
            options.acks = acks
        }
        options.allowsTopicCreation = has("create")
        if let text = value("delivery-timeout") {
            guard let span = TimeText.span(text), span > 0 else { throw wrong("'\(text)' is no span such as 10s") }
            options.deliveryTimeout = span
            options.requestTimeout = min(options.requestTimeout, span)
        }
        return options
    }
}

/// One run of `produce`.
private struct ProduceWork {
    private let producer: PlainProducer
    private let topic: String?
    private let partition: Int32?
    private let defaultKey: [UInt8]?
    private let extraHeaders: [InputRecord.Header]
    private let emptyIsNull: Bool
    private let input: RecordInput
    private var reader: RecordReader
    private var numbers: [String: Int] = [:]
    private var progress = Progress("records")
    private var failed = 0
    private var firstFailure: ClientError?

    init(_ invocation: Invocation) throws(Failure) {
        let format = try invocation.value("format").map { (text) throws(Failure) in try RecordFormat(text) } ?? .lines
        topic = invocation.positionals.first
        if topic == nil, !format.has(.topic) {
            throw invocation.wrong("TOPIC is missing, and %t is not in the format")
        }
        partition = try invocation.number("partition", in: 0...Int(Int32.max)).map { Int32($0) }
        defaultKey = invocation.value("key").map { Array($0.utf8) }
        extraHeaders = try invocation.pairs("header").map {
            InputRecord.Header(key: Array($0.key.utf8), value: Array($0.value.utf8))
        }
        emptyIsNull = invocation.has("tombstone")
        input = RecordInput(descriptor: STDIN_FILENO)
        reader = try RecordReader(format, input)
        producer = PlainProducer(try Session(invocation).client, options: try invocation.producerOptions())
    }

    mutating func run() throws(Failure) {
        try check()
        Interrupt.install()
        watch()
        var wrong: Failure?
        do throws(Failure) {
            while !Interrupt.isRequested, let record = try reader.next() {
                try append(record)
                if reader.count & 0xff == 0 { collect() }
            }
        } catch { wrong = error }
        // What was right before it is written, and told where it could not be.
        producer.flush()
        collect()
        progress.finish()
        if let wrong, wrong.code != .interrupted { throw wrong }
        if let firstFailure {
            let failure = Failure(firstFailure)
            throw Failure(
                failure.code, "\(failed) of \(reader.count) records were not written: \(firstFailure)",
                hint: failure.hint)
        }
        try Interrupt.check()
    }

    /// A wrong topic or partition is told before anything is read.
    private mutating func check() throws(Failure) {
        if let topic {
            let number = try number(of: topic)
            let count = producer.partitionCount(number)
            if let partition, Int(partition) >= count {
                throw Failure(
                    .notFound, "topic \(topic) has no partition \(partition)", hint: "it has 0 to \(count - 1)")
            }
        }
    }

    /// Keeps records and words going while something else is waited for.
    private func watch() {
        let outage = Outage()
        input.beforeReading = { [producer] () throws(Failure) in
            // While the input has nothing, what it had goes out; once all is acknowledged, waiting costs nothing.
            while !producer.isIdle, !ProduceWork.isInputReady, !Interrupt.isRequested {
                producer.turn(until: PlainClient.now.advanced(milliseconds: 5))
                outage.note(producer.failure)
            }
        }
        producer.keepsWaiting = { failure in
            outage.note(failure)
            // Who wants to stop waits for a broker that answers, not for one that is gone.
            return !Interrupt.isRequested || failure == nil
        }
    }

    private static var isInputReady: Bool {
        var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) != 0
    }

    private mutating func number(of topic: String) throws(Failure) -> Int {
        if let known = numbers[topic] { return known }
        do {
            let number = try producer.open(topic)
            numbers[topic] = number
            return number
        } catch { throw Failure(error) }
    }

    private mutating func append(_ record: InputRecord) throws(Failure) {
        let target = try number(of: topic ?? record.topic ?? "")
        let key = record.key ?? defaultKey
        let value = emptyIsNull && record.value == [] ? nil : record.value
        let (keyBytes, valueBytes) = (key ?? [], value ?? [])
        let headers = encoded(record.headers + extraHeaders)
        do {
            try producer.append(
                to: target, partition: partition ?? record.partition,
                timestamp: record.timestamp ?? PlainClient.wall.milliseconds,
                key: key == nil ? nil : keyBytes.span.bytes, value: value == nil ? nil : valueBytes.span.bytes,
                headers: headers.isEmpty ? nil : headers.span.bytes)
        } catch {
            // That a record cannot be sent as it is, is no wrong call of the command.
            throw Failure(.failed, "record \(reader.count) of the input: \(error)")
        }
        progress.add(1, bytes: keyBytes.count + valueBytes.count)
    }

    /// Headers as a batch holds them; empty for none, which costs nothing.
    private func encoded(_ headers: [InputRecord.Header]) -> [UInt8] {
        guard !headers.isEmpty else { return [] }
        var list = RecordHeaderList()
        for header in headers {
            let bytes = header.value ?? []
            list.append(header.key.span.bytes, header.value == nil ? nil : bytes.span.bytes)
        }
        guard let encoded = list.bytes else { return [] }
        return encoded.withUnsafeBytes { Array($0) }
    }

    private mutating func collect() {
        for result in producer.takeResults() {
            guard let error = result.error else { continue }
            failed += result.recordCount
            firstFailure = firstFailure ?? error
        }
    }
}
