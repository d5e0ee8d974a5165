"""The wall: the hall's day in figures, for those who steer it."""
