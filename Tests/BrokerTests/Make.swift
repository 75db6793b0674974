import Binary

/// A message, or a part of one, with all that a test wants to be different.
func make<Message: KafkaStruct>(_ change: (inout Message) -> Void) -> Message {
    var message = Message()
    change(&message)
    return message
}
