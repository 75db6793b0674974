/// The CommitLog room.
