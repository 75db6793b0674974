public import KafkaProtocol

/// A transactional id as its coordinator sees it.
public struct TransactionDescription: Hashable, Sendable {
    /// The transactional id.
    public var transactionalId: String
    /// `Empty`, `Ongoing`, `PrepareCommit`, `PrepareAbort`, `CompleteCommit`, `CompleteAbort`, `Dead`, or
    /// `PrepareEpochFence`.
    public var state: String
    /// Milliseconds after which the coordinator aborts it.
    public var timeout: Int32
    /// When it began, in milliseconds since 1970; -1 where none is open.
    public var started: Int64
    /// Its producer.
    public var producerId: Int64
    public var producerEpoch: Int16
    /// The partitions in it; empty where none is open.
    public var partitions: [TopicPartition]
    /// The node id of its coordinator.
    public var coordinator: Int32
}

/// A producer that a partition's leader remembers.
public struct ProducerDescription: Hashable, Sendable {
    /// Its id and epoch.
    public var producerId: Int64
    public var producerEpoch: Int32
    /// The sequence number of its last record; -1 after a marker.
    public var lastSequence: Int32
    /// The time of its last record, in milliseconds since 1970.
    public var lastTimestamp: Int64
    /// Which coordinator wrote its last marker; -1 for none.
    public var coordinatorEpoch: Int32
    /// Where its open transaction begins in this partition; -1 for none.
    public var transactionStart: Int64
}

extension Admin {
    /// All transactional ids that the cluster's coordinators know, sorted.
    ///
    /// - Parameters:
    ///   - states: those in one of these states; empty for any.
    ///   - longerThan: those open for more milliseconds than this; nil for any.
    ///   - producers: those of one of these producers; empty for any.
    /// - Throws: `.invalid` for a state that there is not.
    public func transactions(
        states: [String] = [], longerThan: Int64? = nil, producers: [Int64] = []
    ) throws(ClientError) -> [ListTransactionsResponse.TransactionState] {
        var request = ListTransactionsRequest()
        request.stateFilters = states
        request.durationFilter = longerThan ?? -1
        request.producerIdFilters = producers
        let metadata = try metadata(of: [])
        var found: [ListTransactionsResponse.TransactionState] = []
        for id in metadata.brokers.keys.sorted() {
            guard let broker = metadata.broker(id) else { continue }
            found += try retrying { () throws(ClientError) in
                let response = try client.call(request, to: broker)
                try Admin.check(response.errorCode, "transactions of broker \(id)")
                if let state = response.unknownStateFilters.first {
                    throw ClientError(.invalid, "state '\(state)'", "transactions have no such state")
                }
                return response.transactionStates
            }
        }
        return found.sorted { $0.transactionalId < $1.transactionalId }
    }

    /// One transactional id.
    ///
    /// - Throws: `.refused` with `TRANSACTIONAL_ID_NOT_FOUND` where there is none.
    public func transaction(_ id: String) throws(ClientError) -> TransactionDescription {
        var request = DescribeTransactionsRequest()
        request.transactionalIds = [id]
        return try onCoordinator(ofTransactions: id) { (coordinator, node) throws(ClientError) in
            guard let state = try client.call(request, to: coordinator).transactionStates.first else {
                throw ClientError(.malformed, "transactional id \(id)", "the broker left it out")
            }
            try Admin.check(state.errorCode, "transactional id \(id)")
            return TransactionDescription(
                transactionalId: state.transactionalId, state: state.transactionState,
                timeout: state.transactionTimeoutMs, started: state.transactionStartTimeMs,
                producerId: state.producerId, producerEpoch: state.producerEpoch,
                partitions: state.topics.flatMap { topic in
                    topic.partitions.map { TopicPartition(topic.topic, $0) }
                }.sorted(),
                coordinator: node)
        }
    }

    /// Aborts what is open under a transactional id, by fencing its producer: that can do nothing more.
    public func fenceProducer(_ id: String) throws(ClientError) {
        var request = InitProducerIdRequest()
        request.transactionalId = id
        request.transactionTimeoutMs = 1
        try onCoordinator(ofTransactions: id) { (coordinator, _) throws(ClientError) in
            let response = try client.call(request, to: coordinator)
            try Admin.check(response.errorCode, "transactional id \(id)")
        }
    }

    /// The producers that the leaders of partitions remember.
    public func producers(
        of partitions: [TopicPartition]
    ) throws(ClientError) -> [TopicPartition: Result<[ProducerDescription], ClientError>] {
        try perLeader(partitions) { (partitions, leader) throws(ClientError) in
            var request = DescribeProducersRequest()
            request.topics = grouped(partitions) { topic, numbers in
                var entry = DescribeProducersRequest.TopicRequest()
                entry.name = topic
                entry.partitionIndexes = numbers
                return entry
            }
            var answers: [TopicPartition: Result<[ProducerDescription], ClientError>] = [:]
            for topic in try client.call(request, to: leader).topics {
                for part in topic.partitions {
                    let partition = TopicPartition(topic.name, part.partitionIndex)
                    let error = ErrorCode(rawValue: part.errorCode)
                    answers[partition] =
                        error == .none
                        ? .success(part.activeProducers.map(ProducerDescription.init))
                        : .failure(ClientError(error, "\(partition)", message: part.errorMessage))
                }
            }
            return answers
        }
    }

    /// Writes an abort marker for a transaction that hangs in one partition because its coordinator knows nothing of it
    /// any more; the partition's readers of committed records can go on then.
    ///
    /// - Throws: `.invalid` where nothing hangs there; the leader's refusal.
    public func abortTransaction(of producer: ProducerDescription, in partition: TopicPartition) throws(ClientError) {
        guard producer.transactionStart >= 0 else {
            throw ClientError(.invalid, "producer \(producer.producerId)", "it has no transaction open in \(partition)")
        }
        var topic = WriteTxnMarkersRequest.WritableTxnMarkerTopic()
        topic.name = partition.topic
        topic.partitionIndexes = [partition.partition]
        var marker = WriteTxnMarkersRequest.WritableTxnMarker()
        marker.producerId = producer.producerId
        marker.producerEpoch = Int16(clamping: producer.producerEpoch)
        marker.transactionResult = false
        marker.coordinatorEpoch = max(producer.coordinatorEpoch, 0)
        marker.topics = [topic]
        var request = WriteTxnMarkersRequest()
        request.markers = [marker]
        let answers = try perLeader([partition]) { (partitions, leader) throws(ClientError) in
            var answers: [TopicPartition: Result<Bool, ClientError>] = [:]
            for part in try client.call(request, to: leader).markers.flatMap(\.topics).flatMap(\.partitions) {
                let error = ErrorCode(rawValue: part.errorCode)
                answers[partition] = error == .none ? .success(true) : .failure(ClientError(error, "\(partition)"))
            }
            return answers
        }
        _ = try answers[partition]?.get()
    }

    private func onCoordinator<Value>(
        ofTransactions id: String, _ body: (Destination, Int32) throws(ClientError) -> Value
    ) throws(ClientError) -> Value {
        try retrying { () throws(ClientError) in
            let response = try client.call(FindCoordinatorRequest(transactionalId: id))
            let found = try response.coordinator(of: id)
            return try body(found.destination.on(.main), found.id)
        }
    }
}

extension ProducerDescription {
    init(_ state: DescribeProducersResponse.ProducerState) {
        producerId = state.producerId
        producerEpoch = state.producerEpoch
        lastSequence = state.lastSequence
        lastTimestamp = state.lastTimestamp
        coordinatorEpoch = state.coordinatorEpoch
        transactionStart = state.currentTxnStartOffset
    }
}
