import Binary
import KafkaProtocol
import Records
import Testing
import World

@testable import ClientCore

/// A transactional producer on topic "t" (2 partitions) and a broker that is a script.
private struct Script: ~Copyable {
    var producer: Producer
    var outbox = Outbox(owner: 1)
    var now = Instant(nanoseconds: 0)
    var waiting: [OutgoingRequest] = []
    var events: [String] = []
    let level: Int16

    /// - Parameter level: the finalised `transaction.version`.
    init(level: Int16) {
        var options = ProducerOptions()
        options.transactionalId = "x"
        producer = Producer(options: options)
        self.level = level
        _ = producer.topic("t")
        producer.initTransactions()
        settle()
        answer(MetadataRequest.self, ProducerScript.metadata(2))
        find()
        var versions = ApiVersionsResponse()
        var feature = ApiVersionsResponse.FinalizedFeatureKey()
        (feature.name, feature.maxVersionLevel) = ("transaction.version", level)
        versions.finalizedFeatures = [feature]
        var produce = ApiVersionsResponse.ApiVersion()
        (produce.apiKey, produce.maxVersion) = (ApiKey.produce.rawValue, 13)
        versions.apiKeys = [produce]
        answer(ApiVersionsRequest.self, versions)
        identify(epoch: 0)
    }

    mutating func find() {
        var response = FindCoordinatorResponse()
        (response.nodeId, response.host, response.port) = (1, "broker", 9_092)
        answer(FindCoordinatorRequest.self, response)
    }

    mutating func identify(epoch: Int16, _ code: ErrorCode = .none) {
        var response = InitProducerIdResponse()
        (response.errorCode, response.producerId, response.producerEpoch) = (code.rawValue, 7, epoch)
        answer(InitProducerIdRequest.self, response)
    }

    mutating func settle() {
        for _ in 0..<4 {
            producer.step(now: now, into: &outbox)
            waiting += outbox.take()
        }
        for event in producer.takeTransactionEvents() {
            switch event {
            case .ready: events.append("ready")
            case .offsetsAdded(_, let error): events.append("offsets \(error?.kafka.name ?? "")")
            case .ended(let error): events.append("ended \(error?.kafka.name ?? "")")
            }
        }
    }

    mutating func answer<Request: KafkaRequest>(
        _ type: Request.Type, _ response: Request.Response, version: Int16 = 12
    ) {
        guard let index = waiting.firstIndex(where: { $0.message is Request }) else { return }
        let request = waiting.remove(at: index)
        producer.received(Reply(token: request.token, version: version, outcome: .success(response)), now: now)
        settle()
    }

    var asked: [String] { waiting.map { "\(type(of: $0.message))".replacing("Request", with: "") } }

    func request<Request: KafkaRequest>(_ type: Request.Type) -> Request? {
        waiting.lazy.compactMap { $0.message as? Request }.first
    }

    mutating func append(partition: Int32 = 0) throws {
        let text = "record"
        _ = try producer.append(
            to: 0, partition: partition, timestamp: 0, key: nil, value: text.utf8Span.span.bytes, now: now)
    }

    mutating func answerProduce(_ code: ErrorCode = .none) {
        guard let produce = request(ProduceRequest.self) else { return }
        answer(ProduceRequest.self, ProducerScript.response(produce) { _, _ in (code, 0) })
    }

    mutating func answerJoin(_ code: ErrorCode = .none) {
        var response = AddPartitionsToTxnResponse()
        response.resultsByTopicV3AndBelow = (request(AddPartitionsToTxnRequest.self)?.v3AndBelowTopics ?? []).map {
            topic in
            var entry = AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult()
            entry.name = topic.name
            entry.resultsByPartition = topic.partitions.map { number in
                var part = AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult()
                (part.partitionIndex, part.partitionErrorCode) = (number, code.rawValue)
                return part
            }
            return entry
        }
        answer(AddPartitionsToTxnRequest.self, response, version: 3)
    }

    mutating func answerEnd(_ code: ErrorCode = .none, epoch: Int16 = -1) {
        var response = EndTxnResponse()
        (response.errorCode, response.producerId, response.producerEpoch) = (code.rawValue, epoch < 0 ? -1 : 7, epoch)
        answer(EndTxnRequest.self, response, version: epoch < 0 ? 4 : 5)
    }

    mutating func pass(milliseconds: Int64) {
        now = now.advanced(milliseconds: milliseconds)
        settle()
    }

    /// Epoch and first sequence of the batch in the oldest Produce request.
    var batch: [Int] {
        let records = request(ProduceRequest.self)?.topicData.first?.partitionData.first?.records ?? []
        guard let header = RecordBatchHeader(records.span.bytes), header.isTransactional else { return [] }
        return [Int(header.producerEpoch), Int(header.baseSequence)]
    }
}

@Suite("Transactions as a machine")
struct TransactionMachineTests {
    @Test("version 2: batches and offsets join by themselves, and every end raises the epoch")
    func implicit() throws {
        var script = Script(level: 2)
        #expect(script.events == ["ready"])
        try script.producer.beginTransaction()
        try script.append()
        let member = GroupIdentity(group: "g", generation: 3, memberId: "m")
        _ = try script.producer.addOffsets([TopicPartition("t", 0): CommittedOffset(5)], of: member)
        try script.producer.endTransaction(commit: true)
        script.settle()
        let produce = script.request(ProduceRequest.self)
        #expect(produce?.transactionalId == "x" && produce?.acks == -1 && script.batch == [0, 0])
        #expect(
            script.waiting.first { $0.message is ProduceRequest }?.versionLimit == 12, "the script's topic has no id")
        script.find()
        let commit = script.request(TxnOffsetCommitRequest.self)
        #expect(commit?.generationId == 3 && commit?.memberId == "m" && commit?.groupId == "g")
        script.answer(TxnOffsetCommitRequest.self, TxnOffsetCommitResponse())
        #expect(script.asked == ["Produce"], "the end waits for what is on its way")
        script.answerProduce(.concurrentTransactions)
        script.pass(milliseconds: 20)
        script.answerProduce()
        #expect(script.request(EndTxnRequest.self)?.committed == true)
        script.answerEnd(epoch: 1)
        #expect(script.events == ["ready", "offsets ", "ended "])
        try script.producer.beginTransaction()
        try script.append()
        script.pass(milliseconds: 5)
        #expect(script.batch == [1, 0], "numbers begin anew under the new epoch")
        script.answerProduce(.invalidRecord)
        #expect(throws: ClientError.self) { try script.append() }
        #expect(throws: ClientError.self) { try script.producer.endTransaction(commit: true) }
        try script.producer.endTransaction(commit: false)
        script.settle()
        #expect(script.request(EndTxnRequest.self)?.committed == false)
        script.answerEnd(epoch: 2)
        try script.producer.beginTransaction()
        try script.producer.endTransaction(commit: true)
        script.settle()
        #expect(script.asked == [] && script.events.last == "ended ", "nothing was in it, so nobody is asked")
    }

    @Test("version 1: partitions and groups are told first, and a gap in the numbers is closed by a new epoch")
    func explicit() throws {
        var script = Script(level: 1)
        try script.producer.beginTransaction()
        try script.append()
        script.pass(milliseconds: 5)
        #expect(script.asked == ["AddPartitionsToTxn"])
        script.answerJoin(.concurrentTransactions)
        script.pass(milliseconds: 20)
        script.answerJoin()
        #expect(script.asked == ["Produce"] && script.waiting.first?.versionLimit == 11)
        script.answerProduce()
        _ = try script.producer.addOffsets([TopicPartition("t", 0): CommittedOffset(5)], of: GroupIdentity(group: "g"))
        script.settle()
        #expect(script.asked == ["AddOffsetsToTxn"])
        script.answer(AddOffsetsToTxnRequest.self, AddOffsetsToTxnResponse())
        script.find()
        #expect(script.asked == ["TxnOffsetCommit"])
        script.answer(TxnOffsetCommitRequest.self, TxnOffsetCommitResponse())
        try script.producer.endTransaction(commit: true)
        script.settle()
        #expect(script.waiting.first?.versionLimit == 4)
        script.answerEnd()
        try script.producer.beginTransaction()
        try script.append()
        script.pass(milliseconds: 5)
        script.answerJoin()
        #expect(script.batch == [0, 1], "the numbers go on")
        script.answerProduce(.invalidRecord)
        try script.producer.endTransaction(commit: false)
        script.settle()
        script.answerEnd()
        #expect(script.request(InitProducerIdRequest.self)?.producerEpoch == 0)
        script.identify(epoch: 1)
        try script.producer.beginTransaction()
        try script.append()
        script.pass(milliseconds: 5)
        script.answerJoin()
        #expect(script.batch == [1, 0])
    }

    @Test("errors: what is tried again, what spoils the transaction, what spoils the producer")
    func errors() throws {
        let ends: [(ErrorCode, after: [String], event: String)] = [
            (.coordinatorLoadInProgress, ["EndTxn"], "ready"), (.concurrentTransactions, ["EndTxn"], "ready"),
            (.notCoordinator, ["FindCoordinator"], "ready"),
            (.transactionAbortable, [], "ended TRANSACTION_ABORTABLE"),
            (.producerFenced, [], "ended PRODUCER_FENCED"), (.invalidTxnState, [], "ended INVALID_TXN_STATE"),
        ]
        for (code, after, event) in ends {
            var script = Script(level: 2)
            try script.producer.beginTransaction()
            try script.append()
            try script.producer.endTransaction(commit: true)
            script.settle()
            script.answerProduce()
            script.answerEnd(code)
            script.pass(milliseconds: 100)
            #expect(script.asked == after && script.events.last == event, "\(code): \(script.asked) \(script.events)")
        }
        let begins: [(ErrorCode, after: [String], isOver: Bool)] = [
            (.concurrentTransactions, ["InitProducerId"], false), (.notCoordinator, ["FindCoordinator"], false),
            (.transactionalIdAuthorizationFailed, [], true), (.invalidTransactionTimeout, [], true),
        ]
        for (code, after, isOver) in begins {
            var script = Script(level: 1)
            try script.producer.beginTransaction()
            try script.append()
            script.pass(milliseconds: 5)
            script.answerJoin()
            script.answerProduce(.invalidRecord)
            try script.producer.endTransaction(commit: false)
            script.settle()
            script.answerEnd()
            script.identify(epoch: -1, code)
            script.pass(milliseconds: 100)
            #expect(script.asked == after && (script.producer.transactionFailure != nil) == isOver, "\(code)")
        }
        var fenced = Script(level: 2)
        try fenced.producer.beginTransaction()
        try fenced.append()
        fenced.pass(milliseconds: 5)
        fenced.answerProduce(.producerFenced)
        #expect(throws: ClientError.self) { try fenced.producer.endTransaction(commit: false) }
        #expect(fenced.producer.transactionFailure?.isFenced == true && fenced.asked == [])
    }
}
