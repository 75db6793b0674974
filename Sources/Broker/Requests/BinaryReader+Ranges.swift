import Binary

/// For requests that are walked where they stand: where the bytes of a field are, instead of a copy of them.
extension BinaryReader {
    /// A string that may be null.
    @_lifetime(self: copy self)
    mutating func nullableStringRange(compact: Bool) -> Range<Int>? {
        range(compact ? Int(unsignedVarint()) - 1 : Int(int16()))
    }

    /// A string; a null one fails.
    @_lifetime(self: copy self)
    mutating func stringRange(compact: Bool) -> Range<Int> {
        guard let range = nullableStringRange(compact: compact) else {
            failed = true
            return 0..<0
        }
        return range
    }

    /// Bytes or records that may be null.
    @_lifetime(self: copy self)
    mutating func nullableBytesRange(compact: Bool) -> Range<Int>? {
        range(compact ? Int(unsignedVarint()) - 1 : Int(int32()))
    }

    @_lifetime(self: copy self)
    private mutating func range(_ length: Int) -> Range<Int>? {
        guard length >= -1, length <= remaining, !failed else {
            failed = true
            return nil
        }
        guard length >= 0 else { return nil }
        defer { position += length }
        return position..<(position + length)
    }

    /// The count of an array that may not be null; 0 where it fails.
    @_lifetime(self: copy self)
    mutating func arrayCount(compact: Bool, elementSize: Int) -> Int {
        arrayCount(compact: compact, nullable: false, elementSize: elementSize) ?? 0
    }

    /// Skips tagged fields where the version has them.
    @_lifetime(self: copy self)
    mutating func skipTags(ifFlexible flexible: Bool) {
        if flexible { skipTags() }
    }
}
