/// A range of versions as the schemas write it: `3`, `0-4`, `2+`, `none`.
public struct Versions: Equatable, Sendable {
    /// The lowest version; above `last` where there is none.
    public let first: Int
    /// The highest version; `Versions.open` where the range has no end.
    public let last: Int

    /// Stands for "and all later ones".
    public static let open = Int(Int16.max)
    /// No version at all.
    public static let none = Versions(first: 1, last: 0)
    /// Every version.
    public static let all = Versions(first: 0, last: open)

    /// The versions `first` to `last`, both included.
    public init(first: Int, last: Int) {
        self.first = first
        self.last = last
    }

    /// Reads the notation; nil for anything else.
    public init?(_ text: some StringProtocol) {
        if text == "none" {
            self = .none
        } else if text.hasSuffix("+") {
            guard let first = Int(text.dropLast()), first >= 0 else { return nil }
            self.init(first: first, last: Versions.open)
        } else {
            let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last else {
                return nil
            }
            self.init(first: first, last: last)
        }
    }

    /// Whether there is no version in it.
    public var isEmpty: Bool { first > last }

    /// Whether `version` is one of them.
    public func contains(_ version: Int) -> Bool { version >= first && version <= last }

    /// The versions that are in both.
    public func intersection(_ other: Versions) -> Versions {
        let both = Versions(first: max(first, other.first), last: min(last, other.last))
        return both.isEmpty ? .none : both
    }

    /// The smallest range that holds both.
    public func hull(_ other: Versions) -> Versions {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return Versions(first: min(first, other.first), last: max(last, other.last))
    }
}

extension Versions: CustomStringConvertible {
    public var description: String {
        if isEmpty { return "none" }
        if last == Versions.open { return "\(first)+" }
        return first == last ? "\(first)" : "\(first)-\(last)"
    }
}
