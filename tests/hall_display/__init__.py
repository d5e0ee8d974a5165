"""Tests of the public screens."""
