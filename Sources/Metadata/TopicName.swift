/// The rules for names of topics.
public enum TopicName {
    /// The longest name, in bytes: folder names add a partition and a suffix.
    public static let maxLength = 249

    /// Why a name is not allowed, in Kafka's words; nil for a legal one.
    public static func fault(_ name: String) -> String? {
        if name.isEmpty { return "Topic name is invalid: the empty string is not allowed" }
        if name == "." { return "Topic name is invalid: '.' is not allowed" }
        if name == ".." { return "Topic name is invalid: '..' is not allowed" }
        if name.utf8.count > maxLength {
            return "Topic name is invalid: the length of '\(name)' is longer than the max allowed length \(maxLength)"
        }
        guard name.utf8.allSatisfy(isLegal) else {
            return "Topic name is invalid: '\(name)' contains one or more characters other than ASCII alphanumerics, "
                + "'.', '_' and '-'"
        }
        return nil
    }

    /// Whether the topic is one of those that brokers keep for themselves.
    public static func isInternal(_ name: String) -> Bool {
        name == consumerOffsets || name == transactionState || name == shareGroupState
    }

    /// The metadata log, which is no topic that clients see.
    public static let clusterMetadata = "__cluster_metadata"
    /// Where groups keep offsets and members.
    public static let consumerOffsets = "__consumer_offsets"
    /// Where transactions are kept.
    public static let transactionState = "__transaction_state"
    /// Where share groups keep their progress.
    public static let shareGroupState = "__share_group_state"

    /// The form in which two names may not be equal, because metrics write "." as "_"; nil where that changes nothing.
    static func collisionKey(_ name: String) -> String? {
        guard name.utf8.contains(UInt8(ascii: ".")) || name.utf8.contains(UInt8(ascii: "_")) else { return nil }
        return String(decoding: name.utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    }

    private static func isLegal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            return true
        default:
            return false
        }
    }
}
