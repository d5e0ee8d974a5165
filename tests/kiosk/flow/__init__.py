"""The flow: where each happening leads."""
