"""Appointments: what is booked for which slot, who came and who did not. They live over days."""
