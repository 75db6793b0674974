import Binary
import Testing

@Suite struct BinaryTests {
    /// Writes with `write`, reads with `read`, and answers the value, whether all was read, and the bytes written.
    func roundTrip<T: Sendable>(
        _ write: (inout BinaryWriter) -> Void, _ read: (inout BinaryReader) -> T
    ) -> (value: T, atEnd: Bool, bytes: [UInt8]) {
        var writer = BinaryWriter(capacity: 16)
        write(&writer)
        var reader = BinaryReader(writer.span)
        let value = read(&reader)
        return (value, reader.isAtEnd, writer.array())
    }

    @Test func integersAreBigEndian() {
        let (value, atEnd, bytes) = roundTrip({ $0.int32(0x0102_0304) }, { $0.int32() })
        #expect(value == 0x0102_0304 && atEnd && bytes == [1, 2, 3, 4])
    }

    @Test func varintsKeepEveryValue() {
        for value in [0, 1, -1, 63, 64, -64, -65, 300, Int64(Int32.max), Int64(Int32.min)] {
            let narrow = roundTrip({ $0.varint(Int32(value)) }, { Int64($0.varint()) })
            let wide = roundTrip({ $0.varlong(value) }, { $0.varlong() })
            #expect(narrow.value == value && narrow.atEnd && wide.value == value && wide.atEnd)
        }
        let extremes = roundTrip({ $0.varlong(.min) }, { $0.varlong() })
        #expect(extremes.value == .min && extremes.atEnd && extremes.bytes.count == 10)
    }

    @Test func readsPastTheEndFailAndStayFailed() {
        let (_, atEnd, _) = roundTrip(
            { $0.int16(5) },
            { reader in
                _ = reader.int32()
                return reader.int16()
            })
        #expect(!atEnd)
        let unended = roundTrip({ $0.bytes([0xff, 0xff, 0xff, 0xff, 0xff, 0x01]) }, { $0.unsignedVarint() })
        #expect(unended.value == 0 && !unended.atEnd)
        let tooMany = roundTrip({ $0.zeros(8) }, { $0.count(9, elementSize: 1) })
        #expect(tooMany.value == 0 && !tooMany.atEnd)
    }

    @Test func uuidIsKafkasBase64() {
        let id = Uuid(high: 0x0123_4567_89ab_4def, low: 0x8123_4567_89ab_cdef)
        #expect(Uuid(id.description) == id && id.description == "ASNFZ4mrTe-BI0VniavN7w")
        #expect(Uuid("too short") == nil && Uuid(Uuid.zero.description) == .zero)
    }
}
