"""Code scanners: what comes over a serial line, and what comes as key presses."""
