/// One replica of the metadata quorum, as a pure machine: an input in, effects out. It knows no disk, no clock and no
/// network; whoever drives it performs the effects in their order and answers with inputs. (KIP-595, KIP-853.)
///
/// The rules that make it safe are here: a vote counts once it is durable; a leader counts itself, as every voter,
/// only up to what is durable; nothing commits before a record of the leader's own epoch does.
public struct RaftNode: ~Copyable {
    /// What a replica is in its epoch.
    public enum Role: Hashable, Sendable {
        /// Follows nobody; knows an epoch at most.
        case unattached
        /// Asks for votes, and has those of `granted`.
        case candidate(granted: Set<Int32>)
        /// Leads the epoch.
        case leader
        /// Its storage failed: it takes no more part until the process starts anew.
        case failed
    }

    /// Something that happened.
    public enum Input: Sendable {
        /// Log and quorum-state were loaded.
        case start
        /// The state of `epoch` that `Effect.save` asked for is durable.
        case saved(epoch: Int32)
        /// The log is durable up to `end`.
        case durable(end: Int64)
        /// Records to append in one batch, meant for the leader of `epoch`.
        case propose(epoch: Int32, values: [[UInt8]])
        /// A write or sync of the log or of the state failed.
        case storageFailed
    }

    /// Something to do. Effects are done in their order.
    public enum Effect: Sendable {
        /// Make the state durable, then answer `.saved`.
        case save(QuorumState)
        /// Write the batch and make it durable, then answer `.durable`.
        case append(QuorumBatch)
        /// The role has changed.
        case became(Role, epoch: Int32)
        /// Everything below the offset is committed.
        case committed(end: Int64)
        /// A proposal was not appended, because this replica does not lead the epoch it was meant for.
        case refused
    }

    /// Which replica this is.
    public let key: ReplicaKey
    /// What it is now.
    public private(set) var role: Role = .unattached
    /// Epoch, leader and vote as last given to `Effect.save`.
    public private(set) var state: QuorumState
    /// Who votes.
    public private(set) var voters: VoterSet
    /// The version of the quorum's protocol: 0 with voters from the settings, 1 with voters in the log.
    public private(set) var kraftVersion: Int16
    /// The offset of the next record.
    public private(set) var endOffset: Int64
    /// Everything below is committed; nil until this replica has learned it in this life.
    public private(set) var highWatermark: Int64?
    /// The first offset of the epoch this replica leads.
    public private(set) var epochStartOffset: Int64 = 0

    private var votersAreInLog: Bool
    private var durableEnds: [Int32: Int64] = [:]

    /// A replica that has loaded its files.
    ///
    /// - Parameters:
    ///   - state: of `quorum-state`, or `.initial`.
    ///   - recovered: what its snapshot and log say.
    public init(key: ReplicaKey, state: QuorumState, recovered: RecoveredLog) {
        self.key = key
        self.state = state
        voters = recovered.voters
        votersAreInLog = recovered.votersAreInLog
        kraftVersion = recovered.kraftVersion
        endOffset = recovered.endOffset
        durableEnds[key.id] = recovered.endOffset
        if recovered.lastEpoch > state.epoch {
            self.state = QuorumState(leaderId: nil, epoch: recovered.lastEpoch, vote: nil)
        }
    }

    /// Takes an input and answers what to do.
    public mutating func step(_ input: Input) -> [Effect] {
        if role == .failed {
            if case .propose = input { return [.refused] }
            return []
        }
        switch input {
        case .start: return start()
        case .saved(let epoch): return saved(epoch)
        case .durable(let end): return durable(end)
        case .propose(let epoch, let values): return propose(epoch, values)
        case .storageFailed: return become(.failed)
        }
    }

    /// The only voter needs nobody's vote and does not wait for an election timeout.
    private mutating func start() -> [Effect] {
        guard role == .unattached, voters.contains(key), voters.isMajority([key.id]), state.epoch < .max else {
            return []
        }
        state = QuorumState(leaderId: nil, epoch: state.epoch + 1, vote: key)
        return become(.candidate(granted: [])) + [.save(state)]
    }

    private mutating func saved(_ epoch: Int32) -> [Effect] {
        guard case .candidate(var granted) = role, epoch == state.epoch else { return [] }
        granted.insert(key.id)
        role = .candidate(granted: granted)
        return voters.isMajority(granted) ? lead(granted) : []
    }

    private mutating func lead(_ granted: Set<Int32>) -> [Effect] {
        state = QuorumState(leaderId: key.id, epoch: state.epoch, vote: nil)
        epochStartOffset = endOffset
        durableEnds = durableEnds.filter { $0.key == key.id }
        var records: [QuorumBatch.Control] = [
            .leaderChange(
                leaderId: key.id, voters: voters.voters.map(\.key.id), granting: granted.sorted())
        ]
        // The bootstrap checkpoint is never sent to others, so the first leader repeats what it says in the log.
        if kraftVersion > 0, !votersAreInLog {
            records += [.kraftVersion(kraftVersion), .voters(voters)]
            votersAreInLog = true
        }
        return become(.leader) + [.save(state), append(.control(records))]
    }

    private mutating func durable(_ end: Int64) -> [Effect] {
        durableEnds[key.id] = max(durableEnds[key.id] ?? 0, min(end, endOffset))
        guard role == .leader else { return [] }
        let reached = voters.majorityOffset(durableEnds)
        guard reached > epochStartOffset, reached > highWatermark ?? 0 else { return [] }
        highWatermark = reached
        return [.committed(end: reached)]
    }

    private mutating func propose(_ epoch: Int32, _ values: [[UInt8]]) -> [Effect] {
        guard role == .leader, epoch == state.epoch else { return [.refused] }
        return values.isEmpty ? [] : [append(.records(values))]
    }

    private mutating func append(_ content: QuorumBatch.Content) -> Effect {
        let batch = QuorumBatch(baseOffset: endOffset, epoch: state.epoch, content: content)
        endOffset = batch.endOffset
        return .append(batch)
    }

    private mutating func become(_ role: Role) -> [Effect] {
        self.role = role
        return [.became(role, epoch: state.epoch)]
    }
}

/// What a replica found in its snapshot and log.
public struct RecoveredLog: Sendable {
    /// The voters of the newest record that names them.
    public var voters: VoterSet
    /// Whether that record is in the log or in a snapshot of it; false where only the bootstrap checkpoint has it.
    public var votersAreInLog: Bool
    /// The version of the quorum's protocol.
    public var kraftVersion: Int16
    /// The offset after the last record.
    public var endOffset: Int64
    /// The epoch of the last record; 0 where there is none.
    public var lastEpoch: Int32

    /// What was found.
    public init(
        voters: VoterSet, votersAreInLog: Bool, kraftVersion: Int16, endOffset: Int64, lastEpoch: Int32
    ) {
        self.voters = voters
        self.votersAreInLog = votersAreInLog
        self.kraftVersion = kraftVersion
        self.endOffset = endOffset
        self.lastEpoch = lastEpoch
    }
}
