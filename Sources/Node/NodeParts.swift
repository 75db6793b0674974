import Broker
import Posix
import Reactor

/// What of a node has been begun, so that it can be taken down again, whole or not.
struct NodeParts: Sendable {
    let jobs = ThreadJobs()
    var reactor: Reactor?
    var controlLoop: ControlLoop?
    var control: ControlPlane?
    var contexts: [BrokerContext] = []
    var publisher: TopicPublisher?
    var upkeep: Upkeep?

    /// Ends all threads in the order in which they need one another, and lets go what they hold; called once.
    ///
    /// - Parameter close: called when no request and no change is on its way, while there are threads for its jobs.
    func takeDown(closing close: () -> Void) {
        reactor?.stop()
        if let control, let controlLoop, controlLoop.isRunning {
            let stopped = Answer<Void>()
            control.stop { stopped.give(()) }
            stopped.wait()
            controlLoop.stop()
        }
        upkeep?.end()
        close()
        jobs.stop()
        for context in contexts { context.end() }
        publisher?.end()
        for loop in reactor?.loops ?? [] { loop.discard() }
        controlLoop?.loop.discard()
    }
}
