/// The Quorum room.
