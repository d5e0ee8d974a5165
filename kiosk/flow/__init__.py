"""What the kiosk does, without a pixel: the states of a visit, what can happen, and where each step leads."""
