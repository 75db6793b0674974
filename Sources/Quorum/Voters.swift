public import Binary
public import Records

/// A member of the quorum: node and log directory. A wiped directory comes back with another directory id and is
/// another replica, whose earlier votes and acknowledgements do not count.
public struct ReplicaKey: Hashable, Sendable {
    /// The node's id.
    public var id: Int32
    /// The id of its metadata directory; zero where the quorum does not know it (kraft.version 0).
    public var directoryId: Uuid

    /// A replica.
    public init(id: Int32, directoryId: Uuid) {
        self.id = id
        self.directoryId = directoryId
    }
}

/// One voter of the quorum, with where it listens.
public struct Voter: Hashable, Sendable {
    /// Where a voter can be reached.
    public struct Endpoint: Hashable, Sendable {
        /// The listener's name, such as "CONTROLLER".
        public var name: String
        public var host: String
        public var port: UInt16

        /// An endpoint.
        public init(name: String, host: String, port: UInt16) {
            self.name = name
            self.host = host
            self.port = port
        }
    }

    /// Which replica it is.
    public var key: ReplicaKey
    /// Where it listens for the quorum.
    public var endpoints: [Endpoint]
    /// The versions of the quorum's protocol it speaks.
    public var kraftVersions: ClosedRange<Int16>

    /// A voter.
    public init(key: ReplicaKey, endpoints: [Endpoint], kraftVersions: ClosedRange<Int16>) {
        self.key = key
        self.endpoints = endpoints
        self.kraftVersions = kraftVersions
    }
}

/// The voters of the quorum: a majority of them elects and commits.
public struct VoterSet: Hashable, Sendable {
    /// In ascending order of node id.
    public let voters: [Voter]

    /// A set of voters; of several with one id the first counts.
    public init(_ voters: [Voter]) {
        var kept: [Voter] = []
        for voter in voters where !kept.contains(where: { $0.key.id == voter.key.id }) { kept.append(voter) }
        self.voters = kept.sorted { $0.key.id < $1.key.id }
    }

    /// Reads the control record.
    public init(_ record: VotersRecord) {
        self.init(
            record.voters.map { voter in
                let feature = voter.kRaftVersionFeature
                let highest = max(feature.minSupportedVersion, feature.maxSupportedVersion)
                return Voter(
                    key: ReplicaKey(id: voter.voterId, directoryId: voter.voterDirectoryId),
                    endpoints: voter.endpoints.map { .init(name: $0.name, host: $0.host, port: $0.port) },
                    kraftVersions: feature.minSupportedVersion...highest)
            })
    }

    /// The control record that says the same.
    public var record: VotersRecord {
        var record = VotersRecord()
        record.voters = voters.map { voter in
            var entry = VotersRecord.Voter()
            entry.voterId = voter.key.id
            entry.voterDirectoryId = voter.key.directoryId
            entry.endpoints = voter.endpoints.map { endpoint in
                var listener = VotersRecord.Endpoint()
                listener.name = endpoint.name
                listener.host = endpoint.host
                listener.port = endpoint.port
                return listener
            }
            entry.kRaftVersionFeature.minSupportedVersion = voter.kraftVersions.lowerBound
            entry.kRaftVersionFeature.maxSupportedVersion = voter.kraftVersions.upperBound
            return entry
        }
        return record
    }

    /// Whether `replica` may vote. A zero directory id, of either side, stands for any.
    public func contains(_ replica: ReplicaKey) -> Bool {
        voters.contains { voter in
            voter.key.id == replica.id
                && (voter.key.directoryId == replica.directoryId || voter.key.directoryId == .zero
                    || replica.directoryId == .zero)
        }
    }

    /// Whether the nodes `ids` are more than half of the voters.
    public func isMajority(_ ids: Set<Int32>) -> Bool {
        voters.count { ids.contains($0.key.id) } > voters.count / 2
    }

    /// The highest offset that more than half of the voters have reached; a voter missing in `ends` is at 0.
    public func majorityOffset(_ ends: [Int32: Int64]) -> Int64 {
        let reached = voters.map { ends[$0.key.id] ?? 0 }.sorted(by: >)
        let majority = voters.count / 2
        return reached.indices.contains(majority) ? reached[majority] : 0
    }
}
