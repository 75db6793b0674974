/// One record of a batch, as ranges of the batch's (unpacked) bytes. Valid as long as those are; every length in it has
/// been checked, also in the headers.
public struct Record: ~Escapable {
    @usableFromInline let bytes: RawSpan
    @usableFromInline let keyStart: Int
    @usableFromInline let keyLength: Int
    @usableFromInline let valueStart: Int
    @usableFromInline let valueLength: Int
    @usableFromInline let headersStart: Int
    @usableFromInline let end: Int
    /// The record's offset in its partition.
    public let offset: Int64
    /// Milliseconds since 1970; the producer's time, or the leader's where the batch says so; -1 for none.
    public let timestamp: Int64
    /// How many headers it has.
    public let headerCount: Int

    @_lifetime(copy bytes)
    @inlinable init(
        bytes: RawSpan, keyStart: Int, keyLength: Int, valueStart: Int, valueLength: Int, headersStart: Int, end: Int,
        offset: Int64, timestamp: Int64, headerCount: Int
    ) {
        self.bytes = bytes
        self.keyStart = keyStart
        self.keyLength = keyLength
        self.valueStart = valueStart
        self.valueLength = valueLength
        self.headersStart = headersStart
        self.end = end
        self.offset = offset
        self.timestamp = timestamp
        self.headerCount = headerCount
    }

    /// Whether there is a key; it may be empty.
    @inlinable public var hasKey: Bool { keyLength >= 0 }
    /// Whether there is a value; a record with a key and no value is a tombstone.
    @inlinable public var hasValue: Bool { valueLength >= 0 }
    /// The key; nil for none.
    @inlinable public var key: RawSpan? {
        @_lifetime(copy self)
        get { keyLength < 0 ? nil : bytes.extracting(keyStart..<(keyStart &+ keyLength)) }
    }
    /// The value; nil for none.
    @inlinable public var value: RawSpan? {
        @_lifetime(copy self)
        get { valueLength < 0 ? nil : bytes.extracting(valueStart..<(valueStart &+ valueLength)) }
    }
    /// The headers as they are in the batch, their count first: what `RecordBatchBuilder.append` takes.
    @inlinable public var encodedHeaders: RawSpan {
        @_lifetime(copy self)
        get { bytes.extracting(headersStart..<end) }
    }
    /// The headers, in their order.
    public var headers: RecordHeaders {
        @_lifetime(copy self)
        get { RecordHeaders(bytes.extracting(headersStart..<end)) }
    }
}

/// One header of a record.
public struct RecordHeader: ~Escapable {
    /// Its name, UTF-8 by agreement; names may repeat.
    public let key: RawSpan
    /// Its value; nil for none.
    public let value: RawSpan?

    @_lifetime(copy key, copy value)
    init(key: RawSpan, value: RawSpan?) {
        self.key = key
        self.value = value
    }
}

/// Walks the headers of one record.
public struct RecordHeaders: ~Escapable {
    private let bytes: RawSpan
    private var position: Int
    /// Headers not yet answered.
    public private(set) var remaining: Int

    /// - Parameter bytes: count and headers, checked by `RecordHeaders.end`.
    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) {
        self.bytes = bytes
        let (count, start) = RecordVarint.read(bytes, 0, bytes.byteCount)
        remaining = start < 0 ? 0 : Int(count)
        position = start
    }

    /// The next header.
    @_lifetime(copy self)
    public mutating func next() -> RecordHeader? {
        guard remaining > 0, let key = RecordHeaders.field(bytes, position, bytes.byteCount), key.start >= 0,
            key.length >= 0,
            let value = RecordHeaders.field(bytes, key.start + key.length, bytes.byteCount)
        else { return nil }
        remaining -= 1
        position = value.start + max(value.length, 0)
        let name = bytes.extracting(key.start..<(key.start + key.length))
        guard value.length >= 0 else { return RecordHeader(key: name, value: nil) }
        return RecordHeader(key: name, value: bytes.extracting(value.start..<position))
    }

    /// Where `count` headers that begin at `start` end; nil where they do not fit before `end`.
    @usableFromInline static func end(_ bytes: RawSpan, _ start: Int, count: Int, before end: Int) -> Int? {
        var position = start
        for _ in 0..<count {
            guard let key = field(bytes, position, end), key.length >= 0,
                let value = field(bytes, key.start + key.length, end)
            else { return nil }
            position = value.start + max(value.length, 0)
        }
        return position
    }

    /// A length (-1 for null) and where its bytes begin; nil where they do not fit before `end`.
    private static func field(_ bytes: RawSpan, _ position: Int, _ end: Int) -> (start: Int, length: Int)? {
        let (length, start) = RecordVarint.read(bytes, position, end)
        guard start >= 0, length >= -1, length <= Int64(end - start) else { return nil }
        return (start, Int(length))
    }
}

/// Zigzag numbers inside records. Static functions over values: a mutating reader would live in memory.
@usableFromInline enum RecordVarint {
    /// A number of at most five bytes that fits 32 bits, and the position after it; -1 where there is none before `end`.
    ///
    /// - Parameter end: at most `bytes.byteCount`; `position` is at least 0.
    @inline(__always)
    @inlinable static func read(_ bytes: RawSpan, _ position: Int, _ end: Int) -> (Int64, Int) {
        read(bytes, position, end, maxBytes: 5)
    }

    /// A number of at most ten bytes, and the position after it; -1 where there is none before `end`.
    @inline(__always)
    @inlinable static func readLong(_ bytes: RawSpan, _ position: Int, _ end: Int) -> (Int64, Int) {
        read(bytes, position, end, maxBytes: 10)
    }

    /// One and two bytes are nearly all that occurs: their branches are foreseen, and nothing else is on their way.
    @inline(__always)
    @inlinable static func read(_ bytes: RawSpan, _ position: Int, _ end: Int, maxBytes: Int) -> (Int64, Int) {
        guard position < end else { return (0, -1) }
        let first = unsafe UInt64(bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self))
        if first < 0x80 { return (Int64(bitPattern: (first >> 1) ^ (0 &- (first & 1))), position &+ 1) }
        guard position &+ 1 < end else { return (0, -1) }
        let second = unsafe UInt64(bytes.unsafeLoad(fromUncheckedByteOffset: position &+ 1, as: UInt8.self))
        guard second < 0x80 else { return loop(bytes, position, end, maxBytes) }
        let value = (first & 0x7f) | second &<< 7
        return (Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1))), position &+ 2)
    }

    @inline(never)
    @usableFromInline static func loop(
        _ bytes: RawSpan, _ start: Int, _ end: Int, _ maxBytes: Int
    ) -> (Int64, Int) {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        var position = start
        let last = min(end, start &+ maxBytes)
        while position < last {
            let byte = unsafe bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
            position &+= 1
            value |= UInt64(byte & 0x7f) &<< shift
            if byte < 0x80 {
                let isTooWide = maxBytes == 5 && value > UInt64(UInt32.max)
                return isTooWide ? (0, -1) : (Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1))), position)
            }
            shift &+= 7
        }
        return (0, -1)
    }

    /// Bytes that `value` takes, 1...10.
    @inlinable static func size(_ value: Int64) -> Int {
        let zigzag = UInt64(bitPattern: (value &<< 1) ^ (value >> 63))
        // Every seven significant bits take a byte: (bits + 6) / 7 as a multiplication, and one for zero.
        return ((70 &- zigzag.leadingZeroBitCount) &* 37) >> 8 | (zigzag == 0 ? 1 : 0)
    }
}
