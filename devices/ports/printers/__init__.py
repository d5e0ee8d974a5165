"""Ports that only printers have."""
