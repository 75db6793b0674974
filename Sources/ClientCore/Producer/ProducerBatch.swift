import KafkaProtocol
import Records
import World

/// Which producer a broker sees: id and epoch of InitProducerId.
struct ProducerIdentity: Equatable {
    let id: Int64
    let epoch: Int16
}

/// Records of one partition on their way. Used again after its result is out, so that its memory is.
final class ProducerBatch {
    /// The records. Appended to in the hottest loop there is, by one owner: the dynamic exclusivity check is left out.
    @exclusivity(unchecked) var builder: RecordBatchBuilder
    /// When the first record was appended.
    var created = Instant(nanoseconds: 0)
    /// The batch's place in the order of its partition.
    var number: UInt64 = 0
    /// The batch as sent; empty before it was sealed.
    var sealed: [UInt8] = []
    /// The identity under which it is sealed; nil for none.
    var identity: ProducerIdentity?
    /// The sequence number of the first record; -1 for none.
    var sequence: Int32 = -1
    /// How often it was sent.
    var attempts = 0
    /// Whether a broker may have appended it, because an attempt ended without a clear refusal.
    var isUncertain = false

    init(_ options: ProducerOptions) {
        builder = RecordBatchBuilder(compression: options.compression, capacity: options.batchSize)
        builder.compressionLevel = options.compressionLevel
        builder.isTransactional = options.transactionalId != nil
    }

    /// Bytes of a batch without records.
    static var emptySize: Int { RecordBatchHeader.size }

    var recordCount: Int { Int(builder.recordCount) }

    /// Completes the bytes for an identity and a sequence number.
    func seal(_ identity: ProducerIdentity?, sequence: Int32) throws(ClientError) {
        builder.producerId = identity?.id ?? -1
        builder.producerEpoch = identity?.epoch ?? -1
        builder.baseSequence = sequence
        do throws(RecordsError) {
            try builder.seal()
        } catch {
            throw ClientError(.corrupt, "record batch", error.description)
        }
        sealed = builder.withUnsafeMutableBytes { [UInt8](UnsafeRawBufferPointer($0)) }
        self.identity = identity
        self.sequence = sequence
    }

    /// Forgets the records.
    func reset() {
        builder.removeAll()
        sealed = []
        identity = nil
        sequence = -1
        attempts = 0
        isUncertain = false
    }
}
