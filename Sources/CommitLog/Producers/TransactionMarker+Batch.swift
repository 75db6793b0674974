import Records

extension TransactionMarker {
    /// Reads the one record of a control batch; nil where it is no transaction marker.
    init?(batch bytes: RawSpan) {
        guard let batch = RecordBatch(bytes), batch.header.isControl, batch.header.compression == Compression.none
        else {
            return nil
        }
        var records = RecordIterator(batch.header, batch.payload)
        guard let record = records.next() else { return nil }
        self.init(key: record.key, value: record.value)
    }

    /// The marker of a staged batch; nil where it holds records.
    init?(_ batch: StagedBatch) {
        guard batch.header.isControl else { return nil }
        self.init(batch: UnsafeRawBufferPointer(start: batch.bytes, count: batch.header.sizeInBytes).bytes)
    }
}
