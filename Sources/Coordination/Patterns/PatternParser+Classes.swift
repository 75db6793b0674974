extension PatternParser {
    // MARK: Escapes

    mutating func escaped() throws(PatternError) -> PatternNode {
        at += 1
        guard let scalar = next else { throw PatternError(reason: "trailing backslash at end of expression") }
        switch scalar {
        case "A": return passing(.atStart)
        case "z": return passing(.atEnd)
        case "b": return passing(.atWordBoundary(true))
        case "B": return passing(.atWordBoundary(false))
        default: break
        }
        if let set = try escapedClass() { return .read(flags.ignoresCase ? set.ignoringCase : set) }
        return literal(try escapedScalar())
    }

    private mutating func passing(_ node: PatternNode) -> PatternNode {
        at += 1
        return node
    }

    /// `\d` and its like, and `\p{…}`; nil for anything else.
    private mutating func escapedClass() throws(PatternError) -> AsciiSet? {
        let sets: [Unicode.Scalar: AsciiSet] = ["d": .digits, "s": .space, "w": .word]
        guard let scalar = next else { return nil }
        if let set = sets[scalar] ?? sets[Unicode.Scalar(scalar.value | 32) ?? " "]?.inverted {
            at += 1
            return set
        }
        guard scalar == "p" || scalar == "P" else { return nil }
        at += 1
        return try unicodeClass(isNegated: scalar == "P")
    }

    private mutating func unicodeClass(isNegated: Bool) throws(PatternError) -> AsciiSet {
        var isNegated = isNegated
        var name = ""
        if take("{" as Unicode.Scalar) {
            if take("^" as Unicode.Scalar) { isNegated.toggle() }
            while let scalar = next, scalar != "}" {
                name.unicodeScalars.append(scalar)
                at += 1
            }
            guard take("}" as Unicode.Scalar) else { throw PatternError(reason: "invalid character class range") }
        } else if let scalar = next {
            name.unicodeScalars.append(scalar)
            at += 1
        }
        guard let set = UnicodeClass.set(named: name) else {
            throw PatternError(reason: "invalid character class range")
        }
        return isNegated ? set.inverted : set
    }

    /// A character that is written with a backslash before it, which was read.
    private mutating func escapedScalar() throws(PatternError) -> Unicode.Scalar {
        guard let scalar = next else { throw PatternError(reason: "trailing backslash at end of expression") }
        at += 1
        let controls: [Unicode.Scalar: UInt32] = ["a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11]
        if let control = controls[scalar] { return Unicode.Scalar(control) ?? scalar }
        if scalar == "x", let found = hexadecimal() { return found }
        if scalar == "0" || ("1"..."7").contains(scalar) && ("0"..."7").contains(next ?? " ") { return octal(scalar) }
        guard !AsciiSet.letters.union(.digits).contains(scalar) else {
            throw PatternError(reason: "invalid escape sequence")
        }
        return scalar
    }

    /// Two digits, or any number of them in braces.
    private mutating func hexadecimal() -> Unicode.Scalar? {
        func digit(_ scalar: Unicode.Scalar?) -> UInt32? {
            scalar.flatMap { $0.value < 128 ? UInt32(String($0), radix: 16) : nil }
        }
        var value: UInt32 = 0
        if take("{" as Unicode.Scalar) {
            while let found = digit(next) {
                value = value << 4 | found
                at += 1
                guard value <= 0x10_ffff else { return nil }
            }
            return take("}" as Unicode.Scalar) ? Unicode.Scalar(value) : nil
        }
        for _ in 0..<2 {
            guard let found = digit(next) else { return nil }
            value = value << 4 | found
            at += 1
        }
        return Unicode.Scalar(value)
    }

    private mutating func octal(_ first: Unicode.Scalar) -> Unicode.Scalar {
        var value = first.value - 48
        for _ in 0..<2 {
            guard let scalar = next, ("0"..."7").contains(scalar) else { break }
            value = value * 8 + scalar.value - 48
            at += 1
        }
        return Unicode.Scalar(value) ?? first
    }

    // MARK: Brackets

    /// `[a-z_]` and its like, from the opening bracket on.
    mutating func bracketed() throws(PatternError) -> AsciiSet {
        at += 1
        var set = AsciiSet.none
        let isNegated = take("^" as Unicode.Scalar)
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            if let named = try namedClass() {
                set = set.union(named)
            } else {
                set = set.union(try bracketedRange())
            }
        }
        guard take("]" as Unicode.Scalar) else { throw PatternError(reason: "missing closing ]") }
        if flags.ignoresCase { set = set.ignoringCase }
        return isNegated ? set.inverted : set
    }

    /// `[:alpha:]`, `\d` or `\pL`; nil for anything else.
    private mutating func namedClass() throws(PatternError) -> AsciiSet? {
        let start = at
        if take("[:") {
            let isNegated = take("^" as Unicode.Scalar)
            var name = ""
            while let scalar = next, AsciiSet.letters.contains(scalar) {
                name.unicodeScalars.append(scalar)
                at += 1
            }
            if take(":]") {
                guard let set = UnicodeClass.posix[name] else {
                    throw PatternError(reason: "invalid character class range")
                }
                return isNegated ? set.inverted : set
            }
            at = start
            return nil
        }
        guard take("\\" as Unicode.Scalar) else { return nil }
        if let set = try escapedClass() { return set }
        at = start
        return nil
    }

    private mutating func bracketedRange() throws(PatternError) -> AsciiSet {
        let first = try bracketedScalar()
        // A dash at the end stands for itself.
        guard next == "-", at + 1 < text.count, text[at + 1] != "]" else {
            return AsciiSet([first.value...first.value])
        }
        at += 1
        let last = try bracketedScalar()
        guard first <= last else {
            throw PatternError(reason: "invalid character class range")
        }
        return AsciiSet([first.value...last.value])
    }

    private mutating func bracketedScalar() throws(PatternError) -> Unicode.Scalar {
        guard let scalar = next else { throw PatternError(reason: "missing closing ]") }
        at += 1
        return scalar == "\\" ? try escapedScalar() : scalar
    }
}
