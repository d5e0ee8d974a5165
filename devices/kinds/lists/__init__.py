"""Closed lists that the kinds speak of: conditions, types of card."""
