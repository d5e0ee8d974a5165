"""Makes of speakers: speech modules on a serial line, and voices and recordings over a sound device."""
