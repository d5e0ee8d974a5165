"""Listening to devices."""
