import KafkaProtocol
import Metadata
import Records

/// Removes access control entries; answers, when they are gone from this node, which they were.
enum DeleteAclsHandler: RequestHandler {
    typealias Request = DeleteAclsRequest
    private typealias Answer = DeleteAclsResponse.DeleteAclsFilterResult

    static func handle(_ request: DeleteAclsRequest, _ call: Call) {
        let filters = request.filters.map(AclFilter.init)
        // Kafka does not read a request with a number that it calls unknown.
        guard
            !filters.contains(where: {
                [$0.resourceType, $0.patternType, $0.operation, $0.permission].contains(0)
            })
        else { return call.close() }
        func refuse(_ error: ApiError) { reply(filters.map { _ in .failure(error) }, call) }
        guard call.session.allow(.alter, .cluster) else { return refuse(ApiError(.clusterAuthorizationFailed)) }
        guard call.context.isRestricted else {
            return refuse(ApiError(.securityDisabled, "No Authorizer is configured."))
        }
        call.submit({ controller, _ in controller.planDeleteAcls(filters) }) { result in
            switch result {
            case .success(let outcomes): reply(outcomes, call)
            case .failure(let error): reply(filters.map { _ in .failure(error) }, call)
            }
        }
    }

    private static func reply(_ outcomes: [Result<[AccessControlEntryRecord], ApiError>], _ call: Call) {
        var response = DeleteAclsResponse()
        response.filterResults = outcomes.map { outcome in
            var answer = Answer()
            answer.errorMessage = nil
            switch outcome {
            case .success(let entries): answer.matchingAcls = entries.map(describe)
            case .failure(let error):
                answer.errorCode = error.code.rawValue
                answer.errorMessage = error.message
            }
            return answer
        }
        call.reply(response)
    }

    private static func describe(_ entry: AccessControlEntryRecord) -> DeleteAclsResponse.DeleteAclsMatchingAcl {
        var acl = DeleteAclsResponse.DeleteAclsMatchingAcl()
        acl.errorMessage = nil
        acl.resourceType = entry.resourceType
        acl.resourceName = entry.resourceName
        acl.patternType = entry.patternType
        acl.principal = entry.principal
        acl.host = entry.host
        acl.operation = entry.operation
        acl.permissionType = entry.permissionType
        return acl
    }
}

extension AclFilter {
    fileprivate init(_ filter: DeleteAclsRequest.DeleteAclsFilter) {
        self.init()
        resourceType = filter.resourceTypeFilter
        resourceName = filter.resourceNameFilter
        patternType = filter.patternTypeFilter
        principal = filter.principalFilter
        host = filter.hostFilter
        operation = filter.operation
        permission = filter.permissionType
    }
}
