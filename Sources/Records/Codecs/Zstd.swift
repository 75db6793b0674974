import Binary
import CZstd

/// Zstandard frames by libzstd.
enum Zstd {
    static func compress(
        _ source: UnsafeRawBufferPointer, into output: inout BinaryWriter, level: Int32
    ) throws(RecordsError) {
        try output.append(upTo: ZSTD_compressBound(source.count)) { (room) throws(RecordsError) in
            let written = ZSTD_compress(room.baseAddress, room.count, source.baseAddress, source.count, level)
            guard ZSTD_isError(written) == 0 else { throw RecordsError(.codecFailed, "zstd", name(written)) }
            return written
        }
    }

    /// Reads frames to the end of the source.
    static func decompress(
        _ source: UnsafeRawBufferPointer, into output: inout BinaryWriter, _ target: BoundedOutput
    ) throws(RecordsError) {
        guard let context = ZSTD_createDCtx() else { throw target.failed("no decompression context") }
        defer { ZSTD_freeDCtx(context) }
        let announced = ZSTD_getFrameContentSize(source.baseAddress, source.count)
        // The two greatest values say "unknown" and "no frame".
        let isKnown = announced < UInt64.max - 1
        if isKnown, announced > UInt64(target.room(output)) { throw target.tooLarge }
        var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
        try target.fill(&output, announced: isKnown ? Int(announced) : source.count &* 4) {
            (room) throws(RecordsError) in
            var buffer = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
            while true {
                let before = (buffer.pos, input.pos)
                let hint = ZSTD_decompressStream(context, &buffer, &input)
                guard ZSTD_isError(hint) == 0 else { throw target.corrupt(name(hint)) }
                if hint == 0, input.pos == input.size { return (buffer.pos, true) }
                if buffer.pos == buffer.size { return (buffer.pos, false) }
                if before == (buffer.pos, input.pos) { throw target.corrupt("cut off") }
            }
        }
    }

    private static func name(_ code: Int) -> String { String(cString: ZSTD_getErrorName(code)) }
}
