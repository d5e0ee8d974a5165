"""A visit that was found at the kiosk: where it stands, and giving it up."""
