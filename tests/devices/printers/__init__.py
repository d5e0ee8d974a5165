"""Ticket printers: frames, layout, the driver with its twin."""
