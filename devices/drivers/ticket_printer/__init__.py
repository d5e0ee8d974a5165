"""Drivers of ticket printers, and the paper's layout."""
