"""Judging a visit: level, reasons."""
