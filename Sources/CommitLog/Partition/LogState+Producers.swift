extension LogState {
    /// Makes the producers' state complete where a clean start has put that off.
    mutating func loadProducers(now: Int64) throws(LogError) {
        if producersAreLoaded { return }
        producers = try rebuiltProducers(now: now)
        producersAreLoaded = true
        producers.settle(highWatermark: high)
        refreshStable()
    }

    /// The producers' state at the log's end, from snapshot and headers.
    mutating func rebuiltProducers(now: Int64) throws(LogError) -> ProducerTable {
        var segments = closed
        segments.append(active)
        return try ProducerReplay(store: store, now: now).load(&segments, upTo: end)
    }
}
