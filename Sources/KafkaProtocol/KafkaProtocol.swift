/// The KafkaProtocol room.
