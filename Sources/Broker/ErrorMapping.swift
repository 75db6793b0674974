import CommitLog
import KafkaProtocol

/// The one place where errors of the rooms below become Kafka's codes.
enum ErrorMapping {
    /// The code for an error of the control plane.
    static func code(_ code: ControlError.Code) -> ErrorCode {
        switch code {
        case .notController: .notController
        case .storage: .kafkaStorageError
        default: .unknownServerError
        }
    }

    /// The code for an error of a partition's log.
    static func code(_ code: LogError.Code) -> ErrorCode {
        switch code {
        case .fenced: .notLeaderOrFollower
        case .offline, .inUse, .readOnly, .outOfSpace, .outOfFiles, .storage, .corrupt, .unsupported: .kafkaStorageError
        case .offsetOutOfRange: .offsetOutOfRange
        case .outOfOrderSequence: .outOfOrderSequenceNumber
        case .invalidProducerEpoch: .invalidProducerEpoch
        case .invalidTransactionState: .invalidTxnState
        case .coordinatorFenced: .transactionCoordinatorFenced
        case .invalidRecord: .invalidRecord
        case .largerThanSegment: .recordListTooLarge
        }
    }
}
