import Binary
import CSnappy

/// Snappy blocks in xerial's framing, as Kafka's clients write them, or one bare block, as some others do.
enum Snappy {
    private static let magic: [UInt8] = [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]
    private static let headerSize = 16
    private static let blockSize = 32 * 1024
    /// The first four bytes of the magic as a block length: another stream begins.
    private static let magicAsLength = UInt32(0x8253_4e41)

    static func compress(_ source: UnsafeRawBufferPointer, into output: inout BinaryWriter) throws(RecordsError) {
        output.bytes(magic)
        output.int32(1)
        output.int32(1)
        var position = 0
        while position < source.count {
            let block = UnsafeRawBufferPointer(rebasing: source[position..<min(position + blockSize, source.count)])
            position += block.count
            let lengthAt = output.count
            output.int32(0)
            try output.append(upTo: snappy_max_compressed_length(block.count)) { (room) throws(RecordsError) in
                var written = room.count
                guard
                    snappy_compress(
                        block.assumingMemoryBound(to: CChar.self).baseAddress, block.count,
                        room.assumingMemoryBound(to: CChar.self).baseAddress, &written) == SNAPPY_OK
                else { throw RecordsError(.codecFailed, "snappy", "refused to compress") }
                return written
            }
            output.overwrite(int32: Int32(truncatingIfNeeded: output.count - lengthAt - 4), at: lengthAt)
        }
    }

    static func decompress(
        _ source: UnsafeRawBufferPointer, into output: inout BinaryWriter, _ target: BoundedOutput
    ) throws(RecordsError) {
        guard source.count >= headerSize, source.prefix(magic.count).elementsEqual(magic) else {
            try block(source, into: &output, target)
            return
        }
        var position = headerSize
        while position < source.count {
            guard source.count - position >= 4 else { throw target.corrupt("cut off in a block's length") }
            let length = UInt32(bigEndian: source.loadUnaligned(fromByteOffset: position, as: UInt32.self))
            if length == magicAsLength, source.count - position >= headerSize {
                position += headerSize
                continue
            }
            position += 4
            guard length <= UInt32(Int32.max), Int(length) <= source.count - position else {
                throw target.corrupt("a block of \(length) bytes is cut off")
            }
            let end = position + Int(length)
            try block(UnsafeRawBufferPointer(rebasing: source[position..<end]), into: &output, target)
            position = end
        }
    }

    private static func block(
        _ source: UnsafeRawBufferPointer, into output: inout BinaryWriter, _ target: BoundedOutput
    ) throws(RecordsError) {
        let start = source.assumingMemoryBound(to: CChar.self).baseAddress
        var length = 0
        guard source.count > 0, snappy_uncompressed_length(start, source.count, &length) == SNAPPY_OK else {
            throw target.corrupt("a block without length")
        }
        // Snappy's best is 64 bytes from three, so a larger promise is a lie and not worth reserving for.
        guard length <= source.count &* 32 else { throw target.corrupt("a block that promises too much") }
        guard length <= target.room(output) else { throw target.tooLarge }
        try output.append(upTo: length) { (room) throws(RecordsError) in
            var written = room.count
            let result = snappy_uncompress(
                start, source.count, room.assumingMemoryBound(to: CChar.self).baseAddress, &written)
            guard result == SNAPPY_OK else { throw target.corrupt("a damaged block") }
            return written
        }
    }
}
