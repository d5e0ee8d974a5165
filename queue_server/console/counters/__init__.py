"""The counters as the pages know them."""
