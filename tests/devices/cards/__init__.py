"""Tests of card readers."""
