import Binary
import KafkaProtocol
import Metadata
import Testing

@testable import Broker

/// For every API a request that touches each of its resources: topic "t", which exists, and "no", which does not, group
/// "g", the cluster. Answers are error codes in the order of the reply, after them what was shown.
enum RightsTable {
    struct Row: Sendable {
        let api: ApiKey
        /// The answer to one who may do nothing.
        let denied: [String]
        /// Whether that is everybody's answer.
        var needsNoRight = false
        let ask: @Sendable (AdminRig) throws -> [String]
    }

    static let rows: [Row] = [
        Row(api: .produce, denied: ["29", "29"], ask: produce),
        Row(api: .fetch, denied: ["29", "29", "29", "100", "29"], ask: fetch),
        Row(api: .listOffsets, denied: ["29", "29"], ask: listOffsets),
        Row(api: .metadata, denied: ["29", "29", "100", "100", "0"], ask: metadata),
        Row(api: .offsetCommit, denied: ["30", "30"], ask: offsetCommit),
        Row(api: .offsetFetch, denied: ["30", "30"], ask: offsetFetch),
        Row(api: .findCoordinator, denied: ["30", "53", "42"], ask: findCoordinator),
        Row(api: .joinGroup, denied: ["30"], ask: joinGroup),
        Row(api: .heartbeat, denied: ["30"], ask: heartbeat),
        Row(api: .leaveGroup, denied: ["30", "30"], ask: leaveGroup),
        Row(api: .syncGroup, denied: ["30"], ask: syncGroup),
        Row(api: .describeGroups, denied: ["30"], ask: describeGroups),
        Row(api: .listGroups, denied: ["0"], ask: listGroups),
        Row(api: .apiVersions, denied: ["0"], needsNoRight: true, ask: apiVersions),
        Row(api: .createTopics, denied: ["29", "29"], ask: createTopics),
        Row(api: .deleteTopics, denied: ["29 t", "29 no", "29 -", "100 -"], ask: deleteTopics),
        Row(api: .deleteRecords, denied: ["29", "29"], ask: deleteRecords),
        Row(api: .initProducerId, denied: ["31", "53"], ask: initProducerId),
        Row(api: .offsetForLeaderEpoch, denied: ["29", "29"], ask: offsetForLeaderEpoch),
        Row(api: .addPartitionsToTxn, denied: ["53", "53", "31"], ask: addPartitionsToTxn),
        Row(api: .addOffsetsToTxn, denied: ["53"], ask: addOffsetsToTxn),
        Row(api: .endTxn, denied: ["53"], ask: endTxn),
        Row(api: .writeTxnMarkers, denied: ["31", "31"], ask: writeTxnMarkers),
        Row(api: .txnOffsetCommit, denied: ["53", "53"], ask: txnOffsetCommit),
        Row(api: .describeAcls, denied: ["31"], ask: describeAcls),
        Row(api: .createAcls, denied: ["31"], ask: createAcls),
        Row(api: .deleteAcls, denied: ["31"], ask: deleteAcls),
        Row(api: .describeConfigs, denied: ["29", "29", "31", "31", "30"], ask: describeConfigs),
        Row(api: .alterConfigs, denied: ["29", "29", "31", "31", "30"], ask: alterConfigs),
        Row(api: .alterReplicaLogDirs, denied: ["31", "31"], ask: alterReplicaLogDirs),
        Row(api: .describeLogDirs, denied: ["31"], ask: describeLogDirs),
        Row(api: .createPartitions, denied: ["29", "29"], ask: createPartitions),
        Row(api: .deleteGroups, denied: ["30"], ask: deleteGroups),
        Row(api: .electLeaders, denied: ["31", "31", "31"], ask: electLeaders),
        Row(api: .incrementalAlterConfigs, denied: ["29", "29", "31", "31", "30"], ask: incrementalAlterConfigs),
        Row(api: .alterPartitionReassignments, denied: ["31", "31"], ask: alterPartitionReassignments),
        Row(api: .listPartitionReassignments, denied: ["31"], ask: listPartitionReassignments),
        Row(api: .offsetDelete, denied: ["30"], ask: offsetDelete),
        Row(api: .describeClientQuotas, denied: ["31"], ask: describeClientQuotas),
        Row(api: .alterClientQuotas, denied: ["31"], ask: alterClientQuotas),
        Row(api: .describeUserScramCredentials, denied: ["31"], ask: describeUserScramCredentials),
        Row(api: .describeQuorum, denied: ["31"], ask: describeQuorum),
        Row(api: .updateFeatures, denied: ["31"], ask: updateFeatures),
        Row(api: .describeCluster, denied: ["0", "0"], ask: describeCluster),
        Row(api: .describeProducers, denied: ["29", "29"], ask: describeProducers),
        Row(api: .describeTransactions, denied: ["53", "53"], ask: describeTransactions),
        Row(api: .listTransactions, denied: ["0"], ask: listTransactions),
        Row(api: .consumerGroupHeartbeat, denied: ["30"], ask: consumerGroupHeartbeat),
        Row(api: .consumerGroupDescribe, denied: ["30"], ask: consumerGroupDescribe),
        Row(api: .listConfigResources, denied: ["31"], ask: listConfigResources),
        Row(api: .describeTopicPartitions, denied: ["29", "29"], ask: describeTopicPartitions),
    ]

    static let names = ["t", "no"]
    static let unknownId = Uuid(high: 9, low: 9)

    static func id(_ rig: AdminRig) -> Uuid { rig.context.image.topic(named: "t")?.id ?? .zero }
    static func texts(_ codes: [Int16]) -> [String] { codes.map(String.init) }

    // MARK: Records

    static func produce(_ rig: AdminRig) throws -> [String] {
        var request = ProduceRequest()
        request.acks = 1
        request.topicData = names.map { name in
            make {
                $0.name = name
                $0.partitionData = [make { $0.records = batch(["v"]) }]
            }
        }
        return texts(try rig.ask(request, 9).responses.flatMap { $0.partitionResponses.map(\.errorCode) })
    }

    /// By name, by id, and as another broker.
    static func fetch(_ rig: AdminRig) throws -> [String] {
        func ask(_ version: Int16, replica: Int32 = -1, _ topics: [(String, Uuid)]) throws -> [String] {
            var request = FetchRequest()
            request.replicaId = replica
            request.topics = topics.map { name, id in
                make {
                    $0.topic = name
                    $0.topicId = id
                    $0.partitions = [make { $0.partitionMaxBytes = 1000 }]
                }
            }
            return texts(try rig.ask(request, version).responses.flatMap { $0.partitions.map(\.errorCode) })
        }
        return try ask(12, names.map { ($0, .zero) }) + ask(13, [("", id(rig)), ("", unknownId)])
            + ask(12, replica: 7, [("t", .zero)])
    }

    static func listOffsets(_ rig: AdminRig) throws -> [String] {
        var request = ListOffsetsRequest()
        request.replicaId = -1
        request.topics = names.map { name in
            make {
                $0.name = name
                $0.partitions = [make { $0.timestamp = -1 }]
            }
        }
        return texts(try rig.ask(request, 7).topics.flatMap { $0.partitions.map(\.errorCode) })
    }

    static func offsetForLeaderEpoch(_ rig: AdminRig) throws -> [String] {
        var request = OffsetForLeaderEpochRequest()
        request.topics = names.map { name in
            make {
                $0.topic = name
                $0.partitions = [make { _ in }]
            }
        }
        return texts(try rig.ask(request, 4).topics.flatMap { $0.partitions.map(\.errorCode) })
    }

    static func deleteRecords(_ rig: AdminRig) throws -> [String] {
        var request = DeleteRecordsRequest()
        request.topics = names.map { name in
            make {
                $0.name = name
                $0.partitions = [make { $0.offset = -1 }]
            }
        }
        return texts(try rig.ask(request, 2).topics.flatMap { $0.partitions.map(\.errorCode) })
    }

    static func initProducerId(_ rig: AdminRig) throws -> [String] {
        try texts(
            [nil, "x"].map { id in
                try rig.ask(
                    make { (request: inout InitProducerIdRequest) in
                        request.transactionalId = id
                        request.transactionTimeoutMs = 1000
                    }, 4
                ).errorCode
            })
    }

    // MARK: Topics

    /// By name with creation, by id, and all of them.
    static func metadata(_ rig: AdminRig) throws -> [String] {
        var request = MetadataRequest()
        request.topics = names.map { name in make { $0.name = name } }
        let byName = try rig.ask(request, 12).topics.map(\.errorCode)
        request.topics = [id(rig), unknownId].map { id in make { $0.topicId = id } }
        let byId = try rig.ask(request, 12).topics.map(\.errorCode)
        request.topics = nil
        request.includeClusterAuthorizedOperations = true
        let all = try rig.ask(request, 10)
        return texts(byName + byId) + ["\(all.clusterAuthorizedOperations)"] + all.topics.compactMap(\.name)
    }

    static func describeTopicPartitions(_ rig: AdminRig) throws -> [String] {
        var request = DescribeTopicPartitionsRequest()
        request.topics = names.sorted(by: >).map { name in make { $0.name = name } }
        let named = try rig.ask(request, 0).topics.map(\.errorCode)
        request.topics = []
        return texts(named) + (try rig.ask(request, 0).topics.compactMap(\.name))
    }

    static func createTopics(_ rig: AdminRig) throws -> [String] {
        var request = CreateTopicsRequest()
        request.topics = ["new", "t"].map { name in
            make {
                $0.name = name
                $0.numPartitions = 1
                $0.replicationFactor = 1
            }
        }
        return texts(try rig.ask(request, 7).topics.map(\.errorCode))
    }

    static func deleteTopics(_ rig: AdminRig) throws -> [String] {
        var request = DeleteTopicsRequest()
        request.topics = names.map { name in make { $0.name = name } }
        request.topics += [id(rig), unknownId].map { id in make { $0.topicId = id } }
        return try rig.ask(request, 6).responses.map { "\($0.errorCode) \($0.name ?? "-")" }
            .sorted {
                names.firstIndex(of: String($0.dropFirst(3))) ?? 9 < names.firstIndex(of: String($1.dropFirst(3))) ?? 9
            }
    }

    static func createPartitions(_ rig: AdminRig) throws -> [String] {
        var request = CreatePartitionsRequest()
        request.topics = names.map { name in
            make {
                $0.name = name
                $0.count = 3
                $0.assignments = nil
            }
        }
        return texts(try rig.ask(request, 3).results.map(\.errorCode))
    }
}
