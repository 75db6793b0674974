import Coordination
import KafkaProtocol
import Metadata

/// Keeps a member of a consumer group alive, hears what it has, and tells it what it may have (KIP-848).
enum ConsumerGroupHeartbeatHandler: RequestHandler {
    typealias Request = ConsumerGroupHeartbeatRequest

    static func handle(_ request: ConsumerGroupHeartbeatRequest, _ call: Call) {
        guard call.context.hasConsumerGroups else { return refuse(.unsupportedVersion, call) }
        guard call.session.allow(.read, .group(request.groupId)) else {
            return refuse(.groupAuthorizationFailed, call)
        }
        let names = request.subscribedTopicNames ?? []
        guard names.allSatisfy({ call.session.allow(.describe, .topic($0)) }) else {
            return refuse(.topicAuthorizationFailed, call)
        }
        let question = GroupRequest.consumerHeartbeat(request, visibility: call.session.topicVisibility())
        call.context.groups.ask(question, of: request.groupId, call) { reply in
            guard case .consumerHeartbeat(let response) = reply else { return refuse(reply.error, call) }
            call.reply(response)
        }
    }

    private static func refuse(_ error: ErrorCode, _ call: Call) {
        var response = ConsumerGroupHeartbeatResponse()
        response.errorCode = error.rawValue
        call.reply(response)
    }
}

extension Session {
    /// The topics that the principal may describe, as a value for other threads.
    fileprivate func topicVisibility() -> TopicVisibility {
        let (authorizer, principal, acls) = rights
        return TopicVisibility { authorizer.allows(.describe, .topic($0), by: principal, acls) }
    }
}

extension BrokerContext {
    /// Whether the cluster has raised `group.version`, and this broker takes such groups: else their APIs are answered
    /// with 35, though they are listed.
    var hasConsumerGroups: Bool {
        broker.options.groups.consumer.isEnabled && (image.level(of: Features.groupVersion) ?? 0) > 0
    }
}
