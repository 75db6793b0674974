public import Binary
import KafkaProtocol
import Records

/// The messages by name.
public enum MessageCatalog {
    /// The type of that name, such as `FetchRequest`, `ResponseHeader` or `TopicRecord`; nil where there is none.
    public static func type(named name: String) -> (any KafkaMessage.Type)? {
        switch name {
        case "RequestHeader": return RequestHeader.self
        case "ResponseHeader": return ResponseHeader.self
        default: break
        }
        if let record = RecordCatalog.type(named: name) { return record }
        for definition in ApiDefinition.all where name.hasPrefix(definition.name) {
            switch name.dropFirst(definition.name.count) {
            case "Request": return definition.key.requestType
            case "Response": return definition.key.requestType.map { responseType($0) }
            default: break
            }
        }
        return nil
    }

    private static func responseType<Request: KafkaRequest>(_ type: Request.Type) -> any KafkaMessage.Type {
        Request.Response.self
    }
}
