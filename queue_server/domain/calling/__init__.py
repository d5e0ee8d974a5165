"""Whom a counter calls, and why."""
