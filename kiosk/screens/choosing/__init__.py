"""From the departments to the wish for one number."""
