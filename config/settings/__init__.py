"""Settings and plan files: read, checked whole, shown whole."""
