import Binary
import KafkaProtocol
import Metadata

@testable import Broker

// What is asked of groups, settings and the cluster.
extension RightsTable {
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

    static func offsetFetch(_ rig: AdminRig) throws -> [String] {
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

    static func joinGroup(_ rig: AdminRig) throws -> [String] {
        var request = JoinGroupRequest()
        request.groupId = "g"
        request.sessionTimeoutMs = 10_000
        request.protocolType = "consumer"
        request.protocols = [make { $0.name = "range" }]
        return ["\(try rig.ask(request, 9).errorCode)"]
    }

    static func heartbeat(_ rig: AdminRig) throws -> [String] {
        ["\(try rig.ask(make { (request: inout HeartbeatRequest) in request.groupId = "g" }, 4).errorCode)"]
    }

    static func leaveGroup(_ rig: AdminRig) throws -> [String] {
        try texts(
            [1, 5].map { version in
                try rig.ask(make { (request: inout LeaveGroupRequest) in request.groupId = "g" }, version).errorCode
            })
    }

    static func syncGroup(_ rig: AdminRig) throws -> [String] {
        ["\(try rig.ask(make { (request: inout SyncGroupRequest) in request.groupId = "g" }, 5).errorCode)"]
    }

    static func describeGroups(_ rig: AdminRig) throws -> [String] {
        texts(
            try rig.ask(make { (request: inout DescribeGroupsRequest) in request.groups = ["g"] }, 6).groups.map(
                \.errorCode))
    }

    static func consumerGroupHeartbeat(_ rig: AdminRig) throws -> [String] {
        var request = ConsumerGroupHeartbeatRequest()
        request.groupId = "new"
        request.memberId = "m"
        request.rebalanceTimeoutMs = 1
        request.topicPartitions = []
        request.subscribedTopicNames = ["no"]
        return ["\(try rig.ask(request, 1).errorCode)"]
    }

    static func consumerGroupDescribe(_ rig: AdminRig) throws -> [String] {
        texts(
            try rig.ask(make { (request: inout ConsumerGroupDescribeRequest) in request.groupIds = ["new"] }, 1).groups
                .map(\.errorCode))
    }

    static func listGroups(_ rig: AdminRig) throws -> [String] {
        let response = try rig.ask(ListGroupsRequest(), 5)
        return ["\(response.errorCode)"] + response.groups.map(\.groupId)
    }

    static func deleteGroups(_ rig: AdminRig) throws -> [String] {
        texts(
            try rig.ask(make { (request: inout DeleteGroupsRequest) in request.groupsNames = ["g"] }, 2).results.map(
                \.errorCode))
    }

    static func offsetDelete(_ rig: AdminRig) throws -> [String] {
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

    static func describeConfigs(_ rig: AdminRig) throws -> [String] {
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

    static func alterConfigs(_ rig: AdminRig) throws -> [String] {
        var request = AlterConfigsRequest()
        request.resources = resources.map { resource in
            make {
                $0.resourceType = resource.type
                $0.resourceName = resource.name
            }
        }
        return texts(try rig.ask(request, 2).responses.map(\.errorCode))
    }

    static func incrementalAlterConfigs(_ rig: AdminRig) throws -> [String] {
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

    static func describeLogDirs(_ rig: AdminRig) throws -> [String] {
        var request = DescribeLogDirsRequest()
        request.topics = nil
        let response = try rig.ask(request, 4)
        return ["\(response.errorCode)"] + response.results.map(\.logDir)
    }

    static func describeQuorum(_ rig: AdminRig) throws -> [String] {
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

    static func describeCluster(_ rig: AdminRig) throws -> [String] {
        var request = DescribeClusterRequest()
        request.includeClusterAuthorizedOperations = true
        let response = try rig.ask(request, 2)
        return ["\(response.errorCode)", "\(response.clusterAuthorizedOperations)"]
    }

    static func apiVersions(_ rig: AdminRig) throws -> [String] {
        var request = ApiVersionsRequest()
        request.clientSoftwareName = "test"
        request.clientSoftwareVersion = "1"
        return ["\(try rig.ask(request, 4).errorCode)"]
    }
}
