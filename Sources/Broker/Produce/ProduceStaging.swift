import Binary
import CommitLog
import Coordination
import KafkaProtocol
import Metadata
import Records
import World

/// The checks of one produce request whose body has been read: each of its batches is refused, in the order of Kafka's
/// checks, or staged.
struct ProduceStaging {
    private let context: BrokerContext
    private let request: ProduceStage.Request
    private let isAdmin: Bool
    private let now: Int64
    private var transaction: ProduceTransaction?
    /// The partitions that must not take their batch, as the coordinator of the transaction says.
    private var refusals: [TopicPartition: ErrorCode] = [:]
    /// Why nothing of the request is taken.
    private var wholeRefusal: BatchRefusal?

    init(_ call: Call, _ request: ProduceStage.Request, isAdmin: Bool) {
        context = call.context
        self.request = request
        self.isAdmin = isAdmin
        now = context.loop.wall.milliseconds
    }

    /// Finds the transaction of the request's batches, and whether their partitions know it; false where that has to be
    /// asked first, and the request comes once more. A request that may not write in it is refused as a whole.
    mutating func enterTransaction(_ transactionalId: String?) -> Bool {
        var refusal = ErrorCode.none
        let batches = request.entries.compactMap(transactionalHeader)
        transaction = ProduceTransaction(
            request.call, transactionalId: transactionalId, batches: batches, refusal: &refusal)
        guard let transaction else {
            wholeRefusal = BatchRefusal(refusal)
            return true
        }
        if let verdict = request.call.connection.takeVerdict() {
            refusals = verdict.refusals
            return true
        }
        var partitions: [(partition: Partition, sequence: Int32)] = []
        for position in request.topics {
            let topic = context.stage.topics[position]
            guard let found = find(topic), self.refusal(of: topic, found) == nil else { continue }
            for entry in topic.entries {
                guard let header = transactionalHeader(entry),
                    let partition = found.partition(context.stage.entries[entry].index),
                    precondition(found, partition.leadership) == nil
                else { continue }
                partitions.append((partition, header.baseSequence))
            }
        }
        return !transaction.asks(about: partitions)
    }

    func stageAll() {
        if let wholeRefusal {
            for entry in request.entries { refuse(entry, wholeRefusal) }
            return
        }
        for position in request.topics {
            let topic = context.stage.topics[position]
            let found = find(topic)
            if let refusal = refusal(of: topic, found) {
                for entry in topic.entries { refuse(entry, refusal) }
            } else if let found {
                for entry in topic.entries { stage(entry, of: found) }
            }
        }
    }

    var hasTransactionalBatch: Bool { request.entries.contains { transactionalHeader($0) != nil } }

    private func transactionalHeader(_ entry: Int) -> RecordBatchHeader? {
        guard let records = context.stage.entries[entry].records, records.count >= RecordBatchHeader.size,
            let header = RecordBatchHeader(UnsafeRawBufferPointer(records)), header.magic == 2, header.isTransactional
        else { return nil }
        return header
    }

    private func find(_ topic: ProduceStage.Topic) -> LocalTopic? {
        request.call.version >= 13
            ? context.topics.byId[topic.id] : context.topics.byName[String(decoding: topic.name, as: UTF8.self)]
    }

    /// Why nothing may be written to a topic. Who has no right to it is told so whether it exists or not.
    private func refusal(of topic: ProduceStage.Topic, _ found: LocalTopic?) -> BatchRefusal? {
        if context.isRestricted {
            let name = found?.name ?? String(decoding: topic.name, as: UTF8.self)
            let isNamed = found != nil || request.call.version < 13
            if isNamed, !request.call.session.allow(.write, .topic(name)) {
                return BatchRefusal(.topicAuthorizationFailed)
            }
        }
        guard found == nil else { return nil }
        return BatchRefusal(request.call.version >= 13 ? .unknownTopicId : .unknownTopicOrPartition)
    }

    /// Checks one partition's batch and stages it, or notes the refusal.
    private func stage(_ entry: Int, of topic: LocalTopic) {
        guard let partition = topic.partition(context.stage.entries[entry].index) else {
            return refuse(entry, BatchRefusal(.unknownTopicOrPartition))
        }
        var limits = topic.settings.limits(now: now)
        limits.allowsZstd = request.call.version >= 7
        guard let records = context.stage.entries[entry].records else { return refuse(entry, .incomplete, partition) }
        let checked = ProducedBatch(UnsafeRawBufferPointer(records).bytes, limits: limits)
        if case .refused(let fault) = checked, BatchRefusal.isShape(fault) { return refuse(entry, fault, partition) }
        let leadership = partition.leadership
        if let refusal = precondition(topic, leadership) {
            if refusal.error == .notLeaderOrFollower { context.stage.entries[entry].name(leadership) }
            return refuse(entry, refusal)
        }
        if !refusals.isEmpty, let error = refusals[TopicPartition(topic.name, partition.index)] {
            return refuse(entry, BatchRefusal(error))
        }
        switch checked {
        case .refused(.timestamp), .refused(.appendTime):
            stageByRecords(entry, limits, records, partition, leadership.epoch, topic.settings)
        case .refused(let fault): refuse(entry, fault, partition)
        case .accepted(let header): stage(entry, header, limits, records, partition, leadership.epoch, topic.settings)
        }
    }

    /// The header says times that are out of the topic's limits. What counts are the records': the producer is told
    /// which of them are wrong, and where none is, only the header was.
    private func stageByRecords(
        _ entry: Int, _ limits: ProduceLimits, _ records: UnsafeMutableRawBufferPointer, _ partition: Partition,
        _ epoch: Int32, _ settings: TopicSettings
    ) {
        guard var header = RecordBatchHeader(UnsafeRawBufferPointer(records)) else {
            return refuse(entry, .incomplete, partition)
        }
        let batch = UnsafeMutableRawBufferPointer(rebasing: records[..<header.sizeInBytes])
        guard passes(batch, &header, limits, entry, partition, settings) else { return }
        guard header.sizeInBytes <= limits.segmentBytes else { return refuse(entry, .largerThanSegment, partition) }
        stage(entry, header, limits, records, partition, epoch, settings)
    }

    /// Looks at every record of a batch: refuses it where one breaks a rule, such as to have a key where the topic is
    /// compacted, and corrects the greatest timestamp of the header, as Kafka does.
    private func passes(
        _ batch: UnsafeMutableRawBufferPointer, _ header: inout RecordBatchHeader, _ limits: ProduceLimits,
        _ entry: Int, _ partition: Partition, _ settings: TopicSettings
    ) -> Bool {
        guard let whole = RecordBatch(UnsafeRawBufferPointer(batch).bytes) else {
            refuse(entry, .incomplete, partition)
            return false
        }
        var scratch = BinaryWriter()
        let survey = RecordSurvey(
            whole, requiresKeys: settings.log.isCompacted, limits: limits, unpackedInto: &scratch,
            maxBytes: maxUnpackedBytes)
        if let fault = survey.fault {
            refuse(entry, fault, partition)
            context.stage.note(survey, entry: entry)
            return false
        }
        if header.maxTimestamp != survey.maxTimestamp {
            header.maxTimestamp = survey.maxTimestamp
            header.crc = RecordBatchHeader.restamp(
                batch, attributes: header.attributes, maxTimestamp: header.maxTimestamp)
        }
        return true
    }

    /// What a batch may unpack to: as much as a request could have brought uncompressed.
    private var maxUnpackedBytes: Int { Int(context.broker.options.maxRequestBytes) }

    /// What Kafka asks between the shape of the field and the content of the batch.
    private func precondition(_ topic: LocalTopic, _ leadership: Partition.Leadership) -> BatchRefusal? {
        if !(-1...1).contains(request.acks) { return BatchRefusal(.invalidRequiredAcks) }
        if topic.isInternal, !isAdmin { return BatchRefusal(.invalidTopicException) }
        if !leadership.isHere { return BatchRefusal(.notLeaderOrFollower) }
        if request.acks == -1, !leadership.hasEnoughInSync { return BatchRefusal(.notEnoughReplicas) }
        return nil
    }

    private func stage(
        _ entry: Int, _ header: RecordBatchHeader, _ limits: ProduceLimits, _ records: UnsafeMutableRawBufferPointer,
        _ partition: Partition, _ epoch: Int32, _ settings: TopicSettings
    ) {
        var batch = UnsafeMutableRawBufferPointer(rebasing: records[..<header.sizeInBytes])
        var header = header
        let codec = settings.compression.flatMap { $0 == header.compression ? nil : $0 }
        if codec != nil || settings.log.isCompacted || context.broker.options.looksAtRecords {
            guard passes(batch, &header, limits, entry, partition, settings) else { return }
        }
        if let codec {
            switch recompress(batch, codec, settings) {
            case .batch(let packed, let packedHeader): (batch, header) = (packed, packedHeader)
            case .refused(let fault): return refuse(entry, fault, partition)
            }
        }
        guard let base = batch.baseAddress else { return refuse(entry, .incomplete, partition) }
        if settings.stampsAppendTime {
            header.crc = RecordBatchHeader.stampAppendTime(batch, milliseconds: now)
            header.attributes.isAppendTime = true
            header.maxTimestamp = now
        } else if header.attributes.isAppendTime {
            header.attributes.isAppendTime = false
            header.crc = RecordBatchHeader.restamp(
                batch, attributes: header.attributes, maxTimestamp: header.maxTimestamp)
        }
        if context.stage.isFull { context.commitProduceBatches() }
        context.stage.add(
            StagedBatch(base, header, rules: header.isTransactional ? transaction?.rules ?? .sequence : .sequence),
            for: partition, epoch: epoch, entry: entry,
            appendTime: settings.stampsAppendTime ? now : -1)
    }

    private enum Recompressed {
        case batch(UnsafeMutableRawBufferPointer, RecordBatchHeader)
        case refused(BatchFault)
    }

    /// The batch in the topic's codec, in memory that the stage keeps until the batch is appended.
    private func recompress(
        _ batch: UnsafeMutableRawBufferPointer, _ codec: Compression, _ settings: TopicSettings
    ) -> Recompressed {
        let work = Recompression(
            codec: codec, level: settings.compressionLevel, maxBytes: settings.maxMessageBytes,
            maxUnpackedBytes: maxUnpackedBytes)
        // Before anything of it is in the stage: a commit gives back the memory of all packed batches.
        if context.stage.isFull { context.commitProduceBatches() }
        var packed: UnsafeMutableRawBufferPointer?
        let fault = work.recompress(UnsafeRawBufferPointer(batch).bytes) { packed = context.stage.keep($0) }
        if let fault { return .refused(fault) }
        guard let packed, let header = RecordBatchHeader(UnsafeRawBufferPointer(packed)) else {
            return .refused(.undecodable)
        }
        return .batch(packed, header)
    }

    private func refuse(_ entry: Int, _ refusal: BatchRefusal) { context.stage.entries[entry].refuse(refusal) }

    private func refuse(_ entry: Int, _ fault: BatchFault, _ partition: Partition) {
        context.stage.entries[entry].refuse(BatchRefusal(fault), logStart: partition.log.ends.start)
    }
}
