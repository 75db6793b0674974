/// The KafkaWire room.
