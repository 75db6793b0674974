import Binary
import CLZ4

/// The LZ4 frame format by liblz4, with Kafka's choices: independent blocks of 64 KiB, no checksum of the content.
enum Lz4 {
    static func compress(
        _ source: UnsafeRawBufferPointer, into output: inout BinaryWriter, level: Int32
    ) throws(RecordsError) {
        var preferences = LZ4F_preferences_t()
        preferences.frameInfo.blockSizeID = LZ4F_max64KB
        preferences.frameInfo.blockMode = LZ4F_blockIndependent
        preferences.compressionLevel = level
        let bound = LZ4F_compressFrameBound(source.count, &preferences)
        try output.append(upTo: bound) { (room) throws(RecordsError) in
            let written = LZ4F_compressFrame(
                room.baseAddress, room.count, source.baseAddress, source.count, &preferences)
            guard LZ4F_isError(written) == 0 else { throw RecordsError(.codecFailed, "lz4", name(written)) }
            return written
        }
    }

    /// Reads one frame; what follows it is ignored, as Kafka does.
    static func decompress(
        _ source: UnsafeRawBufferPointer, into output: inout BinaryWriter, _ target: BoundedOutput
    ) throws(RecordsError) {
        var context: OpaquePointer?
        guard LZ4F_isError(LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))) == 0 else {
            throw target.failed("no decompression context")
        }
        defer { LZ4F_freeDecompressionContext(context) }
        var position = 0
        try target.fill(&output, announced: source.count &* 4) { (room) throws(RecordsError) in
            var wrote = 0
            while true {
                var written = room.count - wrote
                var read = source.count - position
                let hint = LZ4F_decompress(
                    context, room.baseAddress.map { $0 + wrote }, &written, source.baseAddress.map { $0 + position },
                    &read, nil)
                guard LZ4F_isError(hint) == 0 else { throw target.corrupt(name(hint)) }
                wrote += written
                position += read
                if hint == 0 { return (wrote, true) }
                if wrote == room.count { return (wrote, false) }
                if written == 0 && read == 0 { throw target.corrupt("cut off") }
            }
        }
    }

    private static func name(_ code: Int) -> String { String(cString: LZ4F_getErrorName(code)) }
}
