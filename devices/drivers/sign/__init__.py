"""Signs over counters: LED strips, pole displays, digits."""
