"""Bytes to messages and back, fed by hand: no port, no clock, bounded memory, never raises on any bytes."""
