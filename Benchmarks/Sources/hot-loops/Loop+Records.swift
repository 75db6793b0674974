import Records

extension Loop {
    /// Building, checking and walking batches of 100-byte records.
    static var records: [Loop] {
        [
            Loop(name: "build-record", count: 5_000_000) { count in _ = build(count) },
            Loop(name: "walk-record", count: 20_000_000) { count in
                let batch = build(1000)
                var seen = 0
                while seen < count {
                    guard let view = RecordBatch(batch.span.bytes) else {
                        HotLoops.fail("a batch of our own is refused")
                    }
                    var records = RecordIterator(view.header, view.payload)
                    while let record = records.next() {
                        seen += 1
                        if record.value?.byteCount != 100 { HotLoops.fail("a record has another size") }
                    }
                }
            },
            Loop(name: "checksum-4096-bytes", count: 5_000_000) { count in
                let bytes = [UInt8](repeating: 7, count: 4096)
                var sum: UInt32 = 0
                for _ in 0..<count { sum ^= crc32c(bytes.span.bytes) }
                if sum == 1 { print(sum) }
            },
        ]
    }

    /// Appends `count` records in batches of 1,000; answers the last whole batch.
    static func build(_ count: Int) -> [UInt8] {
        let value = [UInt8](repeating: 120, count: 100)
        var builder = RecordBatchBuilder(capacity: 128 << 10)
        do {
            for index in 1...count {
                try builder.append(timestamp: 1_700_000_000_000, key: nil, value: value.span.bytes)
                if index % 1000 == 0 || index == count {
                    try builder.seal()
                    if index < count { builder.removeAll() }
                }
            }
        } catch {
            HotLoops.fail("\(error)")
        }
        return builder.bytes.withUnsafeBytes { [UInt8]($0) }
    }
}
