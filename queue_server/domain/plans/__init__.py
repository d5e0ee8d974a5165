"""From one plan to the next while the hall is open."""
