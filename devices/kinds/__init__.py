"""What devices can do: one small contract per kind, and the frozen events they yield. No library, no bytes."""
