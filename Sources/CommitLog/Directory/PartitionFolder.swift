/// A folder of a data directory that holds, or held, a partition.
public struct PartitionFolder: Hashable, Sendable {
    /// The topic's name.
    public var topic: String
    /// The partition's number.
    public var partition: Int32

    /// The folder of partition `partition` of `topic`.
    public init(topic: String, partition: Int32) {
        self.topic = topic
        self.partition = partition
    }

    /// The folder called `name`; nil where that is no partition's: another suffix, or a name no topic has.
    public init?(_ name: String) {
        guard let dash = name.lastIndex(of: "-"), let number = Int32(name[name.index(after: dash)...]), number >= 0,
            name[name.index(after: dash)...] == String(number)[...], Self.isLegal(String(name[..<dash]))
        else { return nil }
        self.init(topic: String(name[..<dash]), partition: number)
    }

    /// The folder of the cluster's metadata, which is no topic's.
    public static let metadata = PartitionFolder(topic: "__cluster_metadata", partition: 0)

    /// The folder's name.
    public var name: String { "\(topic)-\(partition)" }

    /// Whether a topic may have this name: 1 to 249 letters, digits, dots, underscores and dashes, but not "." or "..".
    /// The name becomes part of a path, so this is what keeps a path inside its directory.
    public static func isLegal(_ topic: String) -> Bool {
        guard (1...249).contains(topic.utf8.count), topic != ".", topic != ".." else { return false }
        return topic.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}
