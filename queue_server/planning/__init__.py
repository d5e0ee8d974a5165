"""``./hall plan``: check a plan's files, compare them with the plan in force, ask the server to adopt them."""
