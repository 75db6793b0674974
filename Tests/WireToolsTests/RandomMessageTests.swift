import Binary
import ProtocolSchema
import Testing
import WireTools

/// Random messages of every kind and version, written from the schema by `RandomMessage`.
@Suite struct RandomMessageTests {
    static let seed = UInt64.random(in: .min ... .max)

    /// Every message of both schemas with its generated type.
    func messages() throws -> [(Message, any KafkaMessage.Type)] {
        var found: [(Message, any KafkaMessage.Type)] = []
        for file in ["apis.schema", "records.schema"] {
            let schema = try Schema(parsing: String(decoding: try protocolFile(file), as: UTF8.self))
            for message in schema.messages {
                found.append((message, try #require(MessageCatalog.type(named: message.name), "\(message.name)")))
            }
        }
        return found
    }

    /// Decodes, tells whether that went to the end without a fault, and encodes what came out.
    func pass<T: KafkaMessage>(_ type: T.Type, _ bytes: [UInt8], _ version: Int16) -> (isWhole: Bool, again: [UInt8]) {
        var reader = BinaryReader(bytes.span.bytes)
        let message = T(from: &reader, version: version)
        var writer = BinaryWriter()
        message.encode(to: &writer, version: version)
        return (reader.isAtEnd, writer.array())
    }

    func encodedFresh<T: KafkaMessage>(_ type: T.Type, _ version: Int16) -> [UInt8] {
        var writer = BinaryWriter()
        T().encode(to: &writer, version: version)
        return writer.array()
    }

    @Test func whatTheSchemaWritesIsReadAndWrittenTheSame() throws {
        var wrong: [String] = []
        var count = 0
        for (message, type) in try messages() {
            for version in message.versions.first...message.versions.last {
                for round in 0..<10 {
                    var random = RandomMessage(
                        message: message, version: version,
                        random: SeededGenerator(state: Self.seed &+ UInt64(version * 1000 + round)))
                    let bytes = random.bytes()
                    let (isWhole, again) = pass(type, bytes, Int16(version))
                    count += 1
                    if !isWhole || again != bytes { wrong.append("\(message.name) version \(version)") }
                }
            }
        }
        #expect(wrong == [], "seed \(Self.seed)")
        #expect(count > 7_000)
    }

    /// A message without its end is never taken for whole; one with changed bytes never traps, and what it was taken
    /// for is written and read the same from then on.
    @Test func damageIsSurvived() throws {
        var wrong: [String] = []
        for (message, type) in try messages() {
            for version in message.versions.first...message.versions.last {
                var random = RandomMessage(
                    message: message, version: version, random: SeededGenerator(state: Self.seed &+ UInt64(version)))
                let bytes = random.bytes()
                for cut in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 50)) {
                    let (isWhole, _) = pass(type, Array(bytes[..<cut]), Int16(version))
                    if isWhole { wrong.append("\(message.name) version \(version) cut at \(cut)") }
                }
                for _ in 0..<20 where !bytes.isEmpty {
                    var changed = bytes
                    for _ in 0...Int.random(in: 0...2, using: &random.random) {
                        let index = Int.random(in: 0..<changed.count, using: &random.random)
                        changed[index] = [0, 1, 0x7f, 0x80, 0xff, 2].randomElement(using: &random.random) ?? 0
                    }
                    let (isWhole, again) = pass(type, changed, Int16(version))
                    if isWhole, pass(type, again, Int16(version)).again != again {
                        wrong.append("\(message.name) version \(version) changed")
                    }
                }
            }
        }
        #expect(wrong == [], "seed \(Self.seed)")
    }

    /// Also where a default is null and the version cannot say so.
    @Test func aFreshMessageIsWrittenInEveryVersion() throws {
        var wrong: [String] = []
        for (message, type) in try messages() {
            for version in type.validVersions {
                let fresh = encodedFresh(type, version)
                let (isWhole, again) = pass(type, fresh, version)
                if !isWhole || again != fresh { wrong.append("\(message.name) version \(version)") }
            }
            #expect(type.validVersions == Int16(message.versions.first)...Int16(message.versions.last))
            for version in type.validVersions {
                #expect(type.isFlexible(version) == message.flexible.contains(Int(version)), "\(message.name)")
            }
        }
        #expect(wrong == [])
    }
}
