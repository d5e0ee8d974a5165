"""Tests of what stands before the first line of the hall runs: ./hall, the packages, the lock file, the fonts."""
