"""What is printed at a kiosk because somebody of the hall wants it."""
