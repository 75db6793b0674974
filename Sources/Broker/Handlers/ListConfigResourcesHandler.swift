import KafkaProtocol
import Metadata
import Records

/// Says what there is that may have settings: of topics and brokers all, of groups and client metrics those with some
/// (KIP-1142). Brokers have no loggers here.
enum ListConfigResourcesHandler: RequestHandler {
    typealias Request = ListConfigResourcesRequest

    private enum Kind: Int8, CaseIterable {
        case topic = 2
        case broker = 4
        case brokerLogger = 8
        case clientMetrics = 16
        case group = 32
    }

    static func handle(_ request: ListConfigResourcesRequest, _ call: Call) {
        var response = ListConfigResourcesResponse()
        // Version 0 is ListClientMetricsResources.
        let asked = call.version == 0 ? [Kind.clientMetrics.rawValue] : request.resourceTypes
        let kinds = Set(asked.compactMap(Kind.init))
        if !call.session.allow(.describeConfigs, .cluster) {
            response.errorCode = ErrorCode.clusterAuthorizationFailed.rawValue
        } else if asked.contains(where: { Kind(rawValue: $0) == nil }) {
            response.errorCode = ErrorCode.unsupportedVersion.rawValue
        } else {
            let image = call.context.image
            response.configResources = Kind.allCases.filter { kinds.isEmpty || kinds.contains($0) }.flatMap { kind in
                names(of: kind, image).map { name in
                    var resource = ListConfigResourcesResponse.ConfigResource()
                    resource.resourceType = kind.rawValue
                    resource.resourceName = name
                    return resource
                }
            }
        }
        call.reply(response)
    }

    private static func names(of kind: Kind, _ image: ClusterImage) -> [String] {
        switch kind {
        case .topic: image.topicsByName.map(\.name)
        case .broker: image.aliveBrokers.map { String($0.brokerId) }
        case .brokerLogger: []
        case .clientMetrics, .group:
            image.state.configs.keys.filter { $0.type == kind.rawValue }.map(\.name).sorted()
        }
    }
}
