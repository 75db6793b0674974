public import Binary
public import KafkaProtocol

/// What is answered about one topic of a request that makes topics or changes them.
public protocol TopicOutcome: KafkaStruct {
    var name: String { get set }
    var errorCode: Int16 { get set }
    var errorMessage: String? { get set }
}

extension TopicOutcome {
    /// The topic was refused.
    public init(_ name: String, _ error: ApiError) {
        self.init()
        self.name = name
        errorCode = error.code.rawValue
        errorMessage = error.message
    }
}

extension CreateTopicsResponse.CreatableTopicResult: TopicOutcome {}
extension CreatePartitionsResponse.CreatePartitionsTopicResult: TopicOutcome {}
