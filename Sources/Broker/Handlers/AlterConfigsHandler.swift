import KafkaProtocol
import Metadata

/// Replaces all settings of resources: the old form of IncrementalAlterConfigs.
enum AlterConfigsHandler: RequestHandler {
    typealias Request = AlterConfigsRequest

    static func handle(_ request: AlterConfigsRequest, _ call: Call) {
        let changes = request.resources.map { resource in
            ConfigChanges(
                resource: ConfigResource(type: resource.resourceType, name: resource.resourceName),
                entries: resource.configs.map { .init(name: $0.name, operation: .set, value: $0.value) },
                replacesAll: true)
        }
        ConfigAlteration.submit(changes, validateOnly: request.validateOnly, call) { outcomes in
            var response = AlterConfigsResponse()
            response.responses = zip(request.resources, outcomes).map { resource, error in
                var answer = AlterConfigsResponse.AlterConfigsResourceResponse()
                answer.resourceType = resource.resourceType
                answer.resourceName = resource.resourceName
                answer.errorCode = (error?.code ?? .none).rawValue
                answer.errorMessage = error?.message
                return answer
            }
            call.reply(response)
        }
    }
}

/// Changes single settings of resources.
enum IncrementalAlterConfigsHandler: RequestHandler {
    typealias Request = IncrementalAlterConfigsRequest

    static func handle(_ request: IncrementalAlterConfigsRequest, _ call: Call) {
        let changes = request.resources.map { resource -> ConfigChanges? in
            let entries = resource.configs.compactMap { config in
                ConfigChanges.Operation(rawValue: config.configOperation).map {
                    ConfigChanges.Entry(name: config.name, operation: $0, value: config.value)
                }
            }
            guard entries.count == resource.configs.count else { return nil }
            return ConfigChanges(
                resource: ConfigResource(type: resource.resourceType, name: resource.resourceName), entries: entries)
        }
        let known = changes.compactMap { $0 }
        ConfigAlteration.submit(known, validateOnly: request.validateOnly, call) { outcomes in
            var rest = outcomes[...]
            var response = IncrementalAlterConfigsResponse()
            response.responses = zip(request.resources, changes).map { resource, change in
                let unknown = ApiError(.invalidRequest, "Unknown operation in the changes of the resource.")
                let error = change == nil ? unknown : rest.popFirst() ?? nil
                var answer = IncrementalAlterConfigsResponse.AlterConfigsResourceResponse()
                answer.resourceType = resource.resourceType
                answer.resourceName = resource.resourceName
                answer.errorCode = (error?.code ?? .none).rawValue
                answer.errorMessage = error?.message
                return answer
            }
            call.reply(response)
        }
    }
}

/// What both ways to alter settings do.
private enum ConfigAlteration {
    /// Checks rights, asks the controller, and gives for each of the changes, in order, its error or nil.
    static func submit(
        _ changes: [ConfigChanges], validateOnly: Bool, _ call: Call,
        then: @escaping @Sendable ([ApiError?]) -> Void
    ) {
        let refusals = changes.map { refusal(of: $0.resource, call) }
        let allowed = zip(changes, refusals).filter { $1 == nil }.map(\.0)
        call.submit({ controller, _ in controller.planConfigs(allowed, validateOnly: validateOnly) }) { result in
            switch result {
            case .failure(let error): then(refusals.map { $0 ?? error })
            case .success(let outcomes):
                var rest = outcomes[...]
                then(refusals.map { refusal in refusal ?? (rest.popFirst() ?? nil) })
            }
        }
    }

    private static func refusal(of resource: ConfigResource, _ call: Call) -> ApiError? {
        switch resource.type {
        case ConfigResource.topic("").type:
            call.session.allow(.alterConfigs, .topic(resource.name)) ? nil : ApiError(.topicAuthorizationFailed)
        case ConfigResource.group("").type:
            call.session.allow(.alterConfigs, .group(resource.name)) ? nil : ApiError(.groupAuthorizationFailed)
        default:
            call.session.allow(.alterConfigs, .cluster) ? nil : ApiError(.clusterAuthorizationFailed)
        }
    }
}
