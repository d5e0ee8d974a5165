"""Twins of the hall's devices: they speak the same bytes on the other end of real ports, and misbehave on demand."""
