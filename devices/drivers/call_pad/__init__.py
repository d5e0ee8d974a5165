"""Drivers of call pads and the evaluators on their bus."""
