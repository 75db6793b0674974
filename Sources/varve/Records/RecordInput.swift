import Glibc

/// Bytes that come from a descriptor as they are needed.
final class RecordInput {
    private let descriptor: Int32?
    /// Called before a read that may block.
    var beforeReading: () throws(Failure) -> Void = {}
    /// What was read; the bytes before `position` were used.
    private(set) var bytes: [UInt8]
    private(set) var position = 0
    private var isEnded = false

    /// Input from a descriptor such as standard input.
    init(descriptor: Int32) {
        self.descriptor = descriptor
        bytes = []
    }

    /// Input that is all there.
    init(_ bytes: [UInt8]) {
        descriptor = nil
        self.bytes = bytes
        isEnded = true
    }

    /// Bytes at hand.
    var available: Range<Int> { position..<bytes.count }

    /// Goes past bytes at hand.
    func skip(_ count: Int) { position += min(count, bytes.count - position) }

    /// Reads more; false at the end.
    func fill() throws(Failure) -> Bool {
        guard let descriptor, !isEnded else { return false }
        if position > 0 {
            bytes.removeFirst(position)
            position = 0
        }
        try beforeReading()
        // What was begun and is not all there is no record.
        guard Interrupt.waitUntilReadable(descriptor) else { throw Failure(.interrupted, "") }
        var count = 0
        let used = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: 256 * 1024))
        repeat {
            count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + used, $0.count - used) }
        } while count < 0 && errno == EINTR
        let reason = errno
        bytes.removeLast(bytes.count - used - max(count, 0))
        isEnded = count <= 0
        if count < 0 { throw Failure(.failed, "cannot read the input: \(String(cString: strerror(reason)))") }
        return count > 0
    }

    /// Makes `count` bytes available if there are that many.
    func need(_ count: Int) throws(Failure) -> Bool {
        while bytes.count - position < count {
            guard try fill() else { return false }
        }
        return true
    }

    /// Whether nothing is left.
    func isAtEnd() throws(Failure) -> Bool { try !need(1) }

    /// Whether `text` comes next.
    func isNext(_ text: [UInt8]) throws(Failure) -> Bool {
        guard try need(text.count) else { return false }
        return bytes[position..<(position + text.count)].elementsEqual(text)
    }

    /// The next `count` bytes, taken; nil where there are fewer.
    func take(_ count: Int) throws(Failure) -> [UInt8]? {
        guard try need(count) else { return nil }
        defer { position += count }
        return Array(bytes[position..<(position + count)])
    }

    /// What stands before the next `delimiter`, taken; the delimiter is not. All that is left where it does not come,
    /// if `orEnd`.
    func take(before delimiter: [UInt8], orEnd: Bool) throws(Failure) -> [UInt8]? {
        var scanned = 0
        while true {
            if let found = find(delimiter, from: position + scanned) { return try take(found - position) }
            scanned = max(bytes.count - position - delimiter.count + 1, 0)
            guard try fill() else { return orEnd ? try take(bytes.count - position) : nil }
        }
    }

    /// Everything to the end, taken.
    func takeAll() throws(Failure) -> [UInt8] {
        while try fill() {}
        return try take(bytes.count - position) ?? []
    }

    private func find(_ delimiter: [UInt8], from start: Int) -> Int? {
        guard let first = delimiter.first else { return nil }
        return bytes.withUnsafeBytes { buffer in
            var at = start
            while at + delimiter.count <= buffer.count,
                let found = memchr(buffer.baseAddress! + at, Int32(first), buffer.count - at)
            {
                at = UnsafeRawPointer(found) - buffer.baseAddress!
                if at + delimiter.count > buffer.count { return nil }
                if buffer[at..<(at + delimiter.count)].elementsEqual(delimiter) { return at }
                at += 1
            }
            return nil
        }
    }
}
