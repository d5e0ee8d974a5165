"""Tests of the host: one life for each device, whatever the others do."""
