/// The Node room.
