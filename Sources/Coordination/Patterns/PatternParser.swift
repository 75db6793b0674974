/// Reads an expression: alternatives of sequences of pieces, each of which may be repeated.
struct PatternParser {
    /// How deep groups may lie in one another.
    static let maxDepth = 200
    /// The most a number in braces may be, as in RE2.
    static let maxRepetitions = 1_000

    let text: [Unicode.Scalar]
    var at = 0
    private var depth = 0
    var flags = Flags()

    /// What `(?ims)` sets; they end with their group.
    struct Flags {
        var ignoresCase = false
        var dotMatchesNewline = false
    }

    init(_ expression: String) { text = Array(expression.unicodeScalars) }

    /// The scalar to be read next; nil at the end.
    var next: Unicode.Scalar? { at < text.count ? text[at] : nil }

    mutating func parse() throws(PatternError) -> PatternNode {
        let tree = try choice()
        guard next == nil else { throw PatternError(reason: "unexpected )") }
        return tree
    }

    /// Reads `scalar` if it comes next.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        at += 1
        return true
    }

    /// Reads `words` if they come next.
    mutating func take(_ words: String) -> Bool {
        let scalars = Array(words.unicodeScalars)
        guard at + scalars.count <= text.count, Array(text[at..<(at + scalars.count)]) == scalars else { return false }
        at += scalars.count
        return true
    }

    private mutating func choice() throws(PatternError) -> PatternNode {
        var branches = [try sequence()]
        while take("|" as Unicode.Scalar) { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            if take("\\Q") {
                if let last = quoted(&parts) { parts.append(try repeated(last)) }
                continue
            }
            let part = try piece()
            parts.append(try repeated(part))
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    /// Reads up to `\E`; answers the last character, which alone may be repeated.
    private mutating func quoted(_ parts: inout [PatternNode]) -> PatternNode? {
        let first = parts.count
        while next != nil, !take("\\E") {
            parts.append(literal(text[at]))
            at += 1
        }
        return parts.count > first ? parts.popLast() : nil
    }

    // MARK: Repetition

    private mutating func repeated(_ part: PatternNode) throws(PatternError) -> PatternNode {
        guard let (least, most) = try repetition() else { return part }
        // Which of many matches is taken makes no difference to whether there is one.
        _ = take("?" as Unicode.Scalar)
        guard try repetition() == nil else {
            throw PatternError(reason: "invalid nested repetition operator")
        }
        return .repeated(part, least: least, most: most)
    }

    private mutating func repetition() throws(PatternError) -> (least: Int, most: Int?)? {
        if take("*" as Unicode.Scalar) { return (0, nil) }
        if take("+" as Unicode.Scalar) { return (1, nil) }
        if take("?" as Unicode.Scalar) { return (0, 1) }
        let start = at
        guard take("{" as Unicode.Scalar), let least = number() else {
            at = start
            return nil
        }
        var most: Int? = least
        if take("," as Unicode.Scalar) { most = next == "}" ? nil : number() ?? -1 }
        // What does not read as a repetition stands for itself.
        guard take("}" as Unicode.Scalar), most != -1 else {
            at = start
            return nil
        }
        guard least <= PatternParser.maxRepetitions, most ?? least <= PatternParser.maxRepetitions,
            most ?? least >= least
        else { throw PatternError(reason: "invalid repeat count") }
        return (least, most)
    }

    /// A number; beyond what counts it only stays too large.
    private mutating func number() -> Int? {
        let start = at
        var value = 0
        while let digit = next.flatMap({ AsciiSet.digits.contains($0) ? Int($0.value) - 48 : nil }) {
            value = min(value * 10 + digit, 1_000_000)
            at += 1
        }
        return at == start ? nil : value
    }

    // MARK: Pieces

    private mutating func piece() throws(PatternError) -> PatternNode {
        guard let scalar = next else { return .empty }
        switch scalar {
        case "(": return try group()
        case "[": return .read(try bracketed())
        case "\\": return try escaped()
        case "*", "+", "?":
            throw PatternError(reason: "missing argument to repetition operator")
        default: break
        }
        if scalar == "{", try repetition() != nil {
            throw PatternError(reason: "missing argument to repetition operator")
        }
        at += 1
        switch scalar {
        case ".": return .read(flags.dotMatchesNewline ? .all : AsciiSet([10...10]).inverted)
        case "^": return .atStart
        case "$": return .atEnd
        default: return literal(scalar)
        }
    }

    private mutating func group() throws(PatternError) -> PatternNode {
        at += 1
        depth += 1
        defer { depth -= 1 }
        guard depth <= PatternParser.maxDepth else { throw PatternError(reason: "expression nests too deeply") }
        let outer = flags
        if take("?P<") || take("?<") {
            try groupName()
        } else if take("?" as Unicode.Scalar) {
            guard try groupFlags() else { return .empty }
        }
        let tree = try choice()
        flags = outer
        guard take(")" as Unicode.Scalar) else { throw PatternError(reason: "missing closing )") }
        return tree
    }

    private mutating func groupName() throws(PatternError) {
        let first = at
        while let scalar = next, AsciiSet.word.contains(scalar) { at += 1 }
        guard at > first, take(">" as Unicode.Scalar) else {
            throw PatternError(reason: "invalid named capture")
        }
    }

    /// Reads `ims-U` and the colon after it; false where a parenthesis ends it, and the flags hold for what follows.
    private mutating func groupFlags() throws(PatternError) -> Bool {
        var value = true
        while let scalar = next {
            at += 1
            switch scalar {
            case "i": flags.ignoresCase = value
            case "s": flags.dotMatchesNewline = value
            // Names have one line, and there is no first match to prefer.
            case "m", "U": break
            case "-" where value: value = false
            case ":": return true
            case ")": return false
            default: throw PatternError(reason: "invalid or unsupported Perl syntax")
            }
        }
        throw PatternError(reason: "invalid or unsupported Perl syntax")
    }

    func literal(_ scalar: Unicode.Scalar) -> PatternNode {
        let set = AsciiSet(scalar...scalar)
        return .read(flags.ignoresCase ? set.ignoringCase : set)
    }
}

extension AsciiSet {
    func contains(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 128 && contains(UInt8(scalar.value)) }
}
