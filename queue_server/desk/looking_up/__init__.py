"""What a visitor's screen may look up. Nothing here changes the hall."""
