// Lengths, nulls and tag sections as Kafka's messages have them. Never inlined: messages are cold code, and there are
// hundreds of them (the loops that are hot walk their bytes in place).

extension BinaryReader {
    /// Kafka reads no longer string, whatever the length field could say.
    @usableFromInline static var longestString: Int { 0x7fff }
    /// So much is reserved at most on the word of a count; beyond it the array grows as elements really arrive.
    @usableFromInline static var reservedElements: Int { 1024 }

    /// A length: -1 for null, and failure below that or above what remains.
    @_lifetime(self: copy self)
    mutating func length(compact: Bool, wide: Bool) -> Int {
        let length: Int
        if compact {
            length = Int(unsignedVarint()) &- 1
        } else {
            length = wide ? Int(int32()) : Int(int16())
        }
        guard !failed, length >= -1, length <= remaining else {
            failed = true
            return -1
        }
        return length
    }

    /// A string that may be null only if `nullable` says so.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func string(compact: Bool, nullable: Bool) -> String? {
        let length = length(compact: compact, wide: false)
        guard length >= 0 else {
            if !nullable { failed = true }
            return nil
        }
        guard length <= BinaryReader.longestString else {
            failed = true
            return nil
        }
        return string(length)
    }

    /// A string that may not be null.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func string(compact: Bool) -> String {
        string(compact: compact, nullable: false) ?? ""
    }

    /// Bytes that may be null only if `nullable` says so.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func byteArray(compact: Bool, nullable: Bool) -> [UInt8]? {
        let length = length(compact: compact, wide: true)
        guard length >= 0 else {
            if !nullable { failed = true }
            return nil
        }
        return array(length)
    }

    /// Bytes that may not be null.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func byteArray(compact: Bool) -> [UInt8] {
        byteArray(compact: compact, nullable: false) ?? []
    }

    /// The number of elements of an array, nil for null, which fails unless `nullable`.
    ///
    /// - Parameter elementSize: the least bytes one element takes, at least 1; more elements than fit fail.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func arrayCount(compact: Bool, nullable: Bool, elementSize: Int) -> Int? {
        let announced = compact ? Int(unsignedVarint()) &- 1 : Int(int32())
        if announced == -1, nullable, !failed { return nil }
        let count = count(announced, elementSize: elementSize)
        return failed ? nil : count
    }

    /// Whether a struct that may be null is so. The marker is one byte, within a tag section a varint.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func structIsNull(tagged: Bool, nullable: Bool) -> Bool {
        guard nullable else { return false }
        return tagged ? unsignedVarint() == 0 : int8() < 0
    }

    /// The head of one field of a tag section: its number, and the position after its value.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func tag() -> (number: UInt32, end: Int) {
        let number = unsignedVarint()
        let size = Int(unsignedVarint())
        guard !failed, size <= remaining else {
            failed = true
            return (number, position)
        }
        return (number, position &+ size)
    }

    /// Fails unless a tagged field was read to its `end` exactly.
    @_lifetime(self: copy self)
    @inlinable public mutating func endTag(_ end: Int) {
        if position != end { failed = true }
    }

    /// Goes past a tag section in which no tag is known.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func skipTags() {
        var left = unsignedVarint()
        while left > 0, !failed {
            left &-= 1
            let (_, end) = tag()
            skip(end &- position)
        }
    }
}

// Arrays.
extension BinaryReader {
    /// An array of structs, nil for null, which fails unless `nullable`.
    @_lifetime(self: copy self)
    @inlinable public mutating func array<T: KafkaStruct>(
        of type: T.Type, version: Int16, compact: Bool, nullable: Bool, elementSize: Int
    ) -> [T]? {
        guard let count = arrayCount(compact: compact, nullable: nullable, elementSize: elementSize) else {
            return nil
        }
        var elements: [T] = []
        elements.reserveCapacity(min(count, BinaryReader.reservedElements))
        while elements.count < count, !failed { elements.append(T(from: &self, version: version)) }
        return elements
    }

    /// An array of structs that may not be null.
    @_lifetime(self: copy self)
    @inlinable public mutating func array<T: KafkaStruct>(
        of type: T.Type, version: Int16, compact: Bool, elementSize: Int
    ) -> [T] {
        array(of: type, version: version, compact: compact, nullable: false, elementSize: elementSize) ?? []
    }

    @_lifetime(self: copy self)
    @inline(__always)
    mutating func integers<T: FixedWidthInteger & BitwiseCopyable>(compact: Bool, nullable: Bool) -> [T]? {
        guard let count = arrayCount(compact: compact, nullable: nullable, elementSize: MemoryLayout<T>.size) else {
            return nil
        }
        var elements: [T] = []
        elements.reserveCapacity(count)
        while elements.count < count { elements.append(load(T.self)) }
        return elements
    }

    /// An array of bytes that are numbers.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func int8Array(compact: Bool, nullable: Bool = false) -> [Int8]? {
        integers(compact: compact, nullable: nullable)
    }

    /// An array of 16-bit numbers.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func int16Array(compact: Bool, nullable: Bool = false) -> [Int16]? {
        integers(compact: compact, nullable: nullable)
    }

    /// An array of 32-bit numbers.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func int32Array(compact: Bool, nullable: Bool = false) -> [Int32]? {
        integers(compact: compact, nullable: nullable)
    }

    /// An array of 64-bit numbers.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func int64Array(compact: Bool, nullable: Bool = false) -> [Int64]? {
        integers(compact: compact, nullable: nullable)
    }

    /// An array of ids.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func uuidArray(compact: Bool, nullable: Bool = false) -> [Uuid]? {
        guard let count = arrayCount(compact: compact, nullable: nullable, elementSize: 16) else { return nil }
        var elements: [Uuid] = []
        elements.reserveCapacity(count)
        while elements.count < count { elements.append(uuid()) }
        return elements
    }

    /// An array of strings, none of them null.
    @_lifetime(self: copy self)
    @inline(never)
    public mutating func stringArray(compact: Bool, nullable: Bool = false) -> [String]? {
        guard let count = arrayCount(compact: compact, nullable: nullable, elementSize: compact ? 1 : 2) else {
            return nil
        }
        var elements: [String] = []
        elements.reserveCapacity(min(count, BinaryReader.reservedElements))
        while elements.count < count, !failed { elements.append(string(compact: compact)) }
        return elements
    }
}
