import Testing

@testable import Coordination

@Suite struct TransactionTests {
    /// Version 1: one epoch for many transactions; what comes after the decision (SEMANTICS, EndTxn).
    @Test func versionOneKeepsItsEpoch() {
        let script = TransactionScript()
        let own: (Int64, Int16) = (100, 0)
        #expect(script.describe() == "105")
        #expect(script.end(true, as: own, version: 4) == "!49", "unknown id")
        #expect(script.begin() == "100/0")
        #expect(script.end(true, as: own, version: 4) == "!48" && script.end(false, as: own, version: 4) == "!48")
        #expect(script.add([0], as: own, verify: true) == "120")
        #expect(script.add([0, 1], as: own, version: 0) == "0 0" && script.add([1], as: own, version: 0) == "0")
        #expect(script.log.count == 2, "what is part of it already is not written again")
        #expect(script.add([0, 2], as: own, verify: true) == "0 120")
        for (wrong, error) in [((99, 0), "!49"), ((100, 1), "!90")] as [((Int64, Int16), String)] {
            #expect(script.add([0], as: wrong) == error && script.end(true, as: wrong, version: 4) == error)
        }
        #expect(script.end(true, as: own, version: 4) == "100/0")
        #expect(script.describe() == "PrepareCommit 100/0")
        #expect(script.end(true, as: own, version: 4) == "!51" && script.end(false, as: own, version: 4) == "!48")
        #expect(script.add([0], as: own) == "!51" && script.begin() == "!51")
        #expect(script.writeMarkers() == ["commit 100/0 [p-0 p-1]"])
        #expect(script.describe() == "CompleteCommit 100/0")
        #expect(script.end(true, as: own, version: 4) == "100/0" && script.end(false, as: own, version: 4) == "!48")
        #expect(script.orders.isEmpty, "a repetition is answered, never carried out")
        #expect(script.add([2], as: own, version: 0) == "0" && script.end(false, as: own, version: 4) == "100/0")
        #expect(script.writeMarkers() == ["abort 100/0 [p-2]"])
        #expect(script.end(false, as: own, version: 4) == "100/0" && script.end(true, as: own, version: 4) == "!48")
        #expect(script.begin() == "100/1" && script.add([0], as: own) == "!90")
    }

    /// Version 2 (KIP-890): each transaction has its own epoch, so a repetition never ends the next one.
    @Test func versionTwoRaisesItsEpoch() {
        let script = TransactionScript()
        #expect(script.begin() == "100/0")
        #expect(script.end(true, as: (100, 0)) == "!48", "nothing to commit")
        #expect(script.end(false, as: (100, 0)) == "100/1", "an abort of nothing raises the epoch")
        #expect(script.writeMarkers() == ["abort 100/1 []"])
        #expect(script.end(false, as: (100, 0)) == "100/1" && script.end(true, as: (100, 0)) == "!48")
        #expect(script.add([3], as: (100, 0)) == "!90" && script.add([3], as: (100, 1)) == "0")
        #expect(script.end(true, as: (100, 0)) == "!90", "late, of the transaction before")
        #expect(script.end(true, as: (100, 1)) == "100/2")
        #expect(script.end(true, as: (100, 1)) == "!51" && script.end(false, as: (100, 1)) == "!48")
        #expect(script.end(true, as: (100, 2)) == "!90" && script.add([3], as: (100, 2)) == "!51")
        #expect(script.writeMarkers() == ["commit 100/2 [p-3]"])
        #expect(script.end(true, as: (100, 1)) == "100/2" && script.end(false, as: (100, 1)) == "!48")
        #expect(script.end(true, as: (100, 2)) == "!48" && script.end(false, as: (100, 2)) == "100/3")
        #expect(script.writeMarkers() == ["abort 100/3 []"] && script.orders.isEmpty)
    }

    /// A second producer with the id aborts what the first has open, and fences it.
    @Test func aNewProducerFencesTheOldOne() {
        let script = TransactionScript()
        #expect(script.begin() == "100/0" && script.add([0], as: (100, 0)) == "0")
        #expect(script.begin() == "!51" && script.begin() == "!51")
        #expect(script.end(true, as: (100, 0)) == "!90" && script.end(true, as: (100, 0), version: 4) == "!90")
        #expect(script.writeMarkers() == ["abort 100/1 [p-0]"])
        #expect(script.begin() == "100/2" && script.add([0], as: (100, 0)) == "!90")
        // A producer that raises its own epoch (KIP-360), and repeats that.
        #expect(script.begin(as: (100, 2)) == "100/3" && script.begin(as: (100, 2)) == "100/3")
        #expect(script.begin(as: (100, 1)) == "!90" && script.begin(as: (7, 3)) == "!90")
        for (id, own, timeout, error) in [
            ("", (-1, -1), 1, "!42"), ("t", (100, -1), 1, "!42"), ("t", (-1, 3), 1, "!42"), ("t", (-1, -1), 0, "!50"),
            ("t", (-1, -1), 900_001, "!50"),
        ] as [(String, (Int64, Int16), Int32, String)] {
            #expect(script.begin(id, as: own, timeout: timeout) == error)
        }
    }

    @Test func usedUpEpochsAreFollowedByAnotherId() throws {
        let script = TransactionScript()
        #expect(script.begin() == "100/0")
        for epoch in Int16(1)...Int16.max - 1 { #expect(script.begin(as: (100, epoch - 1)) == "100/\(epoch)") }
        let last = Int16.max - 1
        // Version 2 goes on with another id at the transaction's end.
        #expect(script.add([0], as: (100, last)) == "0" && script.end(true, as: (100, last)) == "101/0")
        #expect(script.end(true, as: (100, last)) == "!51")
        #expect(script.writeMarkers() == ["commit 100/32767 [p-0]"] && script.describe() == "CompleteCommit 101/0")
        #expect(script.end(true, as: (100, last)) == "101/0" && script.end(false, as: (100, last)) == "!48")
        script.restart()
        #expect(script.describe() == "CompleteCommit 101/0")
        // A producer that has not heard of its other id starts over.
        #expect(script.begin(as: (100, last)) == "!90" && script.begin() == "101/1")
        let other = TransactionScript()
        #expect(other.begin() == "100/0")
        for epoch in Int16(1)...last { _ = other.begin(as: (100, epoch - 1)) }
        #expect(other.begin(as: (100, last)) == "101/0" && other.begin(as: (100, last)) == "101/0")
    }

    @Test func openTransactionsAreAbortedAtTheirTimeout() {
        let script = TransactionScript()
        #expect(script.begin(timeout: 5_000) == "100/0" && script.add([0], as: (100, 0), version: 0) == "0")
        script.pass(ms: 3_000)
        #expect(script.add([1], as: (100, 0), version: 0) == "0", "the time counts from the first partition")
        script.restart()
        script.pass(ms: 1_900)
        #expect(script.orders.isEmpty)
        script.pass(ms: 100)
        #expect(script.describe() == "PrepareAbort 100/1")
        // Before its markers were written the node died: they are ordered again.
        script.restart()
        #expect(script.end(true, as: (100, 0), version: 4) == "!90")
        #expect(script.writeMarkers() == ["abort 100/1 [p-0 p-1]"])
        #expect(script.list() == "t CompleteAbort")
        // One that ended in time is left alone, and the next has its own time.
        #expect(script.begin(timeout: 5_000) == "100/2" && script.add([0], as: (100, 2)) == "0")
        script.pass(ms: 4_000)
        #expect(script.end(true, as: (100, 2)) == "100/3" && script.writeMarkers().count == 1)
        #expect(script.add([0], as: (100, 3)) == "0")
        script.pass(ms: 4_000)
        #expect(script.describe() == "Ongoing 100/3")
        script.pass(ms: 1_000)
        #expect(script.describe() == "PrepareAbort 100/4")
    }

    @Test func unusedIdsAreForgottenAndFiltersHoldTogether() throws {
        var options = TransactionOptions()
        options.idExpirationMs = 10_000
        options.expirationCheckIntervalMs = 1_000
        let script = TransactionScript(options)
        #expect(script.begin("a") == "100/0" && script.begin() == "101/0" && script.add([0], as: (101, 0)) == "0")
        #expect(script.list() == "a Empty, t Ongoing")
        #expect(script.list { $0.states = [.ongoing] } == "t Ongoing")
        #expect(script.list { $0.producerIds = [100, 5] } == "a Empty")
        #expect(script.list { ($0.producerIds, $0.states) = ([100], [.ongoing]) } == "")
        script.pass(ms: 9_000)
        #expect(
            script.list { $0.minDurationMs = 8_999 } == "t Ongoing" && script.list { $0.minDurationMs = 9_000 } == "")
        script.pass(ms: 1_000)
        #expect(script.list() == "t Ongoing" && script.describe("a") == "105")
        script.restart()
        #expect(script.list() == "t Ongoing")
    }
}
