"""Widgets that several screens share: text that fits its box, the head of a screen, the banner for old contents."""
