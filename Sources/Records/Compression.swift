public import Binary

/// How the records of a batch are packed; the raw value is the number in the batch's attributes.
public enum Compression: UInt8, CaseIterable, Hashable, Sendable {
    /// Not at all.
    case none = 0
    /// RFC 1952, several members allowed.
    case gzip = 1
    /// Blocks of snappy in xerial's framing, or one bare block.
    case snappy = 2
    /// The LZ4 frame format.
    case lz4 = 3
    /// Zstandard frames.
    case zstd = 4

    /// Kafka's word for it, as in `compression.type`.
    public var name: String {
        switch self {
        case .none: "none"
        case .gzip: "gzip"
        case .snappy: "snappy"
        case .lz4: "lz4"
        case .zstd: "zstd"
        }
    }

    /// The codec of that word; "uncompressed" is `none`.
    public init?(name: String) {
        guard let found = Compression.allCases.first(where: { $0.name == name }) else {
            guard name == "uncompressed" else { return nil }
            self = .none
            return
        }
        self = found
    }

    /// Appends `source` in packed form.
    ///
    /// - Parameter level: the codec's own (gzip 1...9, lz4 1...17, zstd -131072...22); nil for Kafka's default.
    /// - Throws: `.codecFailed`; `output` is then as before.
    public func compress(
        _ source: RawSpan, into output: inout BinaryWriter, level: Int32? = nil
    ) throws(RecordsError) {
        let start = output.count
        do throws(RecordsError) {
            try source.withUnsafeBytes { (bytes) throws(RecordsError) in
                switch self {
                case .none: output.bytes(bytes)
                case .gzip: try Gzip.compress(bytes, into: &output, level: level ?? -1)
                case .snappy: try Snappy.compress(bytes, into: &output)
                case .lz4: try Lz4.compress(bytes, into: &output, level: level ?? 0)
                case .zstd: try Zstd.compress(bytes, into: &output, level: level ?? 3)
                }
            }
        } catch {
            output.truncate(to: start)
            throw error
        }
    }

    /// Appends the unpacked form of `source`, which may be hostile.
    ///
    /// - Parameter maxBytes: the most that may be appended; nothing beyond is ever reserved, whatever sizes the data
    ///   announces.
    /// - Throws: `.corrupt`, `.tooLarge`, `.codecFailed`; `output` is then as before.
    public func decompress(
        _ source: RawSpan, into output: inout BinaryWriter, maxBytes: Int
    ) throws(RecordsError) {
        let start = output.count
        do throws(RecordsError) {
            try source.withUnsafeBytes { (bytes) throws(RecordsError) in
                let target = BoundedOutput(start: start, maxBytes: maxBytes, codec: self)
                switch self {
                case .none: try target.append(bytes, to: &output)
                case .gzip: try Gzip.decompress(bytes, into: &output, target)
                case .snappy: try Snappy.decompress(bytes, into: &output, target)
                case .lz4: try Lz4.decompress(bytes, into: &output, target)
                case .zstd: try Zstd.decompress(bytes, into: &output, target)
                }
            }
        } catch {
            output.truncate(to: start)
            throw error
        }
    }
}

/// Lets a decompressor append in steps, each as large as all before it, and never past a bound.
struct BoundedOutput {
    private let start: Int
    private let bound: Int
    private let codec: Compression

    init(start: Int, maxBytes: Int, codec: Compression) {
        self.start = start
        bound = min(max(maxBytes, 0), Int(Int32.max))
        self.codec = codec
    }

    /// Bytes that may still be appended.
    func room(_ output: borrowing BinaryWriter) -> Int { bound - (output.count - start) }

    var tooLarge: RecordsError {
        RecordsError(.tooLarge, "\(codec.name) data", "unpacks to more than \(bound) bytes")
    }

    func corrupt(_ cause: String) -> RecordsError { RecordsError(.corrupt, "\(codec.name) data", cause) }
    func failed(_ cause: String) -> RecordsError { RecordsError(.codecFailed, codec.name, cause) }

    /// Appends bytes that are known already.
    func append(_ bytes: UnsafeRawBufferPointer, to output: inout BinaryWriter) throws(RecordsError) {
        guard bytes.count <= room(output) else { throw tooLarge }
        output.bytes(bytes)
    }

    /// Calls `step` with more and more room until it says that all is done.
    ///
    /// - Parameter announced: the size to expect; only a hint, because it comes from the data.
    func fill(
        _ output: inout BinaryWriter, announced: Int,
        _ step: (UnsafeMutableRawBufferPointer) throws(RecordsError) -> (wrote: Int, isDone: Bool)
    ) throws(RecordsError) {
        var size = min(max(announced, 4096), 1 << 20)
        while true {
            var isDone = false
            // One byte over the bound, so that reaching it and going past it look different.
            let room = min(size, room(output) + 1)
            try output.append(upTo: room) { (buffer) throws(RecordsError) in
                let result = try step(buffer)
                isDone = result.isDone
                return result.wrote
            }
            if output.count - start > bound { throw tooLarge }
            if isDone { return }
            size = output.count - start + 4096
        }
    }
}
