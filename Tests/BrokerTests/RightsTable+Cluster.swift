import Binary
import KafkaProtocol
import Metadata

@testable import Broker

// What is asked of the cluster as a whole: rights, leaders, quotas, features.
extension RightsTable {
    static func describeAcls(_ rig: AdminRig) throws -> [String] {
        let response = try rig.ask(
            make { (request: inout DescribeAclsRequest) in
                request.resourceTypeFilter = 1
                request.resourceNameFilter = nil
                request.patternTypeFilter = 1
                request.principalFilter = nil
                request.hostFilter = nil
                request.operation = 1
                request.permissionType = 1
            }, 3)
        return ["\(response.errorCode)"] + response.resources.map(\.resourceName)
    }

    static func createAcls(_ rig: AdminRig) throws -> [String] {
        var request = CreateAclsRequest()
        request.creations = [
            make {
                $0.resourceType = 2
                $0.resourceName = "elsewhere"
                $0.principal = "User:x"
                $0.host = "*"
                $0.operation = 3
                $0.permissionType = 3
            }
        ]
        return texts(try rig.ask(request, 3).results.map(\.errorCode))
    }

    static func deleteAcls(_ rig: AdminRig) throws -> [String] {
        var request = DeleteAclsRequest()
        request.filters = [
            make {
                $0.resourceTypeFilter = 1
                $0.resourceNameFilter = nil
                $0.patternTypeFilter = 1
                $0.principalFilter = nil
                $0.hostFilter = nil
                $0.operation = 1
                $0.permissionType = 1
            }
        ]
        return try rig.ask(request, 3).filterResults.flatMap {
            ["\($0.errorCode)"] + $0.matchingAcls.map(\.resourceName)
        }
    }

    static func alterReplicaLogDirs(_ rig: AdminRig) throws -> [String] {
        var request = AlterReplicaLogDirsRequest()
        request.dirs = [
            make {
                $0.path = "/data"
                $0.topics = names.map { name in
                    make {
                        $0.name = name
                        $0.partitions = [0]
                    }
                }
            }
        ]
        return texts(try rig.ask(request, 2).results.flatMap { $0.partitions.map(\.errorCode) })
    }

    static func electLeaders(_ rig: AdminRig) throws -> [String] {
        var request = ElectLeadersRequest()
        request.topicPartitions = names.map { name in
            make {
                $0.topic = name
                $0.partitions = [0]
            }
        }
        let response = try rig.ask(request, 2)
        return texts(
            [response.errorCode] + response.replicaElectionResults.flatMap { $0.partitionResult.map(\.errorCode) })
    }

    static func alterPartitionReassignments(_ rig: AdminRig) throws -> [String] {
        var request = AlterPartitionReassignmentsRequest()
        request.topics = [
            make {
                $0.name = "t"
                $0.partitions = [make { $0.replicas = [1] }]
            }
        ]
        let response = try rig.ask(request, 1)
        return texts([response.errorCode] + response.responses.flatMap { $0.partitions.map(\.errorCode) })
    }

    static func listPartitionReassignments(_ rig: AdminRig) throws -> [String] {
        ["\(try rig.ask(ListPartitionReassignmentsRequest(), 0).errorCode)"]
    }

    static func describeClientQuotas(_ rig: AdminRig) throws -> [String] {
        ["\(try rig.ask(DescribeClientQuotasRequest(), 1).errorCode)"]
    }

    static func alterClientQuotas(_ rig: AdminRig) throws -> [String] {
        var request = AlterClientQuotasRequest()
        request.entries = [
            make {
                $0.entity = [
                    make {
                        $0.entityType = "user"
                        $0.entityName = "a"
                    }
                ]
                $0.ops = [
                    make {
                        $0.key = "producer_byte_rate"
                        $0.value = 1
                    }
                ]
            }
        ]
        return texts(try rig.ask(request, 1).entries.map(\.errorCode))
    }

    static func describeUserScramCredentials(_ rig: AdminRig) throws -> [String] {
        var request = DescribeUserScramCredentialsRequest()
        request.users = [make { $0.name = "a" }]
        let response = try rig.ask(request, 0)
        return texts([response.errorCode] + response.results.map(\.errorCode))
    }

    static func updateFeatures(_ rig: AdminRig) throws -> [String] {
        var request = UpdateFeaturesRequest()
        request.featureUpdates = [
            make {
                $0.feature = MetadataVersion.feature
                $0.maxVersionLevel = MetadataVersion.current.level
            }
        ]
        return ["\(try rig.ask(request, 2).errorCode)"]
    }

    static func listConfigResources(_ rig: AdminRig) throws -> [String] {
        let response = try rig.ask(ListConfigResourcesRequest(), 1)
        return ["\(response.errorCode)"] + response.configResources.map(\.resourceName)
    }
}
