import KafkaProtocol
import Testing
import World

@testable import Coordination

/// The rules of KIP-932 for one partition.
@Suite struct SharePartitionTests {
    private func at(_ milliseconds: Int64) -> Instant { Instant(nanoseconds: 0).advanced(milliseconds: milliseconds) }

    private func text(_ acquired: [AcquiredRecords]) -> String {
        acquired.map { "\($0.first)-\($0.last)x\($0.deliveryCount)" }.joined(separator: " ")
    }

    private func text(_ batches: [ShareBatch]) -> String {
        batches.map { "\($0.first)-\($0.last)\("\($0.state)".prefix(2))\($0.deliveryCount)" }.joined(separator: " ")
    }

    private func refusal(_ body: () throws(GroupRefusal) -> [ShareBatch]) -> Int16 {
        do throws(GroupRefusal) {
            _ = try body()
            return 0
        } catch {
            return error.code.rawValue
        }
    }

    @Test func deliveredUntilTheLimit() throws {
        var partition = SharePartition(startOffset: 10)
        #expect(text(partition.acquire([10...12], by: "a", maxRecords: 500, isStrict: false, now: at(0))) == "10-12x1")
        #expect(partition.acquire([10...12], by: "b", maxRecords: 500, isStrict: false, now: at(0)).isEmpty)
        let released = try partition.acknowledge([.init(first: 10, last: 12, kinds: [2])], by: "a", now: at(1))
        #expect(text(released) == "10-12av1" && partition.nextFetchOffset == 10)
        #expect(text(partition.acquire([10...12], by: "b", maxRecords: 500, isStrict: false, now: at(2))) == "10-12x2")
        // The lock ends, and the count stays.
        #expect(partition.nextDeadline == at(30_002))
        #expect(partition.endLocks(now: at(30_001)).isEmpty)
        #expect(text(partition.endLocks(now: at(30_002))) == "10-12av2")
        // From half of the tries on fewer are tried at once, at last each alone: the bad one takes nobody with it.
        #expect(text(partition.acquire([10...12], by: "a", maxRecords: 500, isStrict: false, now: at(0))) == "10-12x3")
        #expect(text(partition.release(of: "a")) == "10-12av3")
        #expect(text(partition.acquire([10...12], by: "a", maxRecords: 500, isStrict: false, now: at(0))) == "10-10x4")
        #expect(text(partition.release(of: "a")) == "10-10av4")
        #expect(
            text(partition.acquire([10...12], by: "a", maxRecords: 500, isStrict: false, now: at(0)))
                == "10-10x5 11-11x4")
        #expect(text(partition.release(of: "a")) == "10-10ar5 11-11av4")
        #expect(partition.startOffset == 11 && partition.endOffset == 13 && partition.nextFetchOffset == 11)
    }

    @Test func whoseRecordsTheyAre() {
        var partition = SharePartition(startOffset: 0)
        _ = partition.acquire([0...9], by: "a", maxRecords: 500, isStrict: false, now: at(0))
        #expect(partition.acquire([10...19], by: "b", maxRecords: 500, isStrict: false, now: at(0)).count == 1)
        func acknowledge(_ list: [Acknowledgement], by member: String = "a") -> Int16 {
            refusal { () throws(GroupRefusal) in try partition.acknowledge(list, by: member, now: at(5)) }
        }
        // All or nothing.
        #expect(acknowledge([.init(first: 0, last: 3, kinds: [1]), .init(first: 9, last: 10, kinds: [1])]) == 121)
        #expect(partition.startOffset == 0)
        let senseless: [[Acknowledgement]] = [
            [.init(first: 3, last: 2, kinds: [1])], [.init(first: 0, last: 2, kinds: [1, 1])],
            [.init(first: 0, last: 2, kinds: [])], [.init(first: 0, last: 0, kinds: [5])],
            [.init(first: 0, last: 0, kinds: [-1])], [.init(first: 15, last: 20, kinds: [1])],
            [.init(first: 2, last: 3, kinds: [1]), .init(first: 3, last: 4, kinds: [1])],
            [.init(first: 0, last: .max, kinds: [1])], [.init(first: .min, last: .max, kinds: [1])],
        ]
        #expect(senseless.map { acknowledge($0) } == senseless.map { _ in 42 })
        #expect(acknowledge([.init(first: 0, last: 4, kinds: [1, 3, 0, 1, 4])]) == 0)
        #expect(partition.startOffset == 4)
        #expect(acknowledge([.init(first: 0, last: 3, kinds: [1])]) == 0)
        #expect(acknowledge([.init(first: 2, last: 4, kinds: [1, 1, 1])]) == 0)
        #expect(acknowledge([.init(first: 5, last: 5, kinds: [1])], by: "b") == 121)
        #expect(acknowledge([.init(first: 5, last: 9, kinds: [1])]) == 0)
        #expect(acknowledge([.init(first: 5, last: 9, kinds: [1])]) == 0)
        #expect(partition.startOffset == 10 && partition.finishedCount == 0)
    }

    @Test func howManyAtOnce() {
        var options = ShareOptions()
        options.maxInFlight = 20
        var partition = SharePartition(startOffset: 0, options: options)
        // Whole batches, until the number is reached; or exactly so many.
        let batches: [ClosedRange<Int64>] = [0...3, 4...7, 8...11]
        #expect(text(partition.acquire(batches, by: "a", maxRecords: 5, isStrict: false, now: at(0))) == "0-3x1 4-7x1")
        #expect(text(partition.acquire([8...11], by: "a", maxRecords: 3, isStrict: true, now: at(0))) == "8-10x1")
        #expect(
            text(partition.acquire([8...11, 15...40], by: "b", maxRecords: 99, isStrict: false, now: at(0)))
                == "11-11x1 15-40x1")
        // No more than may be in flight, but what was handed out before is.
        #expect(!partition.hasRoom)
        #expect(partition.acquire([41...50], by: "b", maxRecords: 99, isStrict: false, now: at(0)).isEmpty)
        #expect(text(partition.release(of: "b")) == "11-11av1 15-40av1")
        #expect(partition.hasRoom && partition.nextFetchOffset == 11)
        #expect(
            text(partition.acquire([11...11, 15...40], by: "c", maxRecords: 2, isStrict: true, now: at(0)))
                == "11-11x2 15-15x2")
        // Aborted records go to nobody; nor does what the log has lost.
        #expect(text(partition.drop(16...20)) == "16-20ar1")
        partition.logStarts(at: 18)
        #expect(partition.startOffset == 21 && partition.nextFetchOffset == 21 && partition.nextDeadline == nil)
        partition.logStarts(at: 60)
        #expect(partition.startOffset == 60 && partition.endOffset == 60 && partition.runs.all.isEmpty)
    }

    @Test func comesBackAsPersisted() {
        let partition = SharePartition(
            startOffset: 5,
            batches: [
                .init(first: 20, last: 24, state: .acquired, deliveryCount: 2),
                .init(first: 8, last: 10, state: .acknowledged, deliveryCount: 1),
                .init(first: 3, last: 6, state: .archived, deliveryCount: 5),
                .init(first: 9, last: 11, state: .available, deliveryCount: 3),
                .init(first: 30, last: 29, state: .available, deliveryCount: 3),
                .init(first: 40, last: .max, state: .available, deliveryCount: 3),
            ])
        #expect(partition.startOffset == 7 && partition.endOffset == 25)
        let runs = partition.runs.all.map { "\($0.first)-\($0.last) \($0.state) \($0.deliveryCount)" }
        #expect(
            runs == [
                "7-7 available 0", "8-10 acknowledged 1", "11-11 available 3", "12-19 available 0", "20-24 available 2",
            ])
        #expect(partition.finishedCount == 3)
    }

    /// Any calls, beside a table with a line for every offset; what was persisted makes an equal partition.
    @Test(arguments: [1, 2, 3, 4])
    func agreesWithATable(seed: UInt64) throws {
        print("SharePartitionTests seed \(seed)")
        var dice = Dice(state: seed)
        var options = ShareOptions()
        options.maxInFlight = 60
        options.lockDurationMs = 50
        var partition = SharePartition(startOffset: 0, options: options)
        var owners: [Int64: String] = [:]
        var done: Set<Int64> = []
        var counts: [Int64: Int16] = [:]
        var persisted: [Int64: ShareBatch] = [:]
        var now: Int64 = 0
        for step in 0..<4_000 {
            var batches: [ShareBatch] = []
            let member = dice.pick(["a", "b", "c"]) ?? "a"
            switch dice.roll(6) {
            case 0, 1, 2:
                let first = partition.nextFetchOffset
                let ranges = [first...(first + Int64(dice.roll(8))), (first + 8)...(first + 8 + Int64(dice.roll(9)))]
                for taken in partition.acquire(
                    ranges, by: member, maxRecords: Int64(dice.roll(12)), isStrict: dice.roll(2) == 0, now: at(now))
                {
                    for offset in taken.first...taken.last {
                        try #require(owners[offset] == nil && !done.contains(offset), "seed \(seed), step \(step)")
                        counts[offset, default: 0] += 1
                        try #require(counts[offset] == taken.deliveryCount)
                        owners[offset] = member
                    }
                }
            case 3, 4:
                let mine = owners.filter { $0.value == member }.keys.sorted()
                guard let first = dice.pick(mine) else { continue }
                var last = first
                while owners[last + 1] == member, dice.roll(4) > 0 { last += 1 }
                let kinds = (first...last).map { _ in Int8(dice.roll(4)) }
                batches = try partition.acknowledge(
                    [.init(first: first, last: last, kinds: kinds)], by: member, now: at(now))
                for (index, offset) in (first...last).enumerated() {
                    owners[offset] = nil
                    if kinds[index] != 2 || counts[offset] ?? 0 >= 5 { done.insert(offset) }
                }
            default:
                now += Int64(dice.roll(40))
                batches = dice.roll(3) == 0 ? partition.release(of: member) : partition.endLocks(now: at(now))
                for offset in batches.flatMap({ Array($0.first...$0.last) }) {
                    owners[offset] = nil
                    if counts[offset] ?? 0 >= 5 { done.insert(offset) }
                }
            }
            for batch in batches {
                for offset in batch.first...batch.last {
                    persisted[offset] = ShareBatch(
                        first: offset, last: offset, state: batch.state, deliveryCount: batch.deliveryCount)
                }
            }
            let held = partition.runs.all.filter { $0.state == .acquired }.flatMap { Array($0.first...$0.last) }
            try #require(Set(held) == Set(owners.keys), "seed \(seed), step \(step)")
            guard step % 100 == 99 else { continue }
            let left = persisted.values.filter { $0.last >= partition.startOffset }
            let again = SharePartition(startOffset: partition.startOffset, batches: Array(left), options: options)
            for offset in again.startOffset..<again.endOffset {
                let run = again.runs.position(of: offset).map { again.runs.all[$0] }
                let isDone = run?.state.isFinal == true
                try #require(isDone == (persisted[offset]?.state.isFinal ?? false), "seed \(seed), step \(step)")
            }
            try #require(again.startOffset == partition.startOffset)
        }
        #expect(partition.startOffset > 100 && done.count > 100)
    }
}
