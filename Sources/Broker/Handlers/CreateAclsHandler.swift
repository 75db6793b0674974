import KafkaProtocol
import Metadata
import Records

/// Adds access control entries; answers when they are in force on this node.
enum CreateAclsHandler: RequestHandler {
    typealias Request = CreateAclsRequest

    static func handle(_ request: CreateAclsRequest, _ call: Call) {
        let entries = request.creations.map(entry)
        // Kafka does not read a request with a number that it calls unknown.
        guard
            !entries.contains(where: {
                [$0.resourceType, $0.patternType, $0.operation, $0.permissionType].contains(0)
            })
        else { return call.close() }
        func refuse(_ error: ApiError) { reply(entries.map { _ in error }, call) }
        guard call.session.allow(.alter, .cluster) else { return refuse(ApiError(.clusterAuthorizationFailed)) }
        guard call.context.isRestricted else {
            return refuse(ApiError(.securityDisabled, "No Authorizer is configured."))
        }
        call.submit({ $0.planCreateAcls(entries, $1) }) { result in
            switch result {
            case .success(let outcomes): reply(outcomes, call)
            case .failure(let error): reply(entries.map { _ in error }, call)
            }
        }
    }

    private static func entry(_ creation: CreateAclsRequest.AclCreation) -> AccessControlEntryRecord {
        var entry = AccessControlEntryRecord()
        entry.resourceType = creation.resourceType
        entry.resourceName = creation.resourceName
        entry.patternType = creation.resourcePatternType
        entry.principal = creation.principal
        entry.host = creation.host
        entry.operation = creation.operation
        entry.permissionType = creation.permissionType
        return entry
    }

    private static func reply(_ outcomes: [ApiError?], _ call: Call) {
        var response = CreateAclsResponse()
        response.results = outcomes.map { error in
            var result = CreateAclsResponse.AclCreationResult()
            result.errorCode = (error?.code ?? .none).rawValue
            result.errorMessage = error == nil ? "" : error?.message
            return result
        }
        call.reply(response)
    }
}
