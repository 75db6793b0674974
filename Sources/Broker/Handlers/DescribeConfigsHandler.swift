import KafkaProtocol
import Metadata

/// Describes the settings of topics, brokers and groups, with where each value is from.
enum DescribeConfigsHandler: RequestHandler {
    typealias Request = DescribeConfigsRequest
    private typealias Resource = DescribeConfigsRequest.DescribeConfigsResource
    private typealias Entry = DescribeConfigsResponse.DescribeConfigsResourceResult

    /// Most resources that are described at once. A few bytes name one, and it is answered with kilobytes.
    static let maxResources = 10_000

    static func handle(_ request: DescribeConfigsRequest, _ call: Call) {
        var response = DescribeConfigsResponse()
        var seen: Set<ConfigResource> = []
        let resources = request.resources.filter {
            seen.insert(ConfigResource(type: $0.resourceType, name: $0.resourceName)).inserted
        }
        let isTooMuch = resources.count > maxResources
        response.results = resources.map { resource in
            var result = DescribeConfigsResponse.DescribeConfigsResult()
            result.resourceType = resource.resourceType
            result.resourceName = resource.resourceName
            do throws(ApiError) {
                guard !isTooMuch else { throw ApiError(.invalidRequest, "More than \(maxResources) resources.") }
                let keys = resource.configurationKeys.flatMap { $0.isEmpty ? nil : Set($0) }
                result.configs = try resolve(resource, call).filter { keys?.contains($0.name) ?? true }
                    .map { entry($0, request) }
            } catch {
                result.errorCode = error.code.rawValue
                result.errorMessage = error.message ?? ""
            }
            return result
        }
        call.reply(response)
    }

    private static func resolve(_ resource: Resource, _ call: Call) throws(ApiError) -> [ResolvedSetting] {
        let state = call.context.image.state
        let name = resource.resourceName
        switch resource.resourceType {
        case ConfigResource.topic(name).type:
            guard call.session.allow(.describeConfigs, .topic(name)) else {
                throw ApiError(.topicAuthorizationFailed)
            }
            if let fault = TopicName.fault(name) { throw ApiError(.invalidTopicException, fault) }
            guard state.topicIds[name] != nil else { throw ApiError(.unknownTopicOrPartition) }
            return call.settings.resolveTopic(overrides: state.configs[.topic(name)] ?? [:], in: state)
        case ConfigResource.cluster.type:
            guard call.session.allow(.describeConfigs, .cluster) else { throw ApiError(.clusterAuthorizationFailed) }
            return try resolveBroker(name, state, call)
        case ConfigResource.group(name).type:
            guard call.session.allow(.describeConfigs, .group(name)) else {
                throw ApiError(.groupAuthorizationFailed)
            }
            guard !name.isEmpty else { throw ApiError(.invalidRequest, "Group name must not be empty") }
            return call.settings.resolveGroup(name, in: state)
        default:
            throw ApiError(.invalidRequest, "Unsupported resource type: \(resource.resourceType)")
        }
    }

    private static func resolveBroker(
        _ name: String, _ state: ClusterState, _ call: Call
    ) throws(ApiError) -> [ResolvedSetting] {
        // Without a name: what is set for all brokers, and nothing else.
        guard !name.isEmpty else {
            let set = state.configs[.cluster] ?? [:]
            return call.settings.resolveBroker(in: state).filter { set[$0.name] != nil }
                .map { $0.onlyLevel(.cluster) }
        }
        guard let id = Int32(name) else {
            throw ApiError(.invalidRequest, "Broker id must be an integer, but it is: \(name)")
        }
        guard id == call.context.broker.options.nodeId else {
            throw ApiError(
                .invalidRequest,
                "Unexpected broker id, expected \(call.context.broker.options.nodeId) or empty string, but received "
                    + name)
        }
        return call.settings.resolveBroker(in: state)
    }

    private static func entry(_ resolved: ResolvedSetting, _ request: DescribeConfigsRequest) -> Entry {
        var entry = Entry()
        entry.name = resolved.name
        entry.value = resolved.isSensitive ? nil : resolved.value
        entry.readOnly = resolved.isReadOnly
        entry.configSource = resolved.source.rawValue
        entry.isSensitive = resolved.isSensitive
        entry.configType = resolved.setting.type.rawValue
        entry.documentation = request.includeDocumentation ? resolved.setting.documentation : nil
        if request.includeSynonyms {
            entry.synonyms = resolved.levels.map { level in
                var synonym = DescribeConfigsResponse.DescribeConfigsSynonym()
                synonym.name = level.name
                synonym.value = resolved.isSensitive ? nil : level.value
                synonym.source = level.source.rawValue
                return synonym
            }
        }
        return entry
    }
}
