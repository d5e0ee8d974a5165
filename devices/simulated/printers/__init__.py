"""Twins of ticket printers."""
