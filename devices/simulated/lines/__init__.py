"""The far ends of the wires: ptys and TCP ports."""
