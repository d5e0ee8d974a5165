"""Decides and remembers: the pure core, the journal, the desk that joins them to the wire, the broker, the console."""
