public import Binary

/// Whose directory it is: the file `meta.properties` in Kafka's form.
public struct MetaProperties: Hashable, Sendable {
    /// The cluster's id, as text: Kafka takes any.
    public var clusterId: String
    /// The node's id.
    public var nodeId: Int32
    /// The directory's own id.
    public var directoryId: Uuid

    /// The file's name.
    static let fileName = "meta.properties"

    /// The identity of a new directory.
    public init(clusterId: String, nodeId: Int32, directoryId: Uuid) {
        self.clusterId = clusterId
        self.nodeId = nodeId
        self.directoryId = directoryId
    }

    /// Reads the file. A directory of before Kafka 3.7 has no id yet: then `directoryId` is zero.
    ///
    /// - Throws: `.damaged`.
    init(_ text: String) throws(ControlError) {
        func damaged(_ cause: String) -> ControlError { ControlError(.damaged, MetaProperties.fileName, cause) }
        let properties = JavaProperties.parse(text)
        guard let version = properties["version"], version == "1" else {
            throw damaged("has version \(properties["version"] ?? "none"); 1 is known")
        }
        guard let clusterId = properties["cluster.id"], !clusterId.isEmpty else { throw damaged("has no cluster.id") }
        guard let node = properties["node.id"], let nodeId = Int32(node), nodeId >= 0 else {
            throw damaged("has no node.id of at least 0")
        }
        guard let directoryId = Uuid(properties["directory.id"] ?? Uuid.zero.description) else {
            throw damaged("has the illegal directory.id \(properties["directory.id"] ?? "")")
        }
        self.init(clusterId: clusterId, nodeId: nodeId, directoryId: directoryId)
    }

    /// The file's content.
    var text: String {
        "#\nnode.id=\(nodeId)\ndirectory.id=\(directoryId)\nversion=1\ncluster.id=\(clusterId)\n"
    }
}

/// The part of Java's property files that Kafka writes: a line per property, comments, blanks, no continuation.
enum JavaProperties {
    /// The properties by name; of several with one name the last counts.
    static func parse(_ text: String) -> [String: String] {
        var properties: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let trimmed = line.drop(while: \.isWhitespace)
            guard let first = trimmed.first, first != "#", first != "!",
                let equals = trimmed.firstIndex(where: { $0 == "=" || $0 == ":" })
            else { continue }
            let name = trimmed[..<equals].filter { !$0.isWhitespace }
            let value = trimmed[trimmed.index(after: equals)...].drop(while: \.isWhitespace)
            properties[String(name)] = String(value.filter { $0 != "\\" })
        }
        return properties
    }
}
