"""Conversations with smart cards as generators: they yield command bytes and are sent the card's answers."""
