/// One call that a simulated disk saw.
public struct DiskOperation: Sendable, Hashable, CustomStringConvertible {
    /// What was asked.
    public enum Kind: Sendable, Hashable {
        /// Changes; each is one step of the counter.
        case create, write, truncate, sync, makeDirectory, rename, remove, syncDirectory
        /// Looks; not counted, but faults can meet them.
        case open, read, list
    }

    /// What was asked.
    public let kind: Kind
    /// The path as the caller gave it when the file was opened.
    public let path: String
    /// Where a write or read began, or the size a file was cut to.
    public let offset: Int64
    /// Bytes written or asked for.
    public let count: Int

    init(_ kind: Kind, _ path: String, offset: Int64 = 0, count: Int = 0) {
        self.kind = kind
        self.path = path
        self.offset = offset
        self.count = count
    }

    public var description: String {
        switch kind {
        case .write, .read: "\(kind) \(path) \(offset)+\(count)"
        case .truncate: "\(kind) \(path) \(offset)"
        default: "\(kind) \(path)"
        }
    }
}

/// A failure that a simulated disk is told to answer.
public struct Fault: Sendable {
    /// What happens to the call.
    public enum Effect: Sendable {
        /// It fails with this `errno` and changes nothing, but a sync loses what it should have written, as on Linux.
        case error(Int32)
        /// A write puts only this many bytes into the file, then fails with the `errno`.
        case short(Int, Int32)
    }

    let kind: DiskOperation.Kind
    let pathContains: String
    var skip: Int
    var times: Int
    let effect: Effect

    /// Calls of `kind` on paths that contain `pathContains`: the first `skip` of them pass, the next `times` meet `effect`.
    public init(
        _ kind: DiskOperation.Kind, pathContains: String = "", skip: Int = 0, times: Int = 1, _ effect: Effect
    ) {
        self.kind = kind
        self.pathContains = pathContains
        self.skip = skip
        self.times = times
        self.effect = effect
    }

    func matches(_ operation: DiskOperation) -> Bool {
        times > 0 && kind == operation.kind
            && (pathContains.isEmpty || operation.path.containsText(pathContains))
    }
}

extension String {
    /// Whether `other` is somewhere in this text (the standard library has this for characters only).
    fileprivate func containsText(_ other: String) -> Bool {
        let needle = Array(other.utf8)
        let text = Array(utf8)
        guard needle.count <= text.count else { return false }
        return (0...(text.count - needle.count)).contains { text[$0..<$0 + needle.count].elementsEqual(needle) }
    }
}
