"""Tickets that are carried over to another day, because the hall closed before their turn."""
