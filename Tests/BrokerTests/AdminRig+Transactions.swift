import Binary
import KafkaProtocol
import Metadata
import Records

@testable import Broker

/// What a transactional client asks; answers are short texts.
extension AdminRig {
    /// A rig with topic "t" of two partitions, and coordinators with one partition each.
    static func transactional() throws -> AdminRig {
        var options = BrokerOptions()
        options.offsetsTopicPartitions = 1
        options.transactionsTopicPartitions = 1
        let rig = try AdminRig(options: options)
        try rig.create("t", 2)
        _ = try RightsTable.findCoordinator(rig)
        return rig
    }

    func begin(_ id: String = "x", timeout: Int32 = 60_000) throws -> String {
        let request: InitProducerIdRequest = make {
            $0.transactionalId = id
            $0.transactionTimeoutMs = timeout
        }
        let reply = try ask(request, 5)
        return reply.errorCode == 0 ? "\(reply.producerId)/\(reply.producerEpoch)" : "!\(reply.errorCode)"
    }

    func produceRequest(
        _ values: [String], to partition: Int32 = 0, as own: (Int64, Int16), sequence: Int32, id: String? = "x",
        version: Int16 = 12
    ) -> ProduceRequest {
        make {
            $0.transactionalId = id
            $0.acks = -1
            $0.timeoutMs = 1000
            $0.topicData = [
                make {
                    $0.name = "t"
                    $0.topicId = self.context.image.topic(named: "t")?.id ?? .zero
                    $0.partitionData = [
                        make {
                            $0.index = partition
                            $0.records = batch(
                                values, producer: own.0, epoch: own.1, sequence: sequence, transactional: true)
                        }
                    ]
                }
            ]
        }
    }

    func produce(
        _ values: String..., to partition: Int32 = 0, as own: (Int64, Int16), sequence: Int32, version: Int16 = 12
    ) throws -> Int16 {
        let request = produceRequest(values, to: partition, as: own, sequence: sequence, version: version)
        return try ask(request, version).responses[0].partitionResponses[0].errorCode
    }

    func add(_ partitions: [Int32], as own: (Int64, Int16), version: Int16 = 3) throws -> [Int16] {
        let request: AddPartitionsToTxnRequest = make {
            $0.v3AndBelowTransactionalId = "x"
            $0.v3AndBelowProducerId = own.0
            $0.v3AndBelowProducerEpoch = own.1
            $0.v3AndBelowTopics = [
                make {
                    $0.name = "t"
                    $0.partitions = partitions
                }
            ]
        }
        return try ask(request, version).resultsByTopicV3AndBelow[0].resultsByPartition.map(\.partitionErrorCode)
    }

    func end(_ commit: Bool, as own: (Int64, Int16), version: Int16 = 5) throws -> String {
        let request: EndTxnRequest = make {
            $0.transactionalId = "x"
            $0.producerId = own.0
            $0.producerEpoch = own.1
            $0.committed = commit
        }
        let reply = try ask(request, version)
        return reply.errorCode == 0 ? "\(reply.producerId)/\(reply.producerEpoch)" : "!\(reply.errorCode)"
    }

    /// TxnOffsetCommit of t-0 for group "g".
    func commit(_ offset: Int64, as own: (Int64, Int16), version: Int16) throws -> Int16 {
        let request: TxnOffsetCommitRequest = make {
            $0.transactionalId = "x"
            $0.groupId = "g"
            $0.producerId = own.0
            $0.producerEpoch = own.1
            $0.topics = [
                make {
                    $0.name = "t"
                    $0.partitions = [make { $0.committedOffset = offset }]
                }
            ]
        }
        return try ask(request, version).topics[0].partitions[0].errorCode
    }

    /// What OffsetFetch says of t-0 in group "g".
    func committed(requireStable: Bool = false) throws -> String {
        let request: OffsetFetchRequest = make {
            $0.requireStable = requireStable
            $0.groups = [
                make {
                    $0.groupId = "g"
                    $0.topics = [
                        make {
                            $0.name = "t"
                            $0.partitionIndexes = [0]
                        }
                    ]
                }
            ]
        }
        let found = try ask(request, 9).groups[0].topics[0].partitions[0]
        return found.errorCode == 0 ? "\(found.committedOffset)" : "!\(found.errorCode)"
    }

    /// The values that a consumer with this isolation gets, without those of aborted transactions.
    func read(_ partition: Int32 = 0, isolation: Int8 = 1) throws -> [String] {
        let request: FetchRequest = make {
            $0.maxBytes = 1 << 20
            $0.isolationLevel = isolation
            $0.sessionEpoch = -1
            $0.topics = [
                make {
                    $0.topic = "t"
                    $0.partitions = [
                        make {
                            $0.partition = partition
                            $0.partitionMaxBytes = 1 << 20
                        }
                    ]
                }
            ]
        }
        let found = try ask(request, 12).responses[0].partitions[0]
        let bytes = found.records ?? []
        var aborted = found.abortedTransactions ?? []
        var open: Set<Int64> = []
        var values: [String] = []
        var batches = RecordBatches(bytes.span.bytes)
        while let batch = batches.next() {
            let header = batch.header
            for entry in aborted where entry.firstOffset <= header.baseOffset { open.insert(entry.producerId) }
            aborted.removeAll { $0.firstOffset <= header.baseOffset }
            if header.isControl { open.remove(header.producerId) }
            if header.isControl || (header.isTransactional && open.contains(header.producerId)) { continue }
            var scratch = BinaryWriter()
            var records = try batch.records(unpackedInto: &scratch, maxBytes: 1 << 20)
            while let record = records.next() {
                if let value = record.value {
                    var reader = BinaryReader(value)
                    values.append(reader.string(value.byteCount))
                }
            }
        }
        return values
    }
}
