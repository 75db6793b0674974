import Binary

/// What a voter must never forget: the epoch and its vote in it; kept in the file `quorum-state` as Kafka writes it.
public struct QuorumState: Hashable, Sendable {
    /// The leader of the epoch; nil where it is not known.
    public var leaderId: Int32?
    /// The highest epoch seen.
    public var epoch: Int32
    /// Whom this replica gave its vote in the epoch; directory id zero where it was not told.
    public var vote: ReplicaKey?

    /// The state of a replica that has seen nothing yet.
    public static let initial = QuorumState(leaderId: nil, epoch: 0, vote: nil)

    /// A state.
    public init(leaderId: Int32?, epoch: Int32, vote: ReplicaKey?) {
        self.leaderId = leaderId
        self.epoch = epoch
        self.vote = vote
    }

    /// Reads the content of `quorum-state`, of data version 0 (static voters) or 1.
    ///
    /// - Throws: `.corrupt`.
    public init(json text: String) throws(QuorumError) {
        func damaged(_ cause: String) -> QuorumError { QuorumError(.corrupt, "quorum-state", cause) }
        guard let object = FlatJSON.scalars(of: text) else { throw damaged("is no JSON object") }
        func number(_ name: String, _ missing: Int32) throws(QuorumError) -> Int32 {
            guard let value = object[name] else { return missing }
            guard let number = Int32(value) else { throw damaged("\(name) is \(value)") }
            return number
        }
        let version = try number("data_version", -1)
        guard version == 0 || version == 1 else { throw damaged("has data_version \(version); 0 and 1 are known") }
        let leader = try number("leaderId", -1)
        let votedId = try number("votedId", -1)
        epoch = try number("leaderEpoch", -1)
        guard epoch >= 0 else { throw damaged("has leaderEpoch \(epoch)") }
        leaderId = leader >= 0 ? leader : nil
        vote = nil
        if votedId >= 0 {
            guard let directory = Uuid(object["votedDirectoryId"] ?? Uuid.zero.description) else {
                throw damaged("has an illegal votedDirectoryId")
            }
            vote = ReplicaKey(id: votedId, directoryId: directory)
        }
    }

    /// The file's content.
    ///
    /// - Parameter staticVoters: the voters' ids where the quorum is of kraft.version 0, whose form differs; else nil.
    public func json(staticVoters: [Int32]? = nil) -> String {
        let fields = "\"leaderId\":\(leaderId ?? -1),\"leaderEpoch\":\(epoch),\"votedId\":\(vote?.id ?? -1)"
        guard let staticVoters else {
            return "{\(fields),\"votedDirectoryId\":\"\(vote?.directoryId ?? .zero)\",\"data_version\":1}"
        }
        let voters = staticVoters.map { "{\"voterId\":\($0)}" }.joined(separator: ",")
        return "{\"clusterId\":\"\",\(fields),\"appliedOffset\":0,\"currentVoters\":[\(voters)],\"data_version\":0}"
    }
}

/// Reads the numbers and strings of one JSON object, as much JSON as Kafka puts into its small files.
enum FlatJSON {
    /// The members that are numbers, strings, booleans or null, as text; members that are arrays or objects are left
    /// out, and escapes other than of `"` `\` `/` are refused. Nil where the text is no object.
    static func scalars(of text: String) -> [String: String]? {
        var scanner = Scanner(bytes: Array(text.utf8))
        guard let members = scanner.object(depth: 0), scanner.next() == nil else { return nil }
        return members
    }

    private struct Scanner {
        let bytes: [UInt8]
        var position = 0

        /// The next byte that is not white space, without going past it; nil at the end.
        mutating func next() -> UInt8? {
            while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) { position += 1 }
            return position < bytes.count ? bytes[position] : nil
        }

        mutating func take(_ character: Character) -> Bool {
            guard let byte = next(), byte == character.asciiValue else { return false }
            position += 1
            return true
        }

        mutating func object(depth: Int) -> [String: String]? {
            guard depth < 8, take("{") else { return nil }
            var members: [String: String] = [:]
            if take("}") { return members }
            repeat {
                guard let name = string(), take(":"), let value = value(depth: depth) else { return nil }
                if let scalar = value.scalar { members[name] = scalar }
            } while take(",")
            return take("}") ? members : nil
        }

        mutating func array(depth: Int) -> Bool {
            guard depth < 8, take("[") else { return false }
            if take("]") { return true }
            repeat {
                guard value(depth: depth) != nil else { return false }
            } while take(",")
            return take("]")
        }

        /// The next value: its text where it is a scalar; nil where it is no JSON.
        mutating func value(depth: Int) -> (scalar: String?, Void)? {
            switch next() {
            case UInt8(ascii: "{"): return object(depth: depth + 1) == nil ? nil : (nil, ())
            case UInt8(ascii: "["): return array(depth: depth + 1) ? (nil, ()) : nil
            case UInt8(ascii: "\""): return string().map { ($0, ()) }
            default: return word().map { ($0, ()) }
            }
        }

        mutating func word() -> String? {
            let start = position
            while position < bytes.count, !Array(",]} \t\r\n".utf8).contains(bytes[position]) { position += 1 }
            return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
        }

        mutating func string() -> String? {
            guard take("\"") else { return nil }
            var content: [UInt8] = []
            while position < bytes.count {
                var byte = bytes[position]
                position += 1
                if byte == UInt8(ascii: "\"") { return String(decoding: content, as: UTF8.self) }
                if byte == UInt8(ascii: "\\") {
                    guard position < bytes.count, Array("\"\\/".utf8).contains(bytes[position]) else { return nil }
                    byte = bytes[position]
                    position += 1
                }
                content.append(byte)
            }
            return nil
        }
    }
}
