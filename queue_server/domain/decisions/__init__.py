"""What follows from each command, by subject: taking a ticket, working at a counter, judging a service."""
