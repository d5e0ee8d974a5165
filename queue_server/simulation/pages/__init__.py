"""What simulated days came to, counted and told."""
