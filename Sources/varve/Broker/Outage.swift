import ClientCore

/// Tells once on standard error that a broker cannot be reached and that this is not the end yet.
final class Outage {
    private var isTold = false

    /// Takes what is wrong at the moment, nil for nothing.
    func note(_ failure: ClientError?) {
        guard let failure, failure.code == .unreachable else {
            isTold = isTold && failure != nil
            return
        }
        if !isTold { Output.error("varve: cannot reach \(failure.subject): \(failure.cause); retrying") }
        isTold = true
    }
}
