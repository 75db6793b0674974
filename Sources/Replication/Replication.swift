/// The Replication room.
