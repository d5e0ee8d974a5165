"""What visitors ask for by phone, and what leads answer to bad marks."""
