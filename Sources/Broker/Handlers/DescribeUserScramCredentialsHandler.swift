import KafkaProtocol
import Metadata
import Records

/// Says which passwords users have for SCRAM. Varve itself knows none yet; a directory of Kafka's may have some.
enum DescribeUserScramCredentialsHandler: RequestHandler {
    typealias Request = DescribeUserScramCredentialsRequest
    private typealias Result = DescribeUserScramCredentialsResponse.DescribeUserScramCredentialsResult

    static func handle(_ request: DescribeUserScramCredentialsRequest, _ call: Call) {
        var response = DescribeUserScramCredentialsResponse()
        guard call.session.allow(.describe, .cluster) else {
            response.errorCode = ErrorCode.clusterAuthorizationFailed.rawValue
            response.errorMessage = nil
            return call.reply(response)
        }
        let credentials = call.context.image.state.scramCredentials
        let byUser = Dictionary(grouping: credentials.keys.sorted(), by: \.user)
        var counts: [String: Int] = [:]
        for user in request.users ?? [] { counts[user.name, default: 0] += 1 }
        // No name at all asks for everybody.
        let names = counts.isEmpty ? Array(byUser.keys) : Array(counts.keys)
        response.results = names.sorted().map { name in
            var result = Result()
            result.user = name
            result.errorMessage = nil
            if counts[name] ?? 1 > 1 {
                result.errorCode = ErrorCode.duplicateResource.rawValue
                result.errorMessage =
                    "Cannot describe SCRAM credentials for the same user twice in a single request: \(name)"
            } else if let keys = byUser[name] {
                result.credentialInfos = keys.map { key in
                    var info = DescribeUserScramCredentialsResponse.CredentialInfo()
                    info.mechanism = key.mechanism
                    info.iterations = credentials[key]?.iterations ?? 0
                    return info
                }
            } else {
                result.errorCode = ErrorCode.resourceNotFound.rawValue
                result.errorMessage = "Attempt to describe a user credential that does not exist: \(name)"
            }
            return result
        }
        call.reply(response)
    }
}
