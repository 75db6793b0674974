import CommitLog
import Glibc
import Records

extension Loop {
    /// The embedded engine: append one by one and in batches, read back.
    static var log: [Loop] {
        [
            Loop(name: "append-record-buffered", count: 5_000_000) { count in
                withLog { partition in
                    let value = [UInt8](repeating: 120, count: 100)
                    for _ in 0..<count { _ = try partition.append(value.span.bytes, durability: .buffered) }
                    try partition.flush()
                }
            },
            Loop(name: "append-batch-of-1000-written", count: 5_000) { count in
                let batch = build(1000)
                withLog { partition in
                    for _ in 0..<count { _ = try partition.append(batch: batch.span.bytes, durability: .written) }
                }
            },
            Loop(name: "read-record", count: 5_000_000) { count in
                let batch = build(1000)
                withLog { partition in
                    for _ in 0..<100 { _ = try partition.append(batch: batch.span.bytes, durability: .written) }
                    var seen = 0
                    while seen < count {
                        var reader = try partition.read(from: 0)
                        while var records = try reader.next() {
                            while let record = records.next() {
                                seen += 1
                                if record.value?.byteCount != 100 { HotLoops.fail("a record has another size") }
                            }
                        }
                    }
                }
            },
        ]
    }

    /// Calls `body` with a fresh partition in a temporary directory that goes afterwards.
    private static func withLog(_ body: (Partition) throws -> Void) {
        var template = Array("/tmp/hot-loops-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { HotLoops.fail("no temporary directory") }
        let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        defer { remove(path) }
        do {
            let log = try CommitLog.open(path)
            try body(try log.partition("loop"))
            try log.close()
        } catch {
            HotLoops.fail("\(error)")
        }
    }

    /// The directory is one of mkdtemp's, so its name needs no quoting.
    private static func remove(_ path: String) {
        if system("rm -rf \(path)") != 0 { HotLoops.fail("cannot remove \(path)") }
    }
}
