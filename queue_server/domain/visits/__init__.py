"""One visitor through the hall with one number: the services of a visit, one after another."""
