"""What happened, for ever: facts appended and numbered, views in the same transaction. SQLAlchemy lives only here."""
