import Coordination
import KafkaProtocol
import Metadata

/// Tells the state and the members of consumer groups (KIP-848). Admin clients ask here first, and go to DescribeGroups
/// with what is not such a group.
enum ConsumerGroupDescribeHandler: RequestHandler {
    typealias Request = ConsumerGroupDescribeRequest
    typealias Group = ConsumerGroupDescribeResponse.DescribedGroup

    static func handle(_ request: ConsumerGroupDescribeRequest, _ call: Call) {
        guard call.context.hasConsumerGroups else {
            return reply(request.groupIds.map { refusal($0, .unsupportedVersion) }, call)
        }
        call.context.groups.askEach(request.groupIds, .describe, call) {
            .describeConsumerGroup(group: $0)
        } part: { id, answer in
            var group = described(id, answer, call)
            if request.includeAuthorizedOperations, group.errorCode == 0 {
                group.authorizedOperations = call.session.allowedOperations(on: .group(id))
            }
            return group
        } finish: { groups in
            reply(groups, call)
        }
    }

    private static func described(_ id: String, _ answer: GroupReply, _ call: Call) -> Group {
        guard case .describeConsumerGroup(let found) = answer else { return refusal(id, answer.error) }
        guard let group = found else { return refusal(id, .groupIdNotFound, "Group \(id) not found.") }
        // A part of a group would look like a whole.
        guard topics(of: group).allSatisfy({ call.session.allow(.describe, .topic($0)) }) else {
            let message = "The group has described topic(s) that the client is not authorized to describe."
            return refusal(id, .topicAuthorizationFailed, message)
        }
        return group
    }

    private static func topics(of group: Group) -> Set<String> {
        var names: Set<String> = []
        for member in group.members {
            names.formUnion(member.subscribedTopicNames)
            names.formUnion(member.assignment.topicPartitions.map(\.topicName))
            names.formUnion(member.targetAssignment.topicPartitions.map(\.topicName))
        }
        return names
    }

    private static func refusal(_ id: String, _ error: ErrorCode, _ message: String? = nil) -> Group {
        var group = Group()
        group.groupId = id
        group.errorCode = error.rawValue
        group.errorMessage = message
        return group
    }

    private static func reply(_ groups: [Group], _ call: Call) {
        var response = ConsumerGroupDescribeResponse()
        response.groups = groups
        call.reply(response)
    }
}
