"""The device room: what the hall's hardware can do, where it is plugged, how it speaks; and twins of it."""
