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
        Row(api: .describeConfigs, denied: ["29", "29", "31", "31", "30"], ask: describeConfigs),
        Row(api: .alterConfigs, denied: ["29", "29", "31", "31", "30"], ask: alterConfigs),
        Row(api: .describeLogDirs, denied: ["31"], ask: describeLogDirs),
        Row(api: .createPartitions, denied: ["29", "29"], ask: createPartitions),
        Row(api: .deleteGroups, denied: ["30"], ask: deleteGroups),
        Row(api: .incrementalAlterConfigs, denied: ["29", "29", "31", "31", "30"], ask: incrementalAlterConfigs),
        Row(api: .offsetDelete, denied: ["30"], ask: offsetDelete),
        Row(api: .describeQuorum, denied: ["31"], ask: describeQuorum),
        Row(api: .describeCluster, denied: ["0", "0"], ask: describeCluster),
        Row(api: .describeTopicPartitions, denied: ["29", "29"], ask: describeTopicPartitions),
    ]

    private static let names = ["t", "no"]
    private static let unknownId = Uuid(high: 9, low: 9)

    private static func id(_ rig: AdminRig) -> Uuid { rig.context.image.topic(named: "t")?.id ?? .zero }
    private static func texts(_ codes: [Int16]) -> [String] { codes.map(String.init) }

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

    private static func listOffsets(_ rig: AdminRig) throws -> [String] {
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

    private static func offsetForLeaderEpoch(_ rig: AdminRig) throws -> [String] {
        var request = OffsetForLeaderEpochRequest()
        request.topics = names.map { name in
            make {
                $0.topic = name
                $0.partitions = [make { _ in }]
            }
        }
        return texts(try rig.ask(request, 4).topics.flatMap { $0.partitions.map(\.errorCode) })
    }

    private static func deleteRecords(_ rig: AdminRig) throws -> [String] {
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
    private static func metadata(_ rig: AdminRig) throws -> [String] {
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

    private static func describeTopicPartitions(_ rig: AdminRig) throws -> [String] {
        var request = DescribeTopicPartitionsRequest()
        request.topics = names.sorted(by: >).map { name in make { $0.name = name } }
        let named = try rig.ask(request, 0).topics.map(\.errorCode)
        request.topics = []
        return texts(named) + (try rig.ask(request, 0).topics.compactMap(\.name))
    }

    private static func createTopics(_ rig: AdminRig) throws -> [String] {
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

    private static func deleteTopics(_ rig: AdminRig) throws -> [String] {
        var request = DeleteTopicsRequest()
        request.topics = names.map { name in make { $0.name = name } }
        request.topics += [id(rig), unknownId].map { id in make { $0.topicId = id } }
        return try rig.ask(request, 6).responses.map { "\($0.errorCode) \($0.name ?? "-")" }
            .sorted {
                names.firstIndex(of: String($0.dropFirst(3))) ?? 9 < names.firstIndex(of: String($1.dropFirst(3))) ?? 9
            }
    }

    private static func createPartitions(_ rig: AdminRig) throws -> [String] {
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

    // MARK: Groups

    static func offsetCommit(_ rig: AdminRig) throws -> [String] {
        var request = OffsetCommitRequest()
        request.groupId = "g"
        request.topics = names.map { name in
            make {
                $0.name = name
                $0.partitions = [make { $0.committedOffset = 1 }]
            }
        }
        return texts(try rig.ask(request, 8).topics.flatMap { $0.partitions.map(\.errorCode) })
    }

    private static func offsetFetch(_ rig: AdminRig) throws -> [String] {
        var request = OffsetFetchRequest()
        request.groups = [
            make {
                $0.groupId = "g"
                $0.topics = names.map { name in
                    make {
                        $0.name = name
                        $0.partitionIndexes = [0]
                    }
                }
            },
            make {
                $0.groupId = "g"
                $0.topics = nil
            },
        ]
        return try rig.ask(request, 9).groups.flatMap { group in
            ["\(group.errorCode)"] + group.topics.map { "\($0.name) \($0.partitions.map(\.errorCode))" }
        }
    }

    static func findCoordinator(_ rig: AdminRig) throws -> [String] {
        try texts(
            [0, 1, 9].flatMap { (type: Int8) in
                try rig.ask(
                    make { (request: inout FindCoordinatorRequest) in
                        request.keyType = type
                        request.coordinatorKeys = ["g"]
                    }, 4
                ).coordinators.map(\.errorCode)
            })
    }

    private static func joinGroup(_ rig: AdminRig) throws -> [String] {
        var request = JoinGroupRequest()
        request.groupId = "g"
        request.sessionTimeoutMs = 10_000
        request.protocolType = "consumer"
        request.protocols = [make { $0.name = "range" }]
        return ["\(try rig.ask(request, 9).errorCode)"]
    }

    private static func heartbeat(_ rig: AdminRig) throws -> [String] {
        ["\(try rig.ask(make { (request: inout HeartbeatRequest) in request.groupId = "g" }, 4).errorCode)"]
    }

    private static func leaveGroup(_ rig: AdminRig) throws -> [String] {
        try texts(
            [1, 5].map { version in
                try rig.ask(make { (request: inout LeaveGroupRequest) in request.groupId = "g" }, version).errorCode
            })
    }

    private static func syncGroup(_ rig: AdminRig) throws -> [String] {
        ["\(try rig.ask(make { (request: inout SyncGroupRequest) in request.groupId = "g" }, 5).errorCode)"]
    }

    private static func describeGroups(_ rig: AdminRig) throws -> [String] {
        texts(
            try rig.ask(make { (request: inout DescribeGroupsRequest) in request.groups = ["g"] }, 6).groups.map(
                \.errorCode))
    }

    private static func listGroups(_ rig: AdminRig) throws -> [String] {
        let response = try rig.ask(ListGroupsRequest(), 5)
        return ["\(response.errorCode)"] + response.groups.map(\.groupId)
    }

    private static func deleteGroups(_ rig: AdminRig) throws -> [String] {
        texts(
            try rig.ask(make { (request: inout DeleteGroupsRequest) in request.groupsNames = ["g"] }, 2).results.map(
                \.errorCode))
    }

    private static func offsetDelete(_ rig: AdminRig) throws -> [String] {
        var request = OffsetDeleteRequest()
        request.groupId = "g"
        request.topics = names.map { name in
            make {
                $0.name = name
                $0.partitions = [make { _ in }]
            }
        }
        let response = try rig.ask(request, 0)
        return texts([response.errorCode] + response.topics.flatMap { $0.partitions.map(\.errorCode) })
    }

    // MARK: Settings and the cluster

    private static let resources: [(type: Int8, name: String)] = [(2, "t"), (2, "no"), (4, "1"), (4, ""), (32, "g")]

    private static func describeConfigs(_ rig: AdminRig) throws -> [String] {
        var request = DescribeConfigsRequest()
        request.resources = resources.map { resource in
            make {
                $0.resourceType = resource.type
                $0.resourceName = resource.name
                $0.configurationKeys = nil
            }
        }
        return texts(try rig.ask(request, 4).results.map(\.errorCode))
    }

    private static func alterConfigs(_ rig: AdminRig) throws -> [String] {
        var request = AlterConfigsRequest()
        request.resources = resources.map { resource in
            make {
                $0.resourceType = resource.type
                $0.resourceName = resource.name
            }
        }
        return texts(try rig.ask(request, 2).responses.map(\.errorCode))
    }

    private static func incrementalAlterConfigs(_ rig: AdminRig) throws -> [String] {
        var request = IncrementalAlterConfigsRequest()
        request.resources = resources.map { resource in
            make {
                $0.resourceType = resource.type
                $0.resourceName = resource.name
                $0.configs = [make { $0.name = "retention.ms" }]
            }
        }
        return texts(try rig.ask(request, 1).responses.map(\.errorCode))
    }

    private static func describeLogDirs(_ rig: AdminRig) throws -> [String] {
        var request = DescribeLogDirsRequest()
        request.topics = nil
        let response = try rig.ask(request, 4)
        return ["\(response.errorCode)"] + response.results.map(\.logDir)
    }

    private static func describeQuorum(_ rig: AdminRig) throws -> [String] {
        let request: DescribeQuorumRequest = make {
            $0.topics = [
                make {
                    $0.topicName = "__cluster_metadata"
                    $0.partitions = [make { _ in }]
                }
            ]
        }
        let response = try rig.ask(request, 2)
        return ["\(response.errorCode)"] + response.topics.map(\.topicName)
    }

    private static func describeCluster(_ rig: AdminRig) throws -> [String] {
        var request = DescribeClusterRequest()
        request.includeClusterAuthorizedOperations = true
        let response = try rig.ask(request, 2)
        return ["\(response.errorCode)", "\(response.clusterAuthorizedOperations)"]
    }

    private static func apiVersions(_ rig: AdminRig) throws -> [String] {
        var request = ApiVersionsRequest()
        request.clientSoftwareName = "test"
        request.clientSoftwareVersion = "1"
        return ["\(try rig.ask(request, 4).errorCode)"]
    }
}
