"""One module and one ``.kv`` a screen. A screen is dumb: it shows a state and sends touches; ``flow`` decides."""
