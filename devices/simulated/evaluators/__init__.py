"""Twins of call pads and evaluators."""
