"""The bytes of signs over counters."""
