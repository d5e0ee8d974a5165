"""What every room has agreed on: words, the plan of a hall, the wire contract, settings. Imports nothing of ours."""
