"""What hall leads look up."""
