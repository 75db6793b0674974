/// The Reactor room.
