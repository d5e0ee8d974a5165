"""Twins of signs over counters: they show what the bytes say."""
