"""While the server is away: the numbers that the kiosks give by themselves."""
