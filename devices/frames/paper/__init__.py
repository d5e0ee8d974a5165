"""From a layout to a printer's bytes: typed lines, their rows, text or dots."""
