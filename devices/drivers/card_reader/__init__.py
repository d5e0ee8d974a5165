"""Drivers of card readers."""
