public import Binary
public import World

/// Kafka's `meta.properties`: whose data directory this is. Lines that this build does not know are kept.
public struct MetaProperties: Equatable, Sendable {
    /// The file's name.
    public static let name = "meta.properties"

    /// The cluster's id: 22 characters of base64, or any text a user chose.
    public var clusterId: String
    /// The node's id.
    public var nodeId: Int32
    /// This directory's id.
    public var directoryId: Uuid
    private var others: [String] = []

    /// The properties of a new directory.
    public init(clusterId: String, nodeId: Int32, directoryId: Uuid) {
        self.clusterId = clusterId
        self.nodeId = nodeId
        self.directoryId = directoryId
    }

    /// Reads the file; nil where there is none.
    ///
    /// - Throws: `.unsupported` where it is not of version 1, or a value is missing or wrong.
    public init?(in directory: String, of disk: any Disk) throws(LogError) {
        let path = "\(directory)/\(Self.name)"
        guard let bytes = try disk.readAll(path, subject: directory) else { return nil }
        var values: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { continue }
            let key = String(line[..<equals])
            values[key] = String(line[line.index(after: equals)...])
            if !["version", "cluster.id", "node.id", "directory.id"].contains(key) { others.append(String(line)) }
        }
        guard values["version"] == "1" else {
            throw LogError(.unsupported, path, "version \(values["version"] ?? "missing"), where 1 is known")
        }
        guard let cluster = values["cluster.id"], !cluster.isEmpty, let node = values["node.id"].flatMap({ Int32($0) }),
            node >= 0
        else { throw LogError(.unsupported, path, "cluster.id or node.id is missing or wrong") }
        // Kafka before 3.7 wrote no directory id; the nil id says that it has to be made.
        let id = values["directory.id"]
        guard let directoryId = id == nil ? Uuid(high: 0, low: 0) : id.flatMap({ Uuid(Substring($0)) }) else {
            throw LogError(.unsupported, path, "directory.id is not an id")
        }
        (clusterId, nodeId, self.directoryId) = (cluster, node, directoryId)
    }

    /// Writes the file durably.
    public func write(in directory: String, of disk: any Disk) throws(LogError) {
        let lines =
            ["#", "cluster.id=\(clusterId)", "directory.id=\(directoryId)", "node.id=\(nodeId)", "version=1"] + others
        let text = lines.map { $0 + "\n" }.joined()
        try onDisk(directory) { () throws(DiskError) in
            try disk.replace(Self.name, in: directory, with: Array(text.utf8))
        }
    }
}
