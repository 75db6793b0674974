/// The Metadata room.
