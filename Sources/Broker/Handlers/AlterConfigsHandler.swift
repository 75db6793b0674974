import Binary
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
        ConfigAlteration.submit(changes, validateOnly: request.validateOnly, call) { answers in
            var response = AlterConfigsResponse()
            response.responses = answers
            call.reply(response)
        }
    }
}

/// Changes single settings of resources.
enum IncrementalAlterConfigsHandler: RequestHandler {
    typealias Request = IncrementalAlterConfigsRequest

    static func handle(_ request: IncrementalAlterConfigsRequest, _ call: Call) {
        var strange: Set<ConfigResource> = []
        let changes = request.resources.map { resource in
            let target = ConfigResource(type: resource.resourceType, name: resource.resourceName)
            let entries = resource.configs.compactMap { config in
                ConfigChanges.Operation(rawValue: config.configOperation).map {
                    ConfigChanges.Entry(name: config.name, operation: $0, value: config.value)
                }
            }
            if entries.count < resource.configs.count { strange.insert(target) }
            return ConfigChanges(resource: target, entries: entries)
        }
        ConfigAlteration.submit(changes, strange: strange, validateOnly: request.validateOnly, call) { answers in
            var response = IncrementalAlterConfigsResponse()
            response.responses = answers
            call.reply(response)
        }
    }
}

/// What both ways to alter settings answer about a resource.
private protocol AlteredResource: KafkaStruct {
    var errorCode: Int16 { get set }
    var errorMessage: String? { get set }
    var resourceType: Int8 { get set }
    var resourceName: String { get set }
}

extension AlterConfigsResponse.AlterConfigsResourceResponse: AlteredResource {}
extension IncrementalAlterConfigsResponse.AlterConfigsResourceResponse: AlteredResource {}

/// What both ways to alter settings do.
private enum ConfigAlteration {
    /// Checks rights, asks the controller, and gives the answers for each of the changes, in order.
    ///
    /// - Parameter strange: resources whose changes cannot all be understood: nothing of them is changed.
    static func submit<Answer: AlteredResource>(
        _ changes: [ConfigChanges], strange: Set<ConfigResource> = [], validateOnly: Bool, _ call: Call,
        then: @escaping @Sendable ([Answer]) -> Void
    ) {
        let refusals = changes.map { change in
            refusal(of: change.resource, call)
                ?? (strange.contains(change.resource)
                    ? ApiError(.invalidRequest, "Unknown operation in the changes of the resource.") : nil)
        }
        let allowed = zip(changes, refusals).filter { $1 == nil }.map(\.0)
        call.submit({ controller, _ in controller.planConfigs(allowed, validateOnly: validateOnly) }) { result in
            var outcomes = ((try? result.get()) ?? [])[...]
            var failure: ApiError?
            if case .failure(let error) = result { failure = error }
            then(
                zip(changes, refusals).map { change, refusal in
                    answer(change.resource, refusal ?? failure ?? (outcomes.popFirst() ?? nil))
                })
        }
    }

    private static func answer<Answer: AlteredResource>(_ resource: ConfigResource, _ error: ApiError?) -> Answer {
        var answer = Answer()
        answer.resourceType = resource.type
        answer.resourceName = resource.name
        answer.errorCode = (error?.code ?? .none).rawValue
        answer.errorMessage = error?.message
        return answer
    }

    private static func refusal(of resource: ConfigResource, _ call: Call) -> ApiError? {
        switch resource.type {
        case ConfigResource.topic("").type:
            return call.session.allow(.alterConfigs, .topic(resource.name)) ? nil : ApiError(.topicAuthorizationFailed)
        case ConfigResource.group("").type:
            return call.session.allow(.alterConfigs, .group(resource.name)) ? nil : ApiError(.groupAuthorizationFailed)
        default:
            guard call.session.allow(.alterConfigs, .cluster) else { return ApiError(.clusterAuthorizationFailed) }
            return resource.type == ConfigResource.cluster.type ? fault(ofBroker: resource.name, call) : nil
        }
    }

    /// Clients send a broker's settings to that broker.
    private static func fault(ofBroker name: String, _ call: Call) -> ApiError? {
        let nodeId = call.context.broker.options.nodeId
        guard !name.isEmpty, let id = Int32(name), id != nodeId else { return nil }
        return ApiError(.invalidRequest, "Unexpected broker id, expected \(nodeId), but received \(name)")
    }
}
