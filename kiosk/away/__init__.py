"""While the server is away: numbers of the kiosk's own, and telling them later."""
