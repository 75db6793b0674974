import Synchronization

/// The way back from what a directory owns, and makes before itself, to the directory; it keeps nothing alive.
final class DirectoryReference: Sendable {
    private struct Weak { weak var directory: LogDirectory? }

    private let reference = Mutex(Weak())

    /// The directory; nil before it is made, and after its end.
    var value: LogDirectory? {
        get { reference.withLock { $0.directory } }
        set { reference.withLock { $0.directory = newValue } }
    }
}
