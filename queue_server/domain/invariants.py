"""What can't happen. When it does, the process stops for its supervisor to start it again from the journal."""


class BrokenInvariant(Exception):
    """The hall is in an impossible state."""
