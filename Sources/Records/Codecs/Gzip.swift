import Binary
import CZlib

/// RFC 1952 by zlib.
enum Gzip {
    /// zlib's flag for a gzip wrapper around the largest window.
    private static let windowBits: Int32 = 15 + 16

    static func compress(
        _ source: UnsafeRawBufferPointer, into output: inout BinaryWriter, level: Int32
    ) throws(RecordsError) {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard
            deflateInit2_(&stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else { throw RecordsError(.codecFailed, "gzip", "deflateInit2 refused level \(level)") }
        defer { deflateEnd(&stream) }
        guard let count = UInt32(exactly: source.count) else {
            throw RecordsError(.tooLarge, "gzip", "\(source.count) bytes to compress")
        }
        stream.next_in = UnsafeMutablePointer(mutating: source.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.avail_in = count
        let bound = Int(deflateBound(&stream, UInt(count)))
        try output.append(upTo: bound) { (room) throws(RecordsError) in
            stream.next_out = room.assumingMemoryBound(to: UInt8.self).baseAddress
            stream.avail_out = UInt32(clamping: room.count)
            let result = deflate(&stream, Z_FINISH)
            guard result == Z_STREAM_END else { throw RecordsError(.codecFailed, "gzip", "deflate answered \(result)") }
            return Int(stream.total_out)
        }
    }

    static func decompress(
        _ source: UnsafeRawBufferPointer, into output: inout BinaryWriter, _ target: BoundedOutput
    ) throws(RecordsError) {
        var stream = z_stream()
        guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw target.failed("inflateInit2 failed")
        }
        defer { inflateEnd(&stream) }
        stream.next_in = UnsafeMutablePointer(mutating: source.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.avail_in = UInt32(clamping: source.count)
        try target.fill(&output, announced: source.count &* 4) { (room) throws(RecordsError) in
            stream.next_out = room.assumingMemoryBound(to: UInt8.self).baseAddress
            stream.avail_out = UInt32(clamping: room.count)
            while true {
                let result = inflate(&stream, Z_NO_FLUSH)
                let wrote = room.count - Int(stream.avail_out)
                switch result {
                case Z_STREAM_END:
                    guard startsMember(stream) else { return (wrote, true) }
                    guard inflateReset(&stream) == Z_OK else { throw target.failed("inflateReset failed") }
                case Z_OK where stream.avail_out == 0, Z_BUF_ERROR where stream.avail_out == 0:
                    return (wrote, false)
                case Z_OK, Z_BUF_ERROR: throw target.corrupt("cut off")
                case Z_MEM_ERROR: throw target.failed("out of memory")
                default: throw target.corrupt(stream.msg.map { String(cString: $0) } ?? "inflate answered \(result)")
                }
            }
        }
    }

    /// Whether another member follows; anything else after a member is ignored, as Java does.
    private static func startsMember(_ stream: z_stream) -> Bool {
        guard stream.avail_in >= 18, let next = stream.next_in else { return false }
        return next[0] == 0x1f && next[1] == 0x8b && next[2] == 8
    }
}
