"""Single values of settings and plan files: their shapes, and what is said of one that is wrong."""
