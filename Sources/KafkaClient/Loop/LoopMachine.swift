import ClientCore
import World

/// What the loop of a cluster drives: a machine of ClientCore and those who wait for it.
///
/// Both calls come on the loop's thread, one at a time.
protocol LoopMachine: AnyObject, Sendable {
    /// Takes replies, does what is due, and lets those go on whose wait is over.
    func turn(_ replies: [Reply], now: Instant) -> LoopTurn
    /// The loop has ended: whoever waits gets `error`.
    func loopEnded(_ error: ClientError)
}

/// What came of a machine's turn.
struct LoopTurn {
    /// What it wants sent.
    var requests: [OutgoingRequest]
    /// When it wants another turn, whatever comes in between; nil for no time.
    var deadline: Instant?
}
