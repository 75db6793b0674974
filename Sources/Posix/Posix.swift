/// The Posix room.
