/// The SimulatedWorld room.
