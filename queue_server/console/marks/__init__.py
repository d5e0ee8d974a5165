"""The hall lead's page of bad marks."""
