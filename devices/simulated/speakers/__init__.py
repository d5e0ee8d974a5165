"""Speakers: speech modules on ptys, and sound devices as ALSA sees them."""
