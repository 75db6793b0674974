// Lengths, nulls and tag sections as Kafka's messages have them; the counterpart of BinaryReader+Fields.

extension BinaryWriter {
    /// A length or count; -1 is null.
    @inline(never)
    @usableFromInline mutating func length(_ length: Int, compact: Bool) {
        if compact {
            unsignedVarint(UInt32(truncatingIfNeeded: length &+ 1))
        } else {
            int32(Int32(truncatingIfNeeded: length))
        }
    }

    /// Appends a string; nil as empty unless `nullable`. What is longer than Kafka reads is cut at a character.
    @inline(never)
    public mutating func string(_ value: String?, compact: Bool, nullable: Bool) {
        guard let value = value ?? (nullable ? nil : "") else {
            if compact { uint8(0) } else { int16(-1) }
            return
        }
        let text = value.utf8
        guard text.count > BinaryReader.longestString else {
            stringLength(text.count, compact: compact)
            return utf8(value)
        }
        var end = text.index(text.startIndex, offsetBy: BinaryReader.longestString)
        while end > text.startIndex, text[end] & 0xc0 == 0x80 { end = text.index(before: end) }
        let cut = String(value[..<end])
        stringLength(cut.utf8.count, compact: compact)
        utf8(cut)
    }

    private mutating func stringLength(_ size: Int, compact: Bool) {
        if compact { length(size, compact: true) } else { int16(Int16(truncatingIfNeeded: size)) }
    }

    /// Appends a string.
    @inline(never)
    public mutating func string(_ value: String, compact: Bool) {
        string(value, compact: compact, nullable: false)
    }

    /// Appends bytes with their length; nil as empty unless `nullable`.
    @inline(never)
    public mutating func byteArray(_ value: [UInt8]?, compact: Bool, nullable: Bool) {
        guard let value = value ?? (nullable ? nil : []) else { return length(-1, compact: compact) }
        length(value.count, compact: compact)
        bytes(value)
    }

    /// Appends bytes with their length.
    @inline(never)
    public mutating func byteArray(_ value: [UInt8], compact: Bool) {
        byteArray(value, compact: compact, nullable: false)
    }

    /// Appends an array of structs; nil as empty unless `nullable`.
    @inlinable public mutating func array<T: KafkaStruct>(
        _ value: [T]?, version: Int16, compact: Bool, nullable: Bool
    ) {
        guard let value else { return length(nullable ? -1 : 0, compact: compact) }
        length(value.count, compact: compact)
        for element in value { element.encode(to: &self, version: version) }
    }

    /// Appends an array of structs.
    @inlinable public mutating func array<T: KafkaStruct>(_ value: [T], version: Int16, compact: Bool) {
        length(value.count, compact: compact)
        for element in value { element.encode(to: &self, version: version) }
    }

    /// Appends a struct that may be null: a marker, one byte or within a tag section a varint, then its fields.
    /// Where this version knows no null, the defaults stand for nil.
    @inlinable public mutating func structure<T: KafkaStruct>(
        _ value: T?, version: Int16, tagged: Bool, nullable: Bool
    ) {
        if nullable {
            let absent: Int8 = tagged ? 0 : -1
            int8(value == nil ? absent : 1)
            value?.encode(to: &self, version: version)
        } else {
            (value ?? T()).encode(to: &self, version: version)
        }
    }

    /// Appends the head of a tagged field whose value takes `size` bytes.
    @inlinable public mutating func tag(_ number: UInt32, size: UInt32) {
        unsignedVarint(number)
        unsignedVarint(size)
    }

    /// Appends a tagged field whose size is known once `body` has written it.
    @inline(never)
    public mutating func tag(_ number: UInt32, _ body: (inout BinaryWriter) -> Void) {
        unsignedVarint(number)
        let start = count
        body(&self)
        insertLength(at: start)
    }

    /// Puts the number of bytes from `start` to the end before them, as a varint.
    private mutating func insertLength(at start: Int) {
        let size = count - start
        unsignedVarint(UInt32(truncatingIfNeeded: size))
        let width = count - start - size
        (base + start + width).copyMemory(from: base + start, byteCount: size)
        written = start
        unsignedVarint(UInt32(truncatingIfNeeded: size))
        written += size
    }
}

// Arrays of numbers, ids and strings; nil is written as empty unless `nullable`.
extension BinaryWriter {
    @inline(__always)
    mutating func integers<T: FixedWidthInteger & BitwiseCopyable>(_ value: [T]?, compact: Bool, nullable: Bool) {
        guard let value else { return length(nullable ? -1 : 0, compact: compact) }
        length(value.count, compact: compact)
        for element in value { store(element) }
    }

    /// Appends an array of bytes that are numbers.
    @inline(never)
    public mutating func int8Array(_ value: [Int8]?, compact: Bool, nullable: Bool = false) {
        integers(value, compact: compact, nullable: nullable)
    }

    /// Appends an array of 16-bit numbers.
    @inline(never)
    public mutating func int16Array(_ value: [Int16]?, compact: Bool, nullable: Bool = false) {
        integers(value, compact: compact, nullable: nullable)
    }

    /// Appends an array of 32-bit numbers.
    @inline(never)
    public mutating func int32Array(_ value: [Int32]?, compact: Bool, nullable: Bool = false) {
        integers(value, compact: compact, nullable: nullable)
    }

    /// Appends an array of 64-bit numbers.
    @inline(never)
    public mutating func int64Array(_ value: [Int64]?, compact: Bool, nullable: Bool = false) {
        integers(value, compact: compact, nullable: nullable)
    }

    /// Appends an array of ids.
    @inline(never)
    public mutating func uuidArray(_ value: [Uuid]?, compact: Bool, nullable: Bool = false) {
        guard let value else { return length(nullable ? -1 : 0, compact: compact) }
        length(value.count, compact: compact)
        for element in value { uuid(element) }
    }

    /// Appends an array of strings.
    @inline(never)
    public mutating func stringArray(_ value: [String]?, compact: Bool, nullable: Bool = false) {
        guard let value else { return length(nullable ? -1 : 0, compact: compact) }
        length(value.count, compact: compact)
        for element in value { string(element, compact: compact) }
    }
}
