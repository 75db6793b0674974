import ClientCore
import Glibc
import KafkaProtocol
import Records
import World

/// What the three client benchmarks have in common.
struct BenchSettings {
    let session: Session
    let topic: String
    let records: Int
    let size: Int
    /// Records a second; nil for as many as go.
    let rate: Int?
    let partitions: Int32?
    let producer: ProducerOptions

    static let options = [
        OptionSpec(name: "records", short: "n", value: "N", help: "how many (default 1000000; e2e 10000)"),
        OptionSpec(name: "size", short: "s", value: "BYTES", help: "of a value (default 100)"),
        OptionSpec(name: "rate", short: "r", value: "N", help: "records a second (default: all there is; e2e 1000)"),
        OptionSpec(name: "partitions", short: "p", value: "N", help: "creates the topic with N where there is none"),
    ]
    static let producing = [
        OptionSpec(name: "acks", value: "N", help: "-1 all in sync (default), 1 the leader, 0 nobody"),
        OptionSpec(name: "compression", short: "z", value: "CODEC", help: "none, gzip, snappy, lz4 or zstd"),
        OptionSpec(name: "batch-size", value: "BYTES", help: "of a full batch (default 1000000; e2e 16384)"),
        OptionSpec(name: "linger", value: "MS", help: "how long a batch waits for more (default 5; e2e 0)"),
    ]

    /// - Parameters: what holds where the call does not say.
    init(_ invocation: Invocation, records: Int, rate: Int?, batchSize: Int, linger: Int) throws(Failure) {
        session = try Session(invocation)
        topic = invocation.positionals[0]
        self.records = try invocation.number("records", in: 1...1_000_000_000_000) ?? records
        size = try invocation.number("size", in: 8...100_000_000) ?? 100
        self.rate = try invocation.number("rate", in: 1...100_000_000) ?? rate
        partitions = try invocation.number("partitions", in: 1...1_000_000).map(Int32.init)
        var options = try invocation.producerOptions()
        options.batchSize = try invocation.number("batch-size", in: 100...100_000_000) ?? batchSize
        options.linger = Int64(try invocation.number("linger", in: 0...60_000) ?? linger)
        options.maxRequestSize = max(1 << 20, options.batchSize, size + 100)
        options.bufferMemory = max(64 << 20, options.maxRequestSize * 4)
        producer = options
        if let partitions { try create(partitions) }
    }

    /// Milliseconds for which the topic may be missing: a new one takes a moment to be everywhere.
    var patience: Int64 { partitions == nil ? 500 : 5_000 }

    private func create(_ partitions: Int32) throws(Failure) {
        do throws(ClientError) {
            try session.admin.createTopic(NewTopic(topic, partitions: partitions))
        } catch {
            if error.kafka != .topicAlreadyExists { throw Failure(error) }
        }
    }
}

/// Values for benchmarks: no two alike, no codec makes them smaller, and none is allocated.
struct BenchValues {
    private var block: [UInt8]
    let size: Int
    private var next = 0

    init(size: Int) {
        self.size = size
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        block = (0..<(size + 65_536)).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }

    /// Calls `body` with the next value; a number may be written over its first eight bytes.
    mutating func withNext<Result, Failure: Error>(
        stamp: Int64? = nil, _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        next = (next &+ 97) & 0xffff
        if let stamp {
            for byte in 0..<8 { block[next + byte] = UInt8(truncatingIfNeeded: stamp >> Int64(56 - byte * 8)) }
        }
        return try body(block.span.bytes.extracting(next..<(next + size)))
    }

    /// The number written over the first eight bytes of a value.
    static func stamp(_ value: RawSpan) -> Int64? {
        guard value.byteCount >= 8 else { return nil }
        return Int64(bigEndian: value.unsafeLoadUnaligned(as: Int64.self))
    }
}

/// Measures from where it is made to `stop`.
struct BenchClock {
    var result = BenchResult()
    private let begin = PlainClient.now
    private let cpu = BenchResult.cpuNow

    mutating func stop() {
        result.nanoseconds = PlainClient.now.nanoseconds - begin.nanoseconds
        result.cpuSeconds = BenchResult.cpuNow - cpu
    }
}

/// What a benchmark found, in one row.
struct BenchResult {
    var records = 0
    var bytes = 0
    var failed = 0
    var nanoseconds: Int64 = 1
    /// Processor seconds of this process.
    var cpuSeconds = 0.0
    var latency: Histogram?

    /// Processor seconds of this process so far.
    static var cpuNow: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// What the benchmark of that name reports.
    static func schema(_ mode: String, withLatency: Bool) -> ReportSchema {
        let common = ["records", "failed", "seconds", "records_per_s", "mb_per_s", "client_cpu_s"]
        let latency = withLatency ? ["p50_ms", "p99_ms", "p999_ms", "max_ms"] : []
        return ReportSchema(
            "bench.\(mode)", isSingle: true, [Column("mode")] + (common + latency).map { Column($0, .number) })
    }

    func report(_ invocation: Invocation, _ mode: String) -> Report {
        let seconds = Double(max(nanoseconds, 1)) / 1e9
        var row: [Value] = [
            .text(mode), .int(Int64(records)), .int(Int64(failed)), .double(seconds),
            .double((Double(records) / seconds).rounded()), .double(Double(bytes) / 1e6 / seconds),
            .double(cpuSeconds),
        ]
        if let latency {
            let times = [0.5, 0.99, 0.999].map { latency.percentile($0) } + [latency.maximum]
            row += times.map { .double(Double($0) / 1e6) }
        }
        return Report(invocation, rows: [row])
    }
}
