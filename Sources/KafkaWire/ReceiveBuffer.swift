/// What came from the peer and was not parsed yet: one contiguous block that grows with *received* bytes only, so an
/// announced length costs nothing until the bytes are there.
///
/// Unchecked because of the raw pointer: the value alone owns its memory and cannot be copied.
struct ReceiveBuffer: ~Copyable, @unchecked Sendable {
    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    private var start = 0
    private var end = 0

    /// - Parameter capacity: bytes of the block before it first grows, at least 4096.
    init(capacity: Int) {
        self.capacity = max(capacity, 4096)
        base = .allocate(byteCount: self.capacity, alignment: 16)
    }

    deinit { base.deallocate() }

    /// Bytes received and not parsed.
    var count: Int { end - start }

    /// Room for the next receive, never empty. What was parsed before is gone after this call.
    mutating func space() -> UnsafeMutableRawBufferPointer {
        if start == end {
            start = 0
            end = 0
        } else if start > 0, capacity - end < capacity / 4 {
            base.copyMemory(from: base + start, byteCount: count)
            end -= start
            start = 0
        }
        if capacity - end < capacity / 4 { grow() }
        return UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
    }

    private mutating func grow() {
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2, alignment: 16)
        larger.copyMemory(from: base + start, byteCount: count)
        base.deallocate()
        base = larger
        capacity *= 2
        end -= start
        start = 0
    }

    /// Says that `received` bytes were put into `space()`.
    mutating func commit(_ received: Int) {
        precondition(received >= 0 && received <= capacity - end, "commit \(received) of \(capacity - end) bytes")
        end += received
    }

    /// Takes the next whole frame and answers where its bytes are, without the length before them.
    ///
    /// - Throws: `.malformed` where the announced length is not in 4...`maxBytes`.
    mutating func nextFrame(maxBytes: Int) throws(WireError) -> Range<Int>? {
        guard count >= 4 else { return nil }
        let length = Int(Int32(bigEndian: base.loadUnaligned(fromByteOffset: start, as: Int32.self)))
        guard length >= 4, length <= maxBytes else {
            throw WireError(.malformed, "reply", "announces \(length) bytes, allowed are 4 to \(maxBytes)")
        }
        guard count - 4 >= length else { return nil }
        defer { start += 4 + length }
        return (start + 4)..<(start + 4 + length)
    }

    /// The bytes of a frame that `nextFrame` answered; valid until `space()`.
    @_lifetime(borrow self)
    func bytes(_ frame: Range<Int>) -> RawSpan {
        let bytes = RawSpan(_unsafeStart: UnsafeRawPointer(base + frame.lowerBound), byteCount: frame.count)
        return _overrideLifetime(bytes, borrowing: self)
    }
}
