/// The Coordination room.
