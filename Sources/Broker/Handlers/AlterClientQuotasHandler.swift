import KafkaProtocol
import Metadata

/// Changes the quotas that clients have. They are kept and described; nobody is throttled yet.
enum AlterClientQuotasHandler: RequestHandler {
    typealias Request = AlterClientQuotasRequest

    static func handle(_ request: AlterClientQuotasRequest, _ call: Call) {
        let entries = request.entries
        guard call.session.allow(.alterConfigs, .cluster) else {
            return reply(entries, entries.map { _ in ApiError(.clusterAuthorizationFailed) }, call)
        }
        let changes = entries.map { entry in
            QuotaChanges(
                entity: QuotaEntity(entry.entity.map { .init(type: $0.entityType, name: $0.entityName) }),
                values: entry.ops.map { ($0.key, $0.remove ? nil : $0.value) })
        }
        let validateOnly = request.validateOnly
        call.submit({ controller, _ in controller.planQuotas(changes, validateOnly: validateOnly) }) { result in
            switch result {
            case .success(let outcomes): reply(entries, outcomes, call)
            case .failure(let error): reply(entries, entries.map { _ in error }, call)
            }
        }
    }

    private static func reply(
        _ entries: [AlterClientQuotasRequest.EntryData], _ outcomes: [ApiError?], _ call: Call
    ) {
        var response = AlterClientQuotasResponse()
        response.entries = zip(entries, outcomes).map { entry, error in
            var answer = AlterClientQuotasResponse.EntryData()
            answer.errorCode = (error?.code ?? .none).rawValue
            answer.errorMessage = error?.message
            answer.entity = entry.entity.map { part in
                var data = AlterClientQuotasResponse.EntityData()
                data.entityType = part.entityType
                data.entityName = part.entityName
                return data
            }
            return answer
        }
        call.reply(response)
    }
}
