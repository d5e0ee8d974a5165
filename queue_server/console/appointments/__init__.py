"""Appointments over HTTP: for the hall lead's page and for other systems with a token."""
