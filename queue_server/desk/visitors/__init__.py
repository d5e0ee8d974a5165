"""What visitors and hall leads are told of visits and marks."""
