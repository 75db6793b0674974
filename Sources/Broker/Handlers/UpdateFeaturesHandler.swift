import KafkaProtocol
import Metadata

/// Changes the levels of the cluster's features: all that are named, or none.
enum UpdateFeaturesHandler: RequestHandler {
    typealias Request = UpdateFeaturesRequest

    static func handle(_ request: UpdateFeaturesRequest, _ call: Call) {
        guard call.session.allow(.alter, .cluster) else {
            return reply(request, ApiError(.clusterAuthorizationFailed), call)
        }
        // Version 0 says "allow downgrade" instead of a way; Kafka takes it for an upgrade all the same.
        let changes = request.featureUpdates.map {
            FeatureChange(feature: $0.feature, level: $0.maxVersionLevel, direction: .init(rawValue: $0.upgradeType))
        }
        let validateOnly = request.validateOnly
        let kraftVersion = call.context.image.kraftVersion
        call.submit({ controller, _ in
            controller.planFeatures(changes, kraftVersion: kraftVersion, validateOnly: validateOnly)
        }) { result in
            switch result {
            case .success(let error): reply(request, error, call)
            case .failure(let error): reply(request, error, call)
            }
        }
    }

    private static func reply(_ request: UpdateFeaturesRequest, _ error: ApiError?, _ call: Call) {
        var response = UpdateFeaturesResponse()
        response.errorCode = (error?.code ?? .none).rawValue
        response.errorMessage = error?.message
        if error == nil {
            response.results = request.featureUpdates.map { update in
                var result = UpdateFeaturesResponse.UpdatableFeatureResult()
                result.feature = update.feature
                result.errorMessage = ErrorCode.none.name
                return result
            }
        }
        call.reply(response)
    }
}
