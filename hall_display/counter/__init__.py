"""The screen over one counter: whom it serves, or why it does not."""
