"""The pages of clerks and hall leads: one more client of the wire, shown in a browser."""
