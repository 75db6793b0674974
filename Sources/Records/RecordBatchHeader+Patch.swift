/// What a leader changes in a received batch, in place.
extension RecordBatchHeader {
    /// Sets offset and leader epoch; the checksum stays right, because it does not cover them.
    ///
    /// - Parameter batch: the first 16 bytes of the batch, or more; nothing happens with less.
    @inlinable public static func patch(
        _ batch: UnsafeMutableRawBufferPointer, baseOffset: Int64, leaderEpoch: Int32
    ) {
        guard batch.count >= 16 else { return }
        batch.storeBytes(of: baseOffset.bigEndian, toByteOffset: 0, as: Int64.self)
        batch.storeBytes(of: leaderEpoch.bigEndian, toByteOffset: 12, as: Int32.self)
    }

    /// Makes the batch one of append time: sets the attribute bit and `maxTimestamp`, leaves base timestamp and deltas
    /// as they are (as Kafka does), and computes the checksum again.
    ///
    /// - Parameter batch: the whole batch; nothing happens with less than 61 bytes.
    /// - Returns: the new checksum.
    @discardableResult
    public static func stampAppendTime(_ batch: UnsafeMutableRawBufferPointer, milliseconds: Int64) -> UInt32 {
        guard batch.count >= size else { return 0 }
        var attributes = BatchAttributes(
            rawValue: Int16(bigEndian: batch.loadUnaligned(fromByteOffset: 21, as: Int16.self)))
        attributes.isAppendTime = true
        return restamp(batch, attributes: attributes, maxTimestamp: milliseconds)
    }

    /// Sets attributes and `maxTimestamp` and computes the checksum again.
    ///
    /// - Parameter batch: the whole batch; nothing happens with less than 61 bytes.
    /// - Returns: the new checksum.
    @discardableResult
    public static func restamp(
        _ batch: UnsafeMutableRawBufferPointer, attributes: BatchAttributes, maxTimestamp: Int64
    ) -> UInt32 {
        guard batch.count >= size else { return 0 }
        batch.storeBytes(of: attributes.rawValue.bigEndian, toByteOffset: 21, as: Int16.self)
        batch.storeBytes(of: maxTimestamp.bigEndian, toByteOffset: 35, as: Int64.self)
        let crc = crc32c(UnsafeRawBufferPointer(rebasing: batch[checksummedStart...]))
        batch.storeBytes(of: crc.bigEndian, toByteOffset: 17, as: UInt32.self)
        return crc
    }
}
