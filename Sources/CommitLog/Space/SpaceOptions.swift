/// How much of its file system a data directory leaves free.
public struct SpaceOptions: Hashable, Sendable {
    /// Records are refused while less than this, and what has not been synced yet, is free. 0: only the file system
    /// refuses.
    public var keptFreeBytes: Int64
    /// Bytes of `varve.reserve`, which are given back to metadata, checkpoints and deletions when nothing else is left.
    /// 0: no such file.
    public var reserveBytes: Int64

    /// A broker's: 64 MiB each.
    public init(keptFreeBytes: Int64 = 64 << 20, reserveBytes: Int64 = 64 << 20) {
        self.keptFreeBytes = max(0, keptFreeBytes)
        self.reserveBytes = max(0, reserveBytes)
    }

    /// Nothing is kept free; what the file system has no space for fails.
    public static let none = SpaceOptions(keptFreeBytes: 0, reserveBytes: 0)
}
