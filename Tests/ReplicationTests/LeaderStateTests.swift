import Replication
import Testing

@Suite struct LeaderStateTests {
    private func expect(_ found: Int64, _ expected: Int64, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(found == expected, sourceLocation: sourceLocation)
    }

    private func expectRise(_ expected: Bool, _ rose: Bool, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(rose == expected, sourceLocation: sourceLocation)
    }

    @Test func aloneItIsWhatTheLeaderKeeps() {
        var state = LeaderState(
            leader: 1, epoch: 3, replicas: [1], inSync: [1], minInSyncReplicas: 2, ackEnd: 10, highWatermark: 4)
        expect(state.highWatermark, 10)  // Two can't be asked of one replica.
        #expect(state.hasEnoughInSync)
        expectRise(true, state.acknowledged(upTo: 12))
        expect(state.highWatermark, 12)
        expectRise(false, state.acknowledged(upTo: 11))
        expect(state.ackEnd, 12)
        expect(state.highWatermark, 12)
    }

    @Test func withOthersItIsTheLeastOfThoseInSync() {
        var state = LeaderState(
            leader: 1, epoch: 3, replicas: [2, 1, 3], inSync: [1, 2, 3], minInSyncReplicas: 2, ackEnd: 10,
            highWatermark: 4)
        expect(state.highWatermark, 4)  // Nothing is known of 2 and 3.
        state.acknowledged(by: 2, upTo: 20)
        expect(state.highWatermark, 4)
        expectRise(true, state.acknowledged(by: 3, upTo: 8))
        expect(state.highWatermark, 8)
        // The leader's own flush is what everyone waits for.
        state.acknowledged(by: 3, upTo: 20)
        expect(state.highWatermark, 10)
        expectRise(false, state.acknowledged(by: 9, upTo: 100))
        state.acknowledged(upTo: 30)
        expect(state.highWatermark, 20)
        // One that falls behind leaves, and no longer holds the others back.
        state.acknowledged(by: 2, upTo: 25)
        expectRise(true, state.changed(inSync: [1, 2], minInSyncReplicas: 2))
        expect(state.highWatermark, 25)
        // Too few in sync: it stands still; an epoch never sees it fall.
        state.changed(inSync: [1], minInSyncReplicas: 2)
        #expect(!state.hasEnoughInSync)
        expectRise(false, state.acknowledged(upTo: 40))
        expect(state.highWatermark, 25)
        state.changed(inSync: [1, 3], minInSyncReplicas: 2)
        expect(state.highWatermark, 25)
        expectRise(true, state.changed(inSync: [1], minInSyncReplicas: 1))
        expect(state.highWatermark, 40)
    }
}
