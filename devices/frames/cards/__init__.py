"""Card readers: the security module's frames and texts, the numbers on cards, and talks with smart cards."""
