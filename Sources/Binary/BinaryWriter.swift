#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes big-endian values to a buffer of its own that grows as needed and is kept across `removeAll()`.
///
/// Unchecked because of the raw pointer: the value alone owns its memory and cannot be copied.
public struct BinaryWriter: ~Copyable, @unchecked Sendable {
    @usableFromInline var base: UnsafeMutableRawPointer
    @usableFromInline var capacity: Int
    @usableFromInline var written = 0
    /// Bytes written so far.
    @inlinable public var count: Int { written }

    /// An empty writer with room for `capacity` bytes before it first grows.
    public init(capacity: Int = 256) {
        self.capacity = max(capacity, 16)
        base = .allocate(byteCount: self.capacity, alignment: 16)
    }

    deinit { base.deallocate() }

    /// Makes room for `count` more bytes.
    @inlinable public mutating func reserve(_ more: Int) {
        if capacity &- count < more { grow(more) }
    }

    @usableFromInline mutating func grow(_ more: Int) {
        let wanted = max(capacity * 2, count + more)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: wanted, alignment: 16)
        larger.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = larger
        capacity = wanted
    }

    @inlinable mutating func store<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
        reserve(MemoryLayout<T>.size)
        base.storeBytes(of: value.bigEndian, toByteOffset: count, as: T.self)
        written &+= MemoryLayout<T>.size
    }

    /// Appends one byte.
    @inlinable public mutating func int8(_ value: Int8) { store(value) }
    /// Appends one byte.
    @inlinable public mutating func uint8(_ value: UInt8) { store(value) }
    /// Appends two bytes.
    @inlinable public mutating func int16(_ value: Int16) { store(value) }
    /// Appends two bytes.
    @inlinable public mutating func uint16(_ value: UInt16) { store(value) }
    /// Appends four bytes.
    @inlinable public mutating func int32(_ value: Int32) { store(value) }
    /// Appends four bytes.
    @inlinable public mutating func uint32(_ value: UInt32) { store(value) }
    /// Appends eight bytes.
    @inlinable public mutating func int64(_ value: Int64) { store(value) }
    /// Appends eight bytes.
    @inlinable public mutating func uint64(_ value: UInt64) { store(value) }
    /// Appends eight bytes, IEEE 754.
    @inlinable public mutating func float64(_ value: Double) { store(value.bitPattern) }
    /// Appends one byte, 1 or 0.
    @inlinable public mutating func bool(_ value: Bool) { store(value ? 1 : 0 as UInt8) }
    /// Appends sixteen bytes.
    @inlinable public mutating func uuid(_ value: Uuid) {
        store(value.high)
        store(value.low)
    }

    /// Appends an unsigned LEB128 number, 1 to 5 bytes.
    @inlinable public mutating func unsignedVarint(_ value: UInt32) { unsignedVarlong(UInt64(value)) }

    /// Appends an unsigned LEB128 number, 1 to 10 bytes.
    @inlinable public mutating func unsignedVarlong(_ value: UInt64) {
        reserve(10)
        var rest = value
        while rest >= 0x80 {
            base.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, toByteOffset: count, as: UInt8.self)
            written &+= 1
            rest >>= 7
        }
        base.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: count, as: UInt8.self)
        written &+= 1
    }

    /// Appends a zigzag number, 1 to 5 bytes, as in records.
    @inlinable public mutating func varint(_ value: Int32) {
        unsignedVarint(UInt32(bitPattern: (value &<< 1) ^ (value >> 31)))
    }

    /// Appends a zigzag number, 1 to 10 bytes, as in records.
    @inlinable public mutating func varlong(_ value: Int64) {
        unsignedVarlong(UInt64(bitPattern: (value &<< 1) ^ (value >> 63)))
    }

    /// Appends the bytes of a span.
    @inlinable public mutating func bytes(_ value: RawSpan) {
        value.withUnsafeBytes { bytes($0) }
    }

    /// Appends the bytes of a buffer.
    @inlinable public mutating func bytes(_ value: UnsafeRawBufferPointer) {
        guard let source = value.baseAddress, value.count > 0 else { return }
        reserve(value.count)
        (base + count).copyMemory(from: source, byteCount: value.count)
        written &+= value.count
    }

    /// Appends the bytes of an array.
    @inlinable public mutating func bytes(_ value: [UInt8]) {
        value.withUnsafeBytes { bytes($0) }
    }

    /// Appends the UTF-8 of a string, without a length.
    @inlinable public mutating func utf8(_ value: String) {
        var value = value
        value.withUTF8 { bytes(UnsafeRawBufferPointer($0)) }
    }

    /// Appends `count` zero bytes.
    public mutating func zeros(_ zeros: Int) {
        reserve(zeros)
        (base + count).initializeMemory(as: UInt8.self, repeating: 0, count: zeros)
        written += zeros
    }

    /// Appends up to `count` bytes that `body` writes to the room it is given; `body` answers how many it wrote.
    @inlinable public mutating func append<E: Error>(
        upTo count: Int, _ body: (UnsafeMutableRawBufferPointer) throws(E) -> Int
    ) throws(E) {
        reserve(count)
        let wrote = try body(UnsafeMutableRawBufferPointer(start: base + written, count: count))
        precondition(wrote >= 0 && wrote <= count, "\(wrote) bytes written to room for \(count)")
        written &+= wrote
    }

    /// Overwrites four bytes written before, such as a length that is known only now.
    @inlinable public mutating func overwrite(int32 value: Int32, at position: Int) {
        precondition(position >= 0 && position <= count &- 4, "overwrite at \(position) of \(count) bytes")
        base.storeBytes(of: value.bigEndian, toByteOffset: position, as: Int32.self)
    }

    /// Overwrites four bytes written before.
    @inlinable public mutating func overwrite(uint32 value: UInt32, at position: Int) {
        overwrite(int32: Int32(bitPattern: value), at: position)
    }

    /// Forgets what was written after the first `count` bytes.
    @inlinable public mutating func truncate(to newCount: Int) {
        precondition(newCount >= 0 && newCount <= count, "truncate to \(newCount) of \(count) bytes")
        written = newCount
    }

    /// Forgets everything and keeps the buffer.
    @inlinable public mutating func removeAll() { written = 0 }

    /// What was written; valid until the next change.
    public var span: RawSpan {
        @_lifetime(borrow self)
        @inlinable get {
            let bytes = RawSpan(_unsafeStart: UnsafeRawPointer(base), byteCount: count)
            return _overrideLifetime(bytes, borrowing: self)
        }
    }

    /// Calls `body` with what was written, to change it in place.
    @inlinable public mutating func withUnsafeMutableBytes<R>(_ body: (UnsafeMutableRawBufferPointer) -> R) -> R {
        body(UnsafeMutableRawBufferPointer(start: base, count: count))
    }

    /// Calls `body` with what was written.
    @inlinable public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        body(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// What was written, copied.
    public func array() -> [UInt8] { withUnsafeBytes { [UInt8]($0) } }
}
