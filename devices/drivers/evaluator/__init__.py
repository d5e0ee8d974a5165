"""Drivers of evaluators that hang on no call pad."""
