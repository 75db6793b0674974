public import Metadata

/// Brings committed images to those who act on them: first whoever makes and removes partitions, then every loop.
public protocol ImagePublisher: Sendable {
    /// Called on the control thread with one image after another: the next comes when this one is `done`.
    ///
    /// - Parameters:
    ///   - delta: what changed since the image before; against the empty image for the first.
    ///   - done: to be called once, from any thread, when every loop has the image. Requests that caused the change are
    ///     answered then.
    func publish(_ image: ClusterImage, _ delta: ImageDelta, done: @escaping @Sendable () -> Void)
}
