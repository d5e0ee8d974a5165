"""What changes from one plan to another, in plain words of both languages."""
