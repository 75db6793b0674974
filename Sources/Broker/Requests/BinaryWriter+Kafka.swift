import Binary

/// For replies that are written straight from the state they tell of.
extension BinaryWriter {
    /// The count before the elements of an array.
    mutating func arrayCount(_ count: Int, compact: Bool) {
        if compact { unsignedVarint(UInt32(truncatingIfNeeded: count + 1)) } else { int32(Int32(clamping: count)) }
    }

    /// A string from its bytes, which came in as one.
    mutating func string(_ bytes: UnsafeRawBufferPointer, compact: Bool) {
        if compact {
            unsignedVarint(UInt32(truncatingIfNeeded: bytes.count + 1))
        } else {
            int16(Int16(clamping: bytes.count))
        }
        self.bytes(bytes)
    }

    /// No tagged fields, where the version has them.
    mutating func noTags(ifFlexible flexible: Bool) {
        if flexible { uint8(0) }
    }
}
