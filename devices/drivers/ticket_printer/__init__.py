"""Drivers of ticket printers."""
