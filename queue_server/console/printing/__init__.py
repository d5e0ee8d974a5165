"""Papers that hall leads have printed at a kiosk: the day in figures, the receipt of an appointment."""
