import Binary
import KafkaProtocol

/// Takes batches into logs. The request is walked where it was received, its batches are staged, and what has been
/// staged in one read goes to each partition's log in one write (`BrokerContext.commitProduce`).
enum ProduceHandler: ApiHandler {
    static let apiKey = ApiKey.produce
    static let versions = ProduceRequest.validVersions
    /// From 0, though less than 3 is refused: librdkafka before 2.8 looks for 0 within the range (KAFKA-18659).
    static let advertised = Int16(0)...versions.upperBound
    static let wantsClientId = false

    static func isFlexible(_ version: Int16) -> Bool { ProduceRequest.isFlexible(version) }

    static func serve(_ frame: Frame, _ call: Call) -> Served {
        if call.context.stage.isFull { call.context.commitProduce() }
        guard let request = read(frame, call) else { return .unreadable }
        var staging = ProduceStaging(call, request, isAdmin: frame.hasClientId("__admin_client"))
        if staging.hasTransactionalBatch, !staging.enterTransaction(transactionalId(frame, call.version)) {
            call.context.stage.forgetLast()
            return .held
        }
        staging.stageAll()
        return .served
    }

    /// The first field of the body.
    private static func transactionalId(_ frame: Frame, _ version: Int16) -> String? {
        var reader = BinaryReader(frame.span)
        reader.position = frame.bodyStart
        let range = reader.nullableStringRange(compact: isFlexible(version))
        return range.map { String(decoding: frame.part($0), as: UTF8.self) }
    }

    /// Notes the request, its topics and its partitions in the stage; nil where the body cannot be read, and then
    /// nothing of it stays.
    private static func read(_ frame: Frame, _ call: Call) -> ProduceStage.Request? {
        let flexible = isFlexible(call.version)
        let context = call.context
        var reader = BinaryReader(frame.span)
        reader.position = frame.bodyStart
        _ = reader.nullableStringRange(compact: flexible)  // TransactionalId: see `serve`.
        let acks = reader.int16()
        let timeout = reader.int32()
        let (firstTopic, firstEntry) = (context.stage.topics.count, context.stage.entries.count)
        readTopics(&reader, frame, call.version, &context.stage)
        reader.skipTags(ifFlexible: flexible)
        guard !reader.failed else {
            context.stage.forget(topicsFrom: firstTopic, entriesFrom: firstEntry)
            return nil
        }
        let request = ProduceStage.Request(
            call: call, acks: acks, timeoutMilliseconds: timeout,
            topics: firstTopic..<context.stage.topics.count, entries: firstEntry..<context.stage.entries.count)
        context.stage.requests.append(request)
        return request
    }

    @_lifetime(reader: copy reader)
    private static func readTopics(
        _ reader: inout BinaryReader, _ frame: Frame, _ version: Int16, _ stage: inout ProduceStage
    ) {
        let flexible = isFlexible(version)
        var topics = reader.arrayCount(compact: flexible, elementSize: 3)
        while topics > 0, !reader.failed {
            topics -= 1
            let id = version >= 13 ? reader.uuid() : .zero
            let name = version >= 13 ? 0..<0 : reader.stringRange(compact: flexible)
            let first = stage.entries.count
            var partitions = reader.arrayCount(compact: flexible, elementSize: 5)
            while partitions > 0, !reader.failed {
                partitions -= 1
                let index = reader.int32()
                let records = reader.nullableBytesRange(compact: flexible)
                reader.skipTags(ifFlexible: flexible)
                stage.entries.append(ProduceStage.Entry(index: index, records: records.map { frame.part($0) }))
            }
            reader.skipTags(ifFlexible: flexible)
            stage.topics.append(
                ProduceStage.Topic(
                    name: UnsafeRawBufferPointer(frame.part(name)), id: id, entries: first..<stage.entries.count))
        }
    }
}
