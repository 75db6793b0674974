import Binary
import KafkaProtocol
import World

/// Reads from logs: finds or makes the session (KIP-227), tells the fetch what is asked for, and leaves the rest to it.
enum FetchHandler: RequestHandler {
    typealias Request = FetchRequest
    static let wantsClientId = false

    static func handle(_ request: FetchRequest, _ call: Call) {
        let context = call.context
        var query = FetchQuery(
            request, version: call.version, now: context.loop.now, maxFetchBytes: context.broker.options.maxFetchBytes)
        let partitions = request.topics.reduce(0) { $0 + $1.partitions.count }
        if request.sessionEpoch == 0 || request.sessionEpoch == -1 {
            // A full fetch, whatever came before; epoch 0 asks for a session.
            if request.sessionId != 0 { context.fetchSessions.end(request.sessionId) }
            let session =
                request.sessionEpoch == 0
                ? context.fetchSessions.begin(context, usesIds: call.version >= 13, partitions: partitions) : nil
            query.sessionId = session?.id ?? 0
            let fetch = session?.fetch ?? Fetch(context, isSession: false)
            add(request, call.version, to: fetch)
            return fetch.serve(query, call)
        }
        switch context.fetchSessions.find(
            id: request.sessionId, epoch: request.sessionEpoch, usesIds: call.version >= 13)
        {
        case .failure(let error): FetchReply.refuse(error, call)
        case .success(let session) where !context.fetchSessions.hasRoom(for: partitions):
            // The client begins anew, with all it wants.
            context.fetchSessions.end(session.id)
            FetchReply.refuse(.fetchSessionIdNotFound, call)
        case .success(let session):
            session.advance(now: context.loop.now)
            for topic in request.forgottenTopicsData {
                let key = key(topic.topic, topic.topicId, call.version)
                for partition in topic.partitions { session.fetch.forget(key, partition) }
            }
            add(request, call.version, to: session.fetch)
            query.sessionId = session.id
            if session.fetch.count == 0 {
                query.sessionId = 0
                context.fetchSessions.end(session.id)
            }
            session.fetch.serve(query, call)
        }
    }

    private static func add(_ request: FetchRequest, _ version: Int16, to fetch: Fetch) {
        for topic in request.topics {
            let key = key(topic.topic, topic.topicId, version)
            for partition in topic.partitions { fetch.set(key, partition) }
        }
    }

    private static func key(_ name: String, _ id: Uuid, _ version: Int16) -> FetchTopicKey {
        version >= 13 ? .id(id) : .name(name)
    }
}
