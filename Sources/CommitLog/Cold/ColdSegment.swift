public import Records
public import World

/// A file of record batches: a segment, or a metadata snapshot, which has the same form.
public struct ColdSegment: Sendable {
    /// Offset of the first record that may be in it.
    public let base: Int64
    /// The file.
    public let path: String
    /// Its bytes.
    public let size: Int
    private let disk: any Disk

    /// A file whose first offset is `base`.
    public init(base: Int64, path: String, of disk: any Disk) throws(LogError) {
        self.base = base
        self.path = path
        self.disk = disk
        let bytes = try onDisk(path) { () throws(DiskError) in try disk.open(path, .read).size() }
        size = Int(clamping: bytes)
    }

    /// Bytes of the file, fewer where it ends before.
    func bytes(_ range: Range<Int>) throws(LogError) -> [UInt8] {
        let file = try onDisk(path) { () throws(DiskError) in try disk.open(path, .read) }
        var bytes = [UInt8](repeating: 0, count: range.count)
        let result = bytes.withUnsafeMutableBytes { space in
            Result { () throws(LogError) in
                try onDisk(path) { () throws(DiskError) in try file.read(into: space, at: Int64(range.lowerBound)) }
            }
        }
        return Array(bytes.prefix(try result.get()))
    }

    /// Calls `body` with each batch from `position` on, as long as it answers true. Checksums are not verified: ask
    /// the batch (`isIntact`).
    ///
    /// - Parameter body: gets the batch and the position where it begins.
    /// - Returns: where the walk ended: the file's size, the end of the last batch visited, or, with `fault`, the
    ///   position where no batch begins.
    @discardableResult
    public func forEachBatch(
        from position: Int = 0, _ body: (RecordBatch, Int) -> Bool
    ) throws(LogError) -> (end: Int, fault: BatchFault?) {
        let (disk, path) = (disk, path)
        let file = try onDisk(path) { () throws(DiskError) in try disk.open(path, .read) }
        var scanner = BatchScanner(file, subject: path, from: position, to: size, readAhead: 256 << 10)
        while let batch = try scanner.next() {
            let goesOn = try scanner.withBytes(of: batch) { bytes in
                guard let view = RecordBatch(bytes.bytes) else { return false }
                return body(view, batch.position)
            }
            if !goesOn { return (batch.end, nil) }
        }
        return (scanner.position, scanner.fault)
    }
}
