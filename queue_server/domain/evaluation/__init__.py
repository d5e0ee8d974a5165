"""Marks: their facts, which of them are still open, and the bad ones that are to be put right."""
