import KafkaProtocol
import Metadata

@testable import Broker

// What is asked of transactions: id "x", which has a producer, and "none", which has not.
extension RightsTable {
    /// As a client, and as a broker.
    static func addPartitionsToTxn(_ rig: AdminRig) throws -> [String] {
        let topics: [AddPartitionsToTxnRequest.AddPartitionsToTxnTopic] = names.map { name in
            make {
                $0.name = name
                $0.partitions = [0]
            }
        }
        var request = AddPartitionsToTxnRequest()
        request.v3AndBelowTransactionalId = "x"
        request.v3AndBelowTopics = topics
        let client = try rig.ask(request, 3).resultsByTopicV3AndBelow.flatMap { topic in
            topic.resultsByPartition.map(\.partitionErrorCode)
        }
        request.transactions = [
            make {
                $0.transactionalId = "x"
                $0.topics = topics
            }
        ]
        return texts(client + [try rig.ask(request, 5).errorCode])
    }

    static func addOffsetsToTxn(_ rig: AdminRig) throws -> [String] {
        let request: AddOffsetsToTxnRequest = make {
            $0.transactionalId = "x"
            $0.groupId = "g"
        }
        return texts([try rig.ask(request, 4).errorCode])
    }

    static func endTxn(_ rig: AdminRig) throws -> [String] {
        texts([try rig.ask(make { (request: inout EndTxnRequest) in request.transactionalId = "x" }, 5).errorCode])
    }

    static func writeTxnMarkers(_ rig: AdminRig) throws -> [String] {
        let request: WriteTxnMarkersRequest = make {
            $0.markers = [
                make {
                    $0.producerId = 77
                    $0.topics = names.map { name in
                        make {
                            $0.name = name
                            $0.partitionIndexes = [0]
                        }
                    }
                }
            ]
        }
        return texts(
            try rig.ask(request, 2).markers.flatMap { $0.topics.flatMap { $0.partitions.map(\.errorCode) } })
    }

    static func txnOffsetCommit(_ rig: AdminRig) throws -> [String] {
        let request: TxnOffsetCommitRequest = make {
            $0.transactionalId = "x"
            $0.groupId = "g"
            $0.topics = names.map { name in
                make {
                    $0.name = name
                    $0.partitions = [make { $0.committedOffset = 1 }]
                }
            }
        }
        return texts(try rig.ask(request, 5).topics.flatMap { $0.partitions.map(\.errorCode) })
    }

    static func describeProducers(_ rig: AdminRig) throws -> [String] {
        let request: DescribeProducersRequest = make {
            $0.topics = names.map { name in
                make {
                    $0.name = name
                    $0.partitionIndexes = [0]
                }
            }
        }
        return texts(try rig.ask(request, 0).topics.flatMap { $0.partitions.map(\.errorCode) })
    }

    static func describeTransactions(_ rig: AdminRig) throws -> [String] {
        let request: DescribeTransactionsRequest = make { $0.transactionalIds = ["x", "none"] }
        return texts(try rig.ask(request, 0).transactionStates.map(\.errorCode))
    }

    static func listTransactions(_ rig: AdminRig) throws -> [String] {
        let response = try rig.ask(ListTransactionsRequest(), 1)
        return texts([response.errorCode]) + response.transactionStates.map(\.transactionalId)
    }
}
