import KafkaProtocol
import Metadata

/// Says which APIs and versions there are; the first request of nearly every connection.
enum ApiVersionsHandler: RequestHandler {
    typealias Request = ApiVersionsRequest

    static func handle(_ request: ApiVersionsRequest, _ call: Call) {
        var response = ApiVersionsResponse()
        if call.version >= 3, !isName(request.clientSoftwareName) || !isName(request.clientSoftwareVersion) {
            response.errorCode = ErrorCode.invalidRequest.rawValue
        } else {
            response.apiKeys = call.context.broker.apis.all.map(entry)
            if call.version >= 3 { describeFeatures(call, &response) }
        }
        call.reply(response)
    }

    /// Which features this build works with, and at which level the cluster has them; never a level that it lacks.
    private static func describeFeatures(_ call: Call, _ response: inout ApiVersionsResponse) {
        let image = call.context.image
        // Readers of version 3 take no range that begins at 0.
        response.supportedFeatures = Features.supported.filter { call.version >= 4 || $0.levels.lowerBound > 0 }
            .map { feature in
                var key = ApiVersionsResponse.SupportedFeatureKey()
                key.name = feature.name
                key.minVersion = feature.levels.lowerBound
                key.maxVersion = feature.levels.upperBound
                return key
            }
        response.finalizedFeaturesEpoch = image.offset
        response.finalizedFeatures = Features.supported.compactMap { feature in
            guard let level = image.level(of: feature.name) else { return nil }
            var key = ApiVersionsResponse.FinalizedFeatureKey()
            key.name = feature.name
            key.maxVersionLevel = min(level, feature.levels.upperBound)
            key.minVersionLevel = key.maxVersionLevel
            return key
        }
    }

    /// Answers a request of a version we do not have: in version 0, which every client reads, with our range of this
    /// API alone. Clients ask again in a version they find there.
    static func refuseVersion(_ call: Call) {
        var response = ApiVersionsResponse()
        response.errorCode = ErrorCode.unsupportedVersion.rawValue
        response.apiKeys = [entry(ApiVersionsHandler.self)]
        call.reply(response, version: 0)
    }

    private static func entry(_ handler: any ApiHandler.Type) -> ApiVersionsResponse.ApiVersion {
        var entry = ApiVersionsResponse.ApiVersion()
        entry.apiKey = handler.apiKey.rawValue
        entry.minVersion = handler.advertised.lowerBound
        entry.maxVersion = handler.advertised.upperBound
        return entry
    }

    /// Whether the client's name for itself is `[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?`, as Kafka asks.
    static func isName(_ text: String) -> Bool {
        func isPlain(_ character: UInt8) -> Bool {
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        guard let first = text.utf8.first, let last = text.utf8.last, isPlain(first), isPlain(last) else {
            return false
        }
        return text.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }
}
