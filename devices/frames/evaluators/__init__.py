"""Evaluators and call pads: the bus they share, and what single evaluators send."""
