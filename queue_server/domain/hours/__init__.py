"""The hours of a hall against the clock."""
