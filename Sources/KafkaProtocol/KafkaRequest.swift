public import Binary

/// What a client sends; knows its API and the type of its answer.
public protocol KafkaRequest: KafkaMessage {
    associatedtype Response: KafkaResponse
    static var apiKey: ApiKey { get }
}

/// What comes back, in the version of the request.
public protocol KafkaResponse: KafkaMessage {}
