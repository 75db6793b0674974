import KafkaProtocol
import Metadata

/// Adds partitions to topics; answers when they are in effect on this node.
enum CreatePartitionsHandler: RequestHandler {
    typealias Request = CreatePartitionsRequest

    static func handle(_ request: CreatePartitionsRequest, _ call: Call) {
        let names = request.topics.map(\.name)
        let refused = call.refused(names) { call.session.allow(.alter, .topic($0)) }
        call.submit({ $0.planCreatePartitions(request, refused: refused, $1) }) { result in
            var response = CreatePartitionsResponse()
            switch result {
            case .success(let planned): response = planned
            case .failure(let error): response.results = names.map { .init($0, error) }
            }
            call.reply(response)
        }
    }
}
