/// Reads big-endian values from a span of bytes that nobody has checked yet.
///
/// Total: every read checks what remains. The first read that does not fit sets `failed`, and from then on every read
/// answers zero or empty, so a decoder tests the flag once per array element and once at the end. Nothing is reserved
/// for a count or length from the wire before it was compared with what remains (see `count(elementSize:)`).
public struct BinaryReader: ~Escapable {
    /// All bytes of this reader, also those already read.
    public let span: RawSpan
    /// Index of the next byte, 0...span.byteCount.
    public var position = 0
    /// Whether a read went past the end or met an illegal value.
    public var failed = false

    /// A reader at the beginning of `span`.
    @_lifetime(copy span)
    @inlinable public init(_ span: RawSpan) { self.span = span }

    /// Bytes not read yet.
    @inlinable public var remaining: Int { span.byteCount &- position }
    /// Whether every byte was read, without failure.
    @inlinable public var isAtEnd: Bool { !failed && remaining == 0 }

    @_lifetime(self: copy self)
    @inlinable mutating func load<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) -> T {
        guard remaining >= MemoryLayout<T>.size, !failed else {
            failed = true
            return 0
        }
        defer { position &+= MemoryLayout<T>.size }
        return T(bigEndian: unsafe span.unsafeLoadUnaligned(fromByteOffset: position, as: T.self))
    }

    /// The next byte as a signed number.
    @_lifetime(self: copy self)
    @inlinable public mutating func int8() -> Int8 { load(Int8.self) }
    /// The next byte.
    @_lifetime(self: copy self)
    @inlinable public mutating func uint8() -> UInt8 { load(UInt8.self) }
    /// Two bytes, big-endian.
    @_lifetime(self: copy self)
    @inlinable public mutating func int16() -> Int16 { load(Int16.self) }
    /// Two bytes, big-endian.
    @_lifetime(self: copy self)
    @inlinable public mutating func uint16() -> UInt16 { load(UInt16.self) }
    /// Four bytes, big-endian.
    @_lifetime(self: copy self)
    @inlinable public mutating func int32() -> Int32 { load(Int32.self) }
    /// Four bytes, big-endian.
    @_lifetime(self: copy self)
    @inlinable public mutating func uint32() -> UInt32 { load(UInt32.self) }
    /// Eight bytes, big-endian.
    @_lifetime(self: copy self)
    @inlinable public mutating func int64() -> Int64 { load(Int64.self) }
    /// Eight bytes, big-endian.
    @_lifetime(self: copy self)
    @inlinable public mutating func uint64() -> UInt64 { load(UInt64.self) }
    /// Eight bytes, IEEE 754.
    @_lifetime(self: copy self)
    @inlinable public mutating func float64() -> Double { Double(bitPattern: load(UInt64.self)) }
    /// One byte; every value but 0 is true, as Kafka reads it.
    @_lifetime(self: copy self)
    @inlinable public mutating func bool() -> Bool { load(UInt8.self) != 0 }
    /// Sixteen bytes.
    @_lifetime(self: copy self)
    @inlinable public mutating func uuid() -> Uuid {
        let high = load(UInt64.self)
        return Uuid(high: high, low: load(UInt64.self))
    }

    /// An unsigned LEB128 number of at most five bytes, as lengths in flexible versions are written.
    @_lifetime(self: copy self)
    @inlinable public mutating func unsignedVarint() -> UInt32 {
        let (value, end) = BinaryReader.varint(span, position, maxBytes: 5)
        guard end > 0, value <= UInt64(UInt32.max), !failed else {
            failed = true
            return 0
        }
        position = end
        return UInt32(truncatingIfNeeded: value)
    }

    /// A zigzag number of at most five bytes, as in records.
    @_lifetime(self: copy self)
    @inlinable public mutating func varint() -> Int32 {
        let raw = unsignedVarint()
        return Int32(bitPattern: (raw >> 1) ^ (0 &- (raw & 1)))
    }

    /// A zigzag number of at most ten bytes, as in records.
    @_lifetime(self: copy self)
    @inlinable public mutating func varlong() -> Int64 {
        let (value, end) = BinaryReader.varint(span, position, maxBytes: 10)
        guard end > 0, !failed else {
            failed = true
            return 0
        }
        position = end
        return Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1)))
    }

    /// A static function over values: a mutating slow path would spill the reader to memory on every field.
    /// Answers the value and the position after it, or an end of -1 where the number does not end in time.
    @inlinable static func varint(_ span: RawSpan, _ start: Int, maxBytes: Int) -> (UInt64, Int) {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        var position = start
        let end = min(span.byteCount, start &+ maxBytes)
        while position < end {
            let byte = unsafe span.unsafeLoad(fromByteOffset: position, as: UInt8.self)
            position &+= 1
            value |= UInt64(byte & 0x7f) &<< shift
            if byte & 0x80 == 0 { return (value, position) }
            shift &+= 7
        }
        return (0, -1)
    }

    /// The next `count` bytes as a part of this reader's span; fails where `count` is negative or more than remain.
    @_lifetime(copy self)
    @inlinable public mutating func bytes(_ count: Int) -> RawSpan {
        guard count >= 0, count <= remaining, !failed else {
            failed = true
            return span.extracting(first: 0)
        }
        defer { position &+= count }
        return span.extracting(position..<(position &+ count))
    }

    /// Goes past `count` bytes.
    @_lifetime(self: copy self)
    @inlinable public mutating func skip(_ count: Int) {
        guard count >= 0, count <= remaining, !failed else {
            failed = true
            return
        }
        position &+= count
    }

    /// The next `count` bytes, copied.
    @_lifetime(self: copy self)
    public mutating func array(_ count: Int) -> [UInt8] {
        let part = bytes(count)
        return part.withUnsafeBytes { unsafe [UInt8]($0) }
    }

    /// The next `count` bytes as text; illegal UTF-8 is replaced, as Kafka does.
    @_lifetime(self: copy self)
    public mutating func string(_ count: Int) -> String {
        let part = bytes(count)
        return part.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Checks a count of elements from the wire against what remains; answers 0 and fails where they cannot fit.
    ///
    /// - Parameter elementSize: the least bytes one element takes, at least 1.
    @_lifetime(self: copy self)
    @inlinable public mutating func count(_ announced: Int, elementSize: Int) -> Int {
        guard announced >= 0, !failed, announced <= remaining / elementSize else {
            failed = true
            return 0
        }
        return announced
    }
}
