import Binary
public import KafkaProtocol

/// One request as it stands in the memory it was received in: its header, and where its body begins.
///
/// A view without ownership: it lives while the handler's call lasts, no longer. The memory may be written to.
public struct Frame {
    /// The frame without its length.
    public let bytes: UnsafeMutableRawBufferPointer
    /// The header as sent: key and version may be any value.
    public let header: FrameHeader
    /// Where the body begins.
    public let bodyStart: Int

    /// Reads the header; nil where it is not whole.
    init?(_ bytes: UnsafeMutableRawBufferPointer) {
        self.bytes = bytes
        var reader = BinaryReader(UnsafeRawBufferPointer(bytes).bytes)
        header = FrameHeader(from: &reader)
        bodyStart = reader.position
        if reader.failed { return nil }
    }

    /// The client id as text; nil for null.
    public var clientId: String? { header.clientId.map { String(decoding: bytes[$0], as: UTF8.self) } }

    /// Whether the client calls itself so.
    func hasClientId(_ name: StaticString) -> Bool {
        guard let range = header.clientId, range.count == name.utf8CodeUnitCount else { return false }
        return bytes[range].elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: range.count))
    }

    /// All bytes after the length, for reading.
    public var span: RawSpan {
        @_lifetime(borrow self) get { _overrideLifetime(UnsafeRawBufferPointer(bytes).bytes, borrowing: self) }
    }

    /// A part of the frame.
    func part(_ range: Range<Int>) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: bytes[range])
    }
}
