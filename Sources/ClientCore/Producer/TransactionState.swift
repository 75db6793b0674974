import KafkaProtocol
import World

/// What became of a transaction.
public enum TransactionEvent: Sendable {
    /// The producer has its identity: whoever had it before is fenced, and what that had open is aborted.
    case ready
    /// The offsets of this number are part of the transaction, or not, and the transaction cannot be committed then.
    case offsetsAdded(UInt64, ClientError?)
    /// The transaction has been ended as asked, or could not be.
    case ended(ClientError?)
}

/// The transactional side of a producer.
struct TransactionState: Sendable {
    /// How far a transaction is.
    enum Phase: Equatable {
        /// There is none.
        case none
        /// Records and offsets join it.
        case open
        /// It is to be committed as soon as everything in it has arrived.
        case committing
        /// It is to be aborted as soon as nothing of it is on its way.
        case aborting
    }

    /// What the coordinator answered to one partition or request, as far as it decides what to do.
    enum Verdict {
        /// To be asked again; `findAnew` where the coordinator has moved.
        case retry(findAnew: Bool)
        /// The transaction has to be aborted.
        case abortable
        /// The producer is of no use any more.
        case fatal
    }

    let id: String
    var phase = Phase.none
    /// The coordinator, and the request that looks for it.
    var coordinator: Destination?
    var finding: UInt64?
    /// Whether partitions and offsets join a transaction by themselves (`transaction.version` 2, KIP-890); nil before
    /// the coordinator has said. The request that asks.
    var joinsImplicitly: Bool?
    var asking: UInt64?
    /// Whether the identity is to be had though there is nothing to send, and whether that has been told.
    var isWanted = false
    var isReady = false
    /// Whether the next identity is to be the present one with a higher epoch.
    var isBumping = false
    /// Why the transaction has to be aborted, and why the producer is of no use any more.
    var failure: ClientError?
    var fatal: ClientError?
    /// The partitions the coordinator knows of, and the request that tells it more.
    var joined: Set<Slot> = []
    var joining: (token: UInt64, slots: [Slot])?
    /// Whether the cluster may know of the transaction.
    var isStarted = false
    var offsets: [OffsetsInTransaction] = []
    /// The coordinators of the groups whose offsets were sent.
    var groupCoordinators: [String: Destination] = [:]
    var offsetsSent: UInt64 = 0
    var ending: UInt64?
    var retryAt = Instant(nanoseconds: .min)
    var events: [TransactionEvent] = []

    /// What errors lead to, as in Java's `TransactionManager`.
    static func verdict(_ error: ClientError) -> Verdict {
        switch error.kafka {
        case .none where error.isRetriable || error.code == .unreachable: .retry(findAnew: true)
        case .coordinatorNotAvailable, .notCoordinator: .retry(findAnew: true)
        case .coordinatorLoadInProgress, .concurrentTransactions, .unknownTopicOrPartition, .requestTimedOut,
            .notEnoughReplicas, .networkException:
            .retry(findAnew: false)
        case .transactionAbortable, .topicAuthorizationFailed, .groupAuthorizationFailed, .operationNotAttempted,
            .unknownMemberId, .illegalGeneration, .rebalanceInProgress, .fencedInstanceId, .staleMemberEpoch,
            .fencedMemberEpoch, .groupIdNotFound, .offsetMetadataTooLarge, .invalidCommitOffsetSize:
            .abortable
        default: .fatal
        }
    }
}

/// Offsets of a group that are to be committed with a transaction.
struct OffsetsInTransaction: Sendable {
    let number: UInt64
    let member: GroupIdentity
    let offsets: [TopicPartition: CommittedOffset]
    /// Whether the coordinator of the transaction knows of the group.
    var isGroupJoined = false
    /// The request whose reply the next step waits for.
    var awaited: UInt64?
    var retryAt = Instant(nanoseconds: .min)
}
