import KafkaProtocol
import Metadata

/// Describes the quotas that clients have.
enum DescribeClientQuotasHandler: RequestHandler {
    typealias Request = DescribeClientQuotasRequest
    private typealias Response = DescribeClientQuotasResponse

    static func handle(_ request: DescribeClientQuotasRequest, _ call: Call) {
        var response = Response()
        do throws(ApiError) {
            guard call.session.allow(.describeConfigs, .cluster) else { throw ApiError(.clusterAuthorizationFailed) }
            let filter = try QuotaFilter(request)
            let quotas = call.context.image.state.clientQuotas
            response.entries = quotas.keys.filter(filter.concerns).sorted().map { entity in
                entry(entity, quotas[entity] ?? [:])
            }
        } catch {
            response.errorCode = error.code.rawValue
            response.errorMessage = error.message
            response.entries = nil
        }
        call.reply(response)
    }

    private static func entry(_ entity: QuotaEntity, _ values: [String: Double]) -> Response.EntryData {
        var entry = Response.EntryData()
        entry.entity = entity.parts.map { part in
            var data = Response.EntityData()
            data.entityType = part.type
            data.entityName = part.name
            return data
        }
        entry.values = values.sorted { $0.key < $1.key }.map { key, value in
            var data = Response.ValueData()
            data.key = key
            data.value = value
            return data
        }
        return entry
    }
}
