import KafkaProtocol
import Metadata
import Records

/// Describes access control entries, by the resource that they speak of.
enum DescribeAclsHandler: RequestHandler {
    typealias Request = DescribeAclsRequest
    private typealias Resource = DescribeAclsResponse.DescribeAclsResource

    static func handle(_ request: DescribeAclsRequest, _ call: Call) {
        // Kafka does not read a request with a number that it calls unknown.
        guard
            ![request.resourceTypeFilter, request.patternTypeFilter, request.operation, request.permissionType]
                .contains(0)
        else { return call.close() }
        var response = DescribeAclsResponse()
        if !call.session.allow(.describe, .cluster) {
            response.errorCode = ErrorCode.clusterAuthorizationFailed.rawValue
            response.errorMessage = nil
        } else if !call.context.isRestricted {
            response.errorCode = ErrorCode.securityDisabled.rawValue
            response.errorMessage = "No Authorizer is configured on the broker"
        } else {
            response.resources = describe(call.context.image.state.acls.entries(found: AclFilter(request)))
        }
        call.reply(response)
    }

    /// - Parameter entries: those of one resource follow each other.
    private static func describe(_ entries: [AccessControlEntryRecord]) -> [Resource] {
        var resources: [Resource] = []
        for entry in entries {
            let isSame =
                resources.last.map {
                    ($0.resourceType, $0.resourceName, $0.patternType)
                        == (entry.resourceType, entry.resourceName, entry.patternType)
                } ?? false
            if !isSame {
                var resource = Resource()
                resource.resourceType = entry.resourceType
                resource.resourceName = entry.resourceName
                resource.patternType = entry.patternType
                resources.append(resource)
            }
            var acl = DescribeAclsResponse.AclDescription()
            acl.principal = entry.principal
            acl.host = entry.host
            acl.operation = entry.operation
            acl.permissionType = entry.permissionType
            resources[resources.count - 1].acls.append(acl)
        }
        return resources
    }
}

extension AclFilter {
    fileprivate init(_ request: DescribeAclsRequest) {
        self.init()
        resourceType = request.resourceTypeFilter
        resourceName = request.resourceNameFilter
        patternType = request.patternTypeFilter
        principal = request.principalFilter
        host = request.hostFilter
        operation = request.operation
        permission = request.permissionType
    }
}
