"""Card readers and cards of people who do not exist, and what is on their chips."""
