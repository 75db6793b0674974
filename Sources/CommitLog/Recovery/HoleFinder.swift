import Records
import World

/// Looks for the next whole batch behind damage, byte by byte: nothing in a log tells where one begins but itself.
struct HoleFinder {
    let store: SegmentStore
    /// Offset that a batch must have at least.
    let next: Int64
    private static let step = 1 << 20

    /// The first sound batch after `position`, not at it; nil where the segment has none.
    func nextBatch(after position: Int, in segment: Segment) throws(LogError) -> ScannedBatch? {
        var segment = segment
        let file = try store.file(of: &segment)
        let (size, path) = (segment.size, store.path)
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: HoleFinder.step + RecordBatchHeader.size, alignment: 16)
        defer { buffer.deallocate() }
        var start = position + 1
        while start + RecordBatchHeader.size <= size {
            let count = min(buffer.count, size - start)
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
            let read = try onDisk(path) { () throws(DiskError) in try file.read(into: part, at: Int64(start)) }
            guard read >= RecordBatchHeader.size else { return nil }
            for offset in 0...(read - RecordBatchHeader.size) {
                let bytes = UnsafeRawBufferPointer(rebasing: part[offset..<read])
                guard isLikely(bytes), let batch = try verified(at: start + offset, file, size) else { continue }
                return batch
            }
            start += read - RecordBatchHeader.size + 1
        }
        return nil
    }

    /// A cheap look before a checksum is computed: magic, offset, length.
    private func isLikely(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes[16] == 2 else { return false }
        let base = Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        guard base >= next, base &- next <= Int64(Int32.max) else { return false }
        return RecordBatchHeader(bytes)?.fault == nil
    }

    private func verified(at position: Int, _ file: any File, _ size: Int) throws(LogError) -> ScannedBatch? {
        var scanner = BatchScanner(file, subject: store.path, from: position, to: size)
        return try scanner.nextVerified()
    }
}
