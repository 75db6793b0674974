import CVarve

/// CRC-32C (Castagnoli), the checksum of record batches and of producer snapshots.
///
/// - Parameter crc: the checksum of the bytes before these, 0 at the beginning.
public func crc32c(_ bytes: RawSpan, continuing crc: UInt32 = 0) -> UInt32 {
    bytes.withUnsafeBytes { crc32c($0, continuing: crc) }
}

/// CRC-32C of a buffer.
public func crc32c(_ bytes: UnsafeRawBufferPointer, continuing crc: UInt32 = 0) -> UInt32 {
    guard let base = bytes.baseAddress else { return crc }
    return varve_crc32c(crc, base, bytes.count)
}
