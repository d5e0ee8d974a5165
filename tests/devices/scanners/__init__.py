"""Tests of code scanners."""
