/// An expression as it was read.
indirect enum PatternNode: Sendable {
    case empty
    case read(AsciiSet)
    case atStart
    case atEnd
    case atWordBoundary(Bool)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// At least, and at most; nil for any number.
    case repeated(PatternNode, least: Int, most: Int?)

    /// The instructions it takes; the largest number where they cannot be counted.
    var size: Int {
        switch self {
        case .empty: 0
        case .read, .atStart, .atEnd, .atWordBoundary: 1
        case .sequence(let parts): parts.reduce(0) { PatternNode.sum($0, $1.size) }
        case .choice(let branches): branches.reduce(0) { PatternNode.sum($0, PatternNode.sum($1.size, 2)) }
        case .repeated(let part, let least, let most):
            PatternNode.product(PatternNode.sum(part.size, 2), max(least, most ?? least) + 1)
        }
    }

    private static func sum(_ left: Int, _ right: Int) -> Int {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }

    private static func product(_ left: Int, _ right: Int) -> Int {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? .max : product
    }
}
