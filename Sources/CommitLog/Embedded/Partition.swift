import Binary
import Posix
public import Records
import Synchronization
import World

/// One partition of an embedded log: a sequence of records, each with an offset. Any thread may call it.
public final class Partition: Sendable {
    /// The engine's log under it.
    public let log: PartitionLog
    let world: LogWorld
    let flusher: Flusher
    let options: CommitLogOptions
    /// nil where it is somebody else's and only read.
    private let directory: LogDirectory?
    var isReadOnly: Bool { directory == nil }
    private let epoch: Int32
    private let state: Mutex<Stage>
    let watch: Watch
    /// How long buffered records wait for others.
    private static let bufferNanoseconds: Int64 = 1_000_000

    /// - Parameter directory: nil for a log that is only read.
    init(
        _ log: PartitionLog, in directory: LogDirectory?, _ world: LogWorld, _ flusher: Flusher,
        _ options: CommitLogOptions
    ) {
        self.directory = directory
        self.log = log
        self.world = world
        self.flusher = flusher
        self.options = options
        // Nobody else gives out epochs in a directory that belongs to no cluster; a broker's first one is above it.
        let epoch = max(0, log.epochs.latest ?? 0)
        self.epoch = epoch
        if directory != nil { log.become(.leader(epoch: epoch)) }
        state = Mutex(Stage(log, epoch: epoch, options: options, clock: world.clock))
        watch = Watch(log)
        if directory == nil { stop() } else { publish() }
    }

    /// The topic's name.
    public var topic: String { log.topic }
    /// The partition's number.
    public var number: Int32 { log.partition }
    /// Offset of the oldest record.
    public var start: Int64 { log.ends.start }
    /// Offset after the last record that readers see.
    public var end: Int64 { log.ends.high }
    /// Records that were durable and are not readable any more, by offsets.
    public var damage: [Damage] { log.damage }

    // MARK: Append

    /// Appends a record; answers its offset. `.buffered` costs some tens of nanoseconds and no allocation.
    ///
    /// - Parameter timestampMilliseconds: nil takes the time of the append, to about 64 records.
    /// - Throws: `.outOfSpace` (try again later), `.largerThanSegment`; `.readOnly`; `.offline` after `close`, or once a write or sync
    ///   has failed: nothing is acknowledged any more until the directory is opened anew. With `.buffered` also what
    ///   writing earlier records threw; the record is not appended then.
    @discardableResult
    public func append(
        _ value: RawSpan, key: RawSpan? = nil, timestampMilliseconds: Int64? = nil,
        durability: Durability = .durable
    ) throws(LogError) -> Int64 {
        guard durability == .buffered else {
            let offsets = try stage(durability) { (stage) throws(LogError) in
                _ = try stage.add(key: key, value: value, timestamp: timestampMilliseconds)
            }
            if durability == .durable { try settle(offsets.upperBound) }
            return offsets.lowerBound
        }
        let (offset, needsTimer) = try state.withLock { (stage) throws(LogError) in
            if stage.isStopped { throw closed }
            let offset = try stage.add(key: key, value: value, timestamp: timestampMilliseconds)
            if stage.isTimed { return (offset, false) }
            stage.isTimed = true
            return (offset, true)
        }
        if needsTimer { startTimer() }
        return offset
    }

    /// Appends a record of bytes; see `append(_:key:timestampMilliseconds:durability:)`.
    @discardableResult
    public func append(
        _ value: [UInt8], key: [UInt8]? = nil, timestampMilliseconds: Int64? = nil, durability: Durability = .durable
    ) throws(LogError) -> Int64 {
        guard let key else {
            return try append(
                value.span.bytes, key: nil, timestampMilliseconds: timestampMilliseconds, durability: durability)
        }
        return try append(
            value.span.bytes, key: key.span.bytes, timestampMilliseconds: timestampMilliseconds, durability: durability)
    }

    /// Appends a record of text; see `append(_:key:timestampMilliseconds:durability:)`.
    @discardableResult
    public func append(
        _ value: String, key: String? = nil, timestampMilliseconds: Int64? = nil, durability: Durability = .durable
    ) throws(LogError) -> Int64 {
        try append(
            Array(value.utf8), key: key.map { Array($0.utf8) }, timestampMilliseconds: timestampMilliseconds,
            durability: durability)
    }

    /// Appends records, as one batch and so all or none of them where they fit into 256 KiB; answers their offsets.
    @discardableResult
    public func append(
        _ records: [NewRecord], durability: Durability = .durable
    ) throws(LogError) -> Range<Int64> {
        let offsets = try stageWritten(records, durability)
        if durability == .durable { try settle(offsets.upperBound) }
        return offsets
    }

    /// Appends records as far as the page cache, or the memory of this process.
    func stageWritten(_ records: [NewRecord], _ durability: Durability) throws(LogError) -> Range<Int64> {
        guard durability == .buffered else {
            return try stage(durability) { (stage) throws(LogError) in
                for record in records { try stage.add(record) }
            }
        }
        let bytes = records.reduce(0) { $0 + $1.maxEncodedBytes }
        let (offsets, needsTimer) = try state.withLock { (stage) throws(LogError) -> (Range<Int64>, Bool) in
            if stage.isStopped { throw closed }
            try stage.makeRoom(forAll: bytes)
            let first = stage.next
            for record in records { try stage.add(record) }
            let needsTimer = !stage.isTimed && !stage.isEmpty
            if needsTimer { stage.isTimed = true }
            return (first..<stage.next, needsTimer)
        }
        if needsTimer { startTimer() }
        return offsets
    }

    /// Appends a batch that the caller made, in its own memory: the builder is sealed, and gets offset and epoch. Empty it
    /// with `removeAll` and go on. Answers the offsets.
    ///
    /// - Throws: also `.outOfOrderSequence` and its kind where the batch has a producer id.
    @discardableResult
    public func append(
        batch: inout RecordBatchBuilder, durability: Durability = .durable
    ) throws(LogError) -> Range<Int64> {
        let visible = durability != .durable
        let offsets = try state.withLock { (stage) throws(LogError) in
            if stage.isStopped { throw closed }
            try stage.write(visible: true)
            return try stage.write(batch: &batch, visible: visible)
        }
        if durability == .durable { try settle(offsets.upperBound) } else { watch.tell() }
        return offsets
    }

    /// Appends an encoded record batch (magic 2), as a client or another log made it; answers the offsets.
    ///
    /// - Throws: `.invalidRecord` where it is not exactly one batch whose checksum is right.
    @discardableResult
    public func append(batch bytes: RawSpan, durability: Durability = .durable) throws(LogError) -> Range<Int64> {
        guard let batch = RecordBatch(bytes), batch.bytes.byteCount == bytes.byteCount, batch.header.fault == nil,
            !batch.header.isControl, batch.isIntact
        else { throw LogError(.invalidRecord, log.path, "not exactly one sound record batch") }
        let visible = durability != .durable
        var copy = BinaryWriter(capacity: bytes.byteCount)
        copy.bytes(bytes)
        let result = copy.withUnsafeMutableBytes { buffer -> Result<Range<Int64>, LogError> in
            // The closure below runs before this call returns; nobody else has the bytes.
            nonisolated(unsafe) let buffer = buffer
            do throws(LogError) {
                return .success(
                    try state.withLock { (stage) throws(LogError) in
                        if stage.isStopped { throw closed }
                        try stage.write(visible: true)
                        return try stage.write(batch: buffer, visible: visible)
                    })
            } catch { return .failure(error) }
        }
        let offsets = try result.get()
        if durability == .durable { try settle(offsets.upperBound) } else { watch.tell() }
        return offsets
    }

    /// Adds records by `body` and writes them. Earlier buffered records go first, so that a failure takes back these and
    /// no others.
    private func stage(
        _ durability: Durability, _ body: (inout Stage) throws(LogError) -> Void
    ) throws(LogError) -> Range<Int64> {
        let offsets = try state.withLock { (stage) throws(LogError) in
            if stage.isStopped { throw closed }
            try stage.write(visible: true)
            let first = stage.next
            do throws(LogError) {
                try body(&stage)
                try stage.write(visible: durability == .written)
            } catch {
                // What of the records is written already stays: more than a batch is not one write.
                stage.drop(to: log.ends.end)
                throw error
            }
            return first..<stage.next
        }
        if durability == .written { watch.tell() }
        return offsets
    }

    /// Waits until what was written is durable, and shows it to readers.
    private func settle(_ end: Int64) throws(LogError) {
        try watch.waitUntilDurable(end, flusher)
        publish()
    }

    // MARK: Write and flush

    /// Writes what is buffered to the page cache.
    func write() throws(LogError) {
        let wrote = try state.withLock { (stage) throws(LogError) in
            defer { stage.isTimed = false }
            guard !stage.isEmpty else { return false }
            try stage.write(visible: true)
            return true
        }
        if wrote { watch.tell() }
    }

    /// Makes everything appended so far durable.
    public func flush() throws(LogError) {
        try write()
        try settle(log.ends.end)
    }

    /// Shows readers everything that is durable.
    func publish() {
        let ends = log.ends
        if ends.durable > ends.high, (try? log.raiseHighWatermark(to: ends.durable, epoch: epoch)) != nil {
            watch.tell()
        }
    }

    /// Takes no more records.
    func stop() {
        state.withLock { $0.isStopped = true }
        watch.stop()
    }

    private var closed: LogError {
        isReadOnly ? CommitLog.readOnly(log.path) : LogError(.offline, log.path, "the log is closed")
    }

    private func startTimer() {
        world.jobs.submit(.write, afterNanoseconds: Self.bufferNanoseconds) { [weak self] in
            // What cannot be written stays buffered; who appends or flushes next hears why.
            try? self?.write()
        }
    }

    // MARK: Remove

    /// Removes the records before `offset`, durably; their space is given back by `maintain`.
    ///
    /// - Throws: `.offsetOutOfRange` beyond the end.
    public func deleteRecords(before offset: Int64) throws(LogError) {
        guard let directory else { throw closed }
        try write()
        try directory.deleteRecords(of: log, before: offset)
    }
}

extension NewRecord {
    /// At least as many bytes as the record takes in a batch.
    fileprivate var maxEncodedBytes: Int {
        headers.reduce(Stage.fieldBytes + (key?.count ?? 0) + (value?.count ?? 0)) {
            $0 + $1.name.utf8.count + ($1.value?.count ?? 0) + 10
        }
    }
}

extension Stage {
    /// Adds a record with its headers.
    fileprivate mutating func add(_ record: NewRecord) throws(LogError) {
        var headers = RecordHeaderList()
        for header in record.headers {
            let name = Array(header.name.utf8)
            if let value = header.value {
                headers.append(name.span.bytes, value.span.bytes)
            } else {
                headers.append(name.span.bytes, nil)
            }
        }
        let (key, value) = (record.key ?? [], record.value ?? [])
        _ = try add(
            key: record.key == nil ? nil : key.span.bytes, value: record.value == nil ? nil : value.span.bytes,
            timestamp: record.timestampMilliseconds, encodedHeaders: headers.bytes)
    }
}
