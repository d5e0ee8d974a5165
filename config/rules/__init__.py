"""What a hall may agree on beyond its services and counters, one file a subject. Standard library only."""
