import CommitLog
import KafkaProtocol
import Records

/// What a producer is told of a batch that was not appended.
struct BatchRefusal {
    /// Kafka's code.
    let error: ErrorCode
    /// Whether the reply tells the log start offset; -1 otherwise. Which is which is Kafka's habit.
    let tellsLogStart: Bool
    /// Text for the producer; only with the two codes that carry one.
    let message: StaticString?

    init(_ error: ErrorCode, tellsLogStart: Bool = false, message: StaticString? = nil) {
        self.error = error
        self.tellsLogStart = tellsLogStart
        self.message = message
    }

    /// The refusal for a broken rule of the batch.
    init(_ fault: BatchFault) {
        switch fault {
        case .incomplete: self.init(.invalidRecord, message: "The records field holds no complete batch.")
        case .obsoleteMagic: self.init(.invalidRecord, message: "Batches of magic 0 and 1 are no longer accepted.")
        case .secondBatch: self.init(.invalidRecord, message: "The records field must hold exactly one batch.")
        case .shortLength, .unknownMagic, .checksum: self.init(.corruptMessage)
        case .zstdTooEarly: self.init(.unsupportedCompressionType)
        case .tooLarge: self.init(.messageTooLarge)
        case .largerThanSegment: self.init(.recordListTooLarge)
        // Not CORRUPT_MESSAGE: that one is retriable, and producers would resend until their delivery timeout.
        case .unknownCodec, .undecodable: self.init(.unknownServerError, tellsLogStart: true)
        case .baseOffset: self.init(rule: "The base offset of a batch must be 0.")
        case .recordCount: self.init(rule: "Record count and last offset delta contradict each other.")
        case .control: self.init(rule: "Clients must not write control batches.")
        case .sequence: self.init(rule: "A batch with a producer id must have a base sequence.")
        case .records: self.init(rule: "The batch does not hold the records that its header announces.")
        case .missingKey: self.init(rule: "A compacted topic takes no record without key.")
        case .offset: self.init(rule: "The offsets of the batch overflow.")
        case .timestamp:
            self.init(.invalidTimestamp, tellsLogStart: true, message: "A timestamp is out of the topic's limits.")
        case .appendTime:
            self.init(.invalidTimestamp, tellsLogStart: true, message: "Append time is the broker's to set.")
        }
    }

    private init(rule: StaticString) { self.init(.invalidRecord, tellsLogStart: true, message: rule) }

    /// The refusal by the log.
    init(_ code: LogError.Code) {
        switch code {
        case .invalidRecord: self.init(rule: "The batch contradicts itself.")
        default: self.init(ErrorMapping.code(code), tellsLogStart: !ErrorMapping.code(code).isRetriable)
        }
    }

    /// Whether the fault shows in the shape of the field alone; Kafka looks for these before it asks whether it leads
    /// the partition.
    static func isShape(_ fault: BatchFault) -> Bool {
        switch fault {
        case .incomplete, .shortLength, .obsoleteMagic, .unknownMagic, .zstdTooEarly, .secondBatch: true
        default: false
        }
    }
}
