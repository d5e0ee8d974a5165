"""The screens and their words, in real windows."""
