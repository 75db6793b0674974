/// The Records room.
