import Binary
import Records

/// The bytes of `varve.journal`: sixteen bytes of magic and version, then entries, each with a mark to find it by, its
/// length and its checksum. An entry that is damaged or torn is stepped over; those after it still count.
enum JournalFormat {
    static let name = "varve.journal"
    /// Magic and version; a newer version changes the last four bytes.
    static let header: [UInt8] = Array("varve.journ\n".utf8) + [0, 0, 0, 1]
    private static let mark: UInt32 = 0x7F4A_9E21
    private static let frameSize = 12
    /// The most that an entry may claim to be long: as many logs as a node has.
    private static let maxEntry = 64 << 20

    enum Note: Equatable {
        /// A flush made this range of a log durable.
        case flushed(LogIdentity, FlushedRange)
        /// The log is cut at a position of a segment; what was claimed from there on counts no more.
        case cut(LogIdentity, segmentBase: Int64, position: Int)
        /// The log is gone.
        case removed(LogIdentity)
        /// Compaction is about to replace a segment; what was claimed of it counts no more.
        case replaced(LogIdentity, segmentBase: Int64)
    }

    /// Appends one entry.
    static func encode(_ notes: [Note], to writer: inout BinaryWriter) {
        var payload = BinaryWriter(capacity: 64 * notes.count)
        for note in notes { encode(note, to: &payload) }
        writer.uint32(mark)
        writer.uint32(UInt32(clamping: payload.count))
        writer.uint32(crc32c(payload.span))
        writer.bytes(payload.span)
    }

    private static func encode(_ note: Note, to writer: inout BinaryWriter) {
        func begin(_ kind: UInt8, _ log: LogIdentity, _ writer: inout BinaryWriter) {
            writer.uint8(kind)
            writer.uuid(log.topicId)
            writer.int32(log.partition)
        }
        switch note {
        case .flushed(let log, let range):
            begin(1, log, &writer)
            writer.int64(range.segmentBase)
            range.encode(to: &writer)
        case .cut(let log, let base, let position):
            begin(2, log, &writer)
            writer.int64(base)
            writer.uint32(UInt32(clamping: position))
        case .removed(let log): begin(3, log, &writer)
        case .replaced(let log, let base):
            begin(4, log, &writer)
            writer.int64(base)
        }
    }

    /// What a journal's bytes say, entry after entry; nil where they are of another version.
    static func decode(_ bytes: RawSpan) -> [Note]? {
        guard bytes.byteCount >= header.count else { return bytes.byteCount == 0 ? [] : nil }
        for index in header.indices where bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self) != header[index] {
            return nil
        }
        var notes: [Note] = []
        var position = header.count
        while bytes.byteCount - position >= frameSize {
            guard let entry = entry(bytes, at: position) else {
                position += 1
                continue
            }
            var reader = BinaryReader(bytes.extracting(entry))
            while !reader.failed, reader.remaining > 0 {
                guard let note = note(&reader) else { break }
                notes.append(note)
            }
            position = entry.upperBound
        }
        return notes
    }

    /// Where the payload of an intact entry at `position` lies.
    private static func entry(_ bytes: RawSpan, at position: Int) -> Range<Int>? {
        func word(_ offset: Int) -> UInt32 {
            UInt32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: position + offset, as: UInt32.self))
        }
        guard word(0) == mark else { return nil }
        let (start, length) = (position + frameSize, Int(word(4)))
        guard length <= maxEntry, length <= bytes.byteCount - start else { return nil }
        return crc32c(bytes.extracting(start..<start + length)) == word(8) ? start..<start + length : nil
    }

    private static func note(_ reader: inout BinaryReader) -> Note? {
        let kind = reader.uint8()
        let log = LogIdentity(topicId: reader.uuid(), partition: reader.int32())
        let note: Note
        switch kind {
        case 1: note = .flushed(log, FlushedRange(segmentBase: reader.int64(), from: &reader))
        case 2: note = .cut(log, segmentBase: reader.int64(), position: Int(reader.uint32()))
        case 3: note = .removed(log)
        case 4: note = .replaced(log, segmentBase: reader.int64())
        default: return nil
        }
        return reader.failed ? nil : note
    }
}
