import Binary
public import KafkaProtocol
import ProtocolSchema

/// A frame or message taken apart: every field with its place, name, type and value, as far as the bytes make sense.
///
/// Walks the schema, not the generated decoders, so that it can say where and why bytes stop being a message.
public struct FrameExplanation: Sendable {
    /// What the bytes are said to be.
    public enum Subject: Sendable {
        /// Header and body; the header says which.
        case request
        /// Header and body of the answer to a request of this API in this version.
        case response(ApiKey, version: Int16)
        /// A message or record without a header.
        case message(name: String, version: Int16)
    }

    /// One field.
    public struct Row: Sendable {
        /// Where it is in the bytes.
        public let bytes: Range<Int>
        /// Such as `topics[0].name`.
        public let path: String
        /// As the schema calls it.
        public let type: String
        public let value: String
    }

    /// In the order of the bytes.
    public private(set) var rows: [Row] = []
    /// Why the walk ended early; nil where every byte has a meaning.
    public private(set) var fault: String?

    /// Takes `bytes` apart; a leading size that fits the rest is recognised.
    public init(_ bytes: [UInt8], as subject: Subject) {
        var walk = FieldWalk()
        var reader = BinaryReader(bytes.span.bytes)
        do throws(FieldWalk.Fault) {
            if case .message = subject {} else { try walk.size(&reader) }
            try FrameExplanation.walk(subject, &walk, &reader)
            if reader.remaining > 0 { try walk.leftOver(&reader) }
        } catch {
            fault = error.text
        }
        rows = walk.rows
    }

    @_lifetime(reader: copy reader)
    private static func walk(
        _ subject: Subject, _ walk: inout FieldWalk, _ reader: inout BinaryReader
    ) throws(FieldWalk.Fault) {
        switch subject {
        case .request:
            let (key, version) = try walk.peekRequest(&reader)
            let definition: ApiDefinition
            do throws(FieldWalk.Fault) {
                definition = try Self.definition(key, version)
            } catch {
                throw walk.sizeFault(&reader) ?? error
            }
            try walk.message("RequestHeader", RequestHeader.version(for: key, version), "header.", &reader)
            try walk.message(definition.name + "Request", version, "", &reader)
        case .response(let key, let version):
            let definition = try Self.definition(key, version)
            try walk.message("ResponseHeader", ResponseHeader.version(for: key, version), "header.", &reader)
            try walk.message(definition.name + "Response", version, "", &reader)
        case .message(let name, let version):
            try walk.message(name, version, "", &reader)
        }
    }

    private static func definition(_ key: ApiKey, _ version: Int16) throws(FieldWalk.Fault) -> ApiDefinition {
        guard let definition = key.definition else {
            throw FieldWalk.Fault(text: "no API has the key \(key.rawValue); is this the beginning of a request?")
        }
        guard definition.versions.contains(version) else {
            let versions = "\(definition.versions.lowerBound) to \(definition.versions.upperBound)"
            throw FieldWalk.Fault(text: "\(definition.name) has versions \(versions), not \(version)")
        }
        return definition
    }
}
