import Binary
import KafkaProtocol
import Records
import Testing
import World

@testable import ClientCore

@Suite("The consumer as a machine")
struct ConsumerTests {
    @Test("offsets are looked up, records before the first wanted are left out, one fetch is on its way")
    func reading() throws {
        var script = ConsumerScript(ConsumerOptions(), at: .beforeEnd(3), until: .end)
        var asked = script.asked()
        #expect(asked == ["list -1", "list -2"])
        script.list([-1: 12, -2: 5])
        asked = script.asked()
        #expect(asked == ["fetch 9"])
        // The broker sends whole batches, here from 8 on; the last is cut short by the reply's limit.
        let bytes =
            try batch(at: 8, count: 3, codec: .zstd) + batch(at: 11, count: 1) + batch(at: 12, count: 5).prefix(70)
        script.fetch(bytes)
        let values = try script.read()
        #expect(values == ["9", "10", "11"])
        let (position, isDone) = (script.position(), script.isDone())
        #expect(position == 12 && isDone)
        asked = script.asked()
        #expect(asked == [])
    }

    @Test("a batch counts as read when the next is asked for; seek forgets what was fetched")
    func positions() throws {
        var script = ConsumerScript(ConsumerOptions(), at: .offset(0))
        script.fetch(try batch(at: 0, count: 2) + batch(at: 2, count: 2))
        _ = script.consumer.nextBatch()
        var position = script.position()
        #expect(position == 0)
        _ = script.consumer.nextBatch()
        position = script.position()
        #expect(position == 2)
        script.consumer.seek(TopicPartition("t", 0), to: .offset(1))
        script.settle()
        let none = try script.read()
        #expect(none == [])
        // The fetch of before the seek is answered, and not taken for the new one.
        script.fetch(try batch(at: 4, count: 1))
        script.fetch(try batch(at: 0, count: 2))
        let values = try script.read()
        #expect(values == ["1"])
        script.consumer.setPaused(true, TopicPartition("t", 0))
        script.fetch(try batch(at: 2, count: 1))
        let paused = try script.read()
        script.consumer.setPaused(false, TopicPartition("t", 0))
        let resumed = try script.read()
        #expect(paused == [] && resumed == ["2"])
    }

    @Test("part of a batch may count as read; the rest comes again")
    func partsOfBatches() throws {
        var script = ConsumerScript(ConsumerOptions(), at: .offset(0))
        script.fetch(try batch(at: 0, count: 5) + batch(at: 5, count: 2))
        _ = script.consumer.nextBatch()
        script.consumer.markRead(before: 3)
        var position = script.position()
        #expect(position == 3)
        script.settle()
        // What was fetched ahead is forgotten, a fetch on its way too.
        script.fetch(try batch(at: 7, count: 1))
        script.fetch(try batch(at: 0, count: 5))
        let values = try script.read()
        position = script.position()
        #expect(values == ["3", "4"] && position == 5)
        // Nothing is outstanding any more, so there is nothing to take back.
        script.consumer.markRead(before: 1)
        position = script.position()
        #expect(position == 5)
    }

    @Test("the nearest offset: the first where the log begins later, else that offset even before it is there")
    func nearest() throws {
        for (offset, asked, expected) in [
            (Int64(2), "fetch 4", ["4", "5", "6", "7"]), (5, "fetch 5", ["5", "6", "7"]), (99, "fetch 8", []),
        ] {
            var script = ConsumerScript(ConsumerOptions(), at: .nearest(offset))
            script.list([-2: 4, -1: 8])
            let fetches = script.asked()
            #expect(fetches == [asked])
            script.fetch(try batch(at: 4, count: offset < 8 ? 4 : 5))
            let values = try script.read()
            #expect(values == expected, "\(offset)")
        }
        var done = ConsumerScript(ConsumerOptions(), at: .nearest(99), until: .end)
        done.list([-2: 4, -1: 8])
        let isDone = done.isDone()
        #expect(isDone)
    }

    @Test("read_committed leaves out aborted transactions and no others; markers are never handed out")
    func aborted() throws {
        var options = ConsumerOptions()
        options.readCommitted = true
        let bytes =
            try batch(at: 0, count: 1, producer: 7) + batch(at: 1, count: 1, producer: 8) + batch(at: 2, count: 1)
            + batch(at: 3, count: 0, producer: 7, marker: false) + batch(at: 4, count: 1, producer: 7)
            + batch(at: 5, count: 0, producer: 8, marker: true) + batch(at: 6, count: 0, producer: 7, marker: true)
        var committed = ConsumerScript(options, at: .offset(0))
        committed.fetch(bytes, aborted: [(7, 0)])
        let seen = try committed.read()
        let position = committed.position()
        #expect(seen == ["1", "2", "4"] && position == 7)
        var uncommitted = ConsumerScript(ConsumerOptions(), at: .offset(0))
        uncommitted.fetch(bytes)
        let all = try uncommitted.read()
        #expect(all == ["0", "1", "2", "4"])
    }

    @Test("errors are treated as Java's consumers treat them")
    func errors() throws {
        // Offset out of range: the reset policy decides.
        for (reset, expected) in [(OffsetReset.earliest, ["list -2"]), (.latest, ["list -1"]), (.none, [])] {
            var options = ConsumerOptions()
            options.reset = reset
            var script = ConsumerScript(options, at: .offset(50))
            script.fetch(error: .offsetOutOfRange)
            script.pass(milliseconds: 200)
            let (asked, failures) = (script.asked(), script.failures())
            #expect(asked == expected && failures == (reset == .none ? ["OFFSET_OUT_OF_RANGE"] : []))
        }
        // A leader that moved and says where: at once; one that does not: after a pause. Others: for good.
        var script = ConsumerScript(ConsumerOptions(), at: .offset(0))
        script.fetch(error: .notLeaderOrFollower, leader: (2, 5))
        let target = script.waiting.last?.destination
        #expect(target == .broker(id: 2, address: SocketAddress(host: "other", port: 9_093), lane: .fetch))
        for code in [ErrorCode.unknownServerError, .unknownLeaderEpoch, .kafkaStorageError, .unknownTopicOrPartition] {
            var script = ConsumerScript(ConsumerOptions(), at: .offset(0))
            script.fetch(error: code)
            let before = script.asked()
            script.pass(milliseconds: 200)
            let (asked, failures) = (script.asked(), script.failures())
            #expect(before == [] && asked == ["fetch 0"] && failures == [], "\(code)")
        }
        for code in [ErrorCode.topicAuthorizationFailed, .invalidRequest] {
            var script = ConsumerScript(ConsumerOptions(), at: .offset(0))
            script.fetch(error: code)
            let (isDone, failures) = (script.isDone(), script.failures())
            #expect(isDone && failures == [code.name])
        }
    }

    @Test("a new leader is asked how far it has what was read, before anything is fetched from it")
    func truncation() throws {
        /// Reads offsets 0...3 of epoch 0, then the leader changes to epoch 5.
        func script(_ reset: OffsetReset, readAll: Bool = true) throws -> ConsumerScript {
            var options = ConsumerOptions()
            options.reset = reset
            var script = ConsumerScript(options, at: .offset(0))
            script.fetch(try batch(at: 0, count: 2, epoch: 0) + batch(at: 2, count: 2, epoch: 0))
            if readAll { _ = try script.read() }
            script.fetch(error: .notLeaderOrFollower, leader: (2, 5))
            let asked = script.asked()
            #expect(asked == ["check 0 under 5"])
            return script
        }
        // Records of old epochs are no reason to ask.
        var old = ConsumerScript(ConsumerOptions(), at: .offset(0))
        old.fetch(error: .notLeaderOrFollower, leader: (2, 5))
        old.fetch(try batch(at: 0, count: 2, epoch: 0))
        let unasked = old.asked()
        #expect(unasked == ["fetch 2"])
        // Everything is there: on it goes, and the same leader is not asked again.
        var sound = try script(.none)
        sound.check(epoch: 0, end: 4)
        var asked = sound.asked()
        #expect(asked == ["fetch 4"])
        sound.fetch(try batch(at: 4, count: 1, epoch: 5))
        asked = sound.asked()
        #expect(asked == ["fetch 5"])
        // Cut at 2, with everything read: back to where the logs part, or an error where no reset is allowed.
        for (reset, expected, failures) in [
            (OffsetReset.latest, ["fetch 2"], []), (.none, [], ["OFFSET_OUT_OF_RANGE"]),
        ] {
            var cut = try script(reset)
            cut.check(epoch: 0, end: 2)
            let (asked, seen) = (cut.asked(), cut.failures())
            #expect(asked == expected && seen == failures)
        }
        // Nothing behind the cut was handed out: no harm was done, whatever the options say.
        var early = try script(.none, readAll: false)
        early.check(epoch: 0, end: 2)
        asked = early.asked()
        let none = try early.read()
        #expect(asked == ["fetch 0"] && none == [])
        // A leader that does not know the epoch at all, and one that is not leader either.
        var unknown = try script(.earliest)
        unknown.check(epoch: -1, end: -1)
        asked = unknown.asked()
        #expect(asked == ["list -2"])
        var moved = try script(.none)
        moved.check(epoch: -1, end: -1, error: .fencedLeaderEpoch)
        asked = moved.asked()
        moved.pass(milliseconds: 200)
        let again = moved.asked()
        #expect(asked == [] && again == ["check 0 under 5"])
    }

    @Test("damage is an error that names the offset, not records")
    func damage() throws {
        var bytes = try batch(at: 0, count: 2)
        bytes[70] ^= 1
        var script = ConsumerScript(ConsumerOptions(), at: .offset(0))
        script.fetch(bytes)
        let values = try script.read()
        let failures = script.consumer.takeFailures()
        #expect(values == [] && failures.map(\.code) == [.corrupt] && failures[0].subject.contains("offset 0"))
    }
}
