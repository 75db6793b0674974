import KafkaProtocol
import Metadata
import Records

/// Describes the cluster's brokers.
enum DescribeClusterHandler: RequestHandler {
    typealias Request = DescribeClusterRequest
    /// `EndpointType`: 1 brokers, 2 controllers.
    private static let brokersEndpoint: Int8 = 1

    static func handle(_ request: DescribeClusterRequest, _ call: Call) {
        var response = DescribeClusterResponse()
        guard request.endpointType == brokersEndpoint else {
            let isControllers = request.endpointType == 2
            response.errorCode = (isControllers ? ErrorCode.mismatchedEndpointType : .unsupportedEndpointType).rawValue
            response.errorMessage =
                isControllers
                ? "The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER"
                : "Unsupported endpoint type \(request.endpointType)"
            return call.reply(response)
        }
        let context = call.context
        let nodeId = context.broker.options.nodeId
        response.clusterId = context.broker.options.clusterId
        response.controllerId = nodeId
        response.brokers = context.image.state.brokers.values.sorted { $0.brokerId < $1.brokerId }
            .filter { request.includeFencedBrokers || !$0.fenced }
            .compactMap { registration in
                guard let address = ListenerAddress(of: registration, for: call.session) else {
                    return nil
                }
                var broker = DescribeClusterResponse.DescribeClusterBroker()
                broker.brokerId = registration.brokerId
                broker.host = address.host
                broker.port = address.port
                broker.rack = registration.rack
                broker.isFenced = registration.fenced
                return broker
            }
        if request.includeClusterAuthorizedOperations {
            response.clusterAuthorizedOperations = call.session.allowedClusterOperations()
        }
        call.reply(response)
    }
}
