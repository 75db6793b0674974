import Binary
import Quorum
import Testing

/// `00000000000000000000-0000000000.checkpoint` as Kafka 4.3's `storage format --standalone` wrote it.
private let kafkaBootstrap = bytes(
    [
        "00000000000000000000009a0000000002274e8aac002000000002000001a1fe5ef2cb000001a1fe5ef2cbffffffffffffff",
        "ffffffffffffff000000032a0000000800000003160000000001a1fe5ef2c300001e00000208000000050a00000001000082",
        "0100000408000000066e00000200000001d75b9452bab14c9fb68ce90908e1588e020b434f4e54524f4c4c45520a3132372e",
        "302e302e3171a500000000010000000000000000000000030000003f0000000002ad8fa422002000000000000001a1fe5ef2",
        "d6000001a1fe5ef2d6ffffffffffffffffffffffffffff000000011a00000008000000040600000000",
    ].joined())

private func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex.utf8).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

@Suite struct SnapshotTests {
    @Test func readsAndWritesKafkasBytes() throws {
        let snapshot = try Snapshot(kafkaBootstrap.span.bytes, name: "bootstrap")
        let voter = try #require(snapshot.voters?.voters.first)
        #expect(snapshot.kraftVersion == 1)
        #expect(snapshot.lastContainedLogTimestamp == 1_795_268_997_827)
        #expect(voter.key == ReplicaKey(id: 1, directoryId: try #require(Uuid("11uUUrqxTJ-2jOkJCOFYjg"))))
        #expect(voter.endpoints == [.init(name: "CONTROLLER", host: "127.0.0.1", port: 29093)])
        // Kafka stamps header and footer a few milliseconds apart; all else is equal to the byte.
        let ours = try snapshot.encode(epoch: 0, timestamp: 1_795_268_997_835)
        #expect(Array(ours.prefix(166)) == Array(kafkaBootstrap.prefix(166)))
        #expect(ours.count == kafkaBootstrap.count)
    }

    @Test func isWholeOrWorthless() throws {
        let records = (0..<5000).map { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: 64) }
        let snapshot = Snapshot(voters: nil, kraftVersion: 0, lastContainedLogTimestamp: 7, records: records)
        let encoded = try snapshot.encode(epoch: 3, timestamp: 9)
        let again = try Snapshot(encoded.span.bytes, name: "again")
        #expect(again.records == records)
        #expect(try QuorumBatch.read(encoded.span.bytes).batches.map(\.baseOffset) == [0, 1, 4097, 5001])
        for damaged in [Array(encoded.dropLast()), Array(encoded.dropLast(75)), flipped(encoded, 9000), []] {
            #expect(throws: QuorumError.self) { try Snapshot(damaged.span.bytes, name: "damaged") }
        }
    }

    @Test func namesFiles() {
        #expect(SnapshotID(endOffset: 155, epoch: 3).fileName == "00000000000000000155-0000000003.checkpoint")
        #expect(
            SnapshotID(fileName: "00000000000000000155-0000000003.checkpoint") == SnapshotID(endOffset: 155, epoch: 3))
        for name in [
            "155-3.checkpoint", "00000000000000000155-0000000003.checkpoint.part", "bootstrap.checkpoint",
            "-0000000000000000155-0000000003.checkpoint",
        ] {
            #expect(SnapshotID(fileName: name) == nil, "\(name)")
        }
    }

    private func flipped(_ bytes: [UInt8], _ index: Int) -> [UInt8] {
        var copy = bytes
        copy[index] ^= 1
        return copy
    }
}
