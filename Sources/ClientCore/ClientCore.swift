/// The ClientCore room.
