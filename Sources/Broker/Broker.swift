/// The Broker room.
