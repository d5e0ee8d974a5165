"""Bring a database to the newest schema. Alembic is imported only when there is something to do: a start is quick."""

from pathlib import Path
from typing import Final

from sqlalchemy import Engine, inspect, text

from queue_server.journal.faults import JournalFault
from queue_server.journal.schema import SCHEMA_VERSION

MIGRATIONS: Final = Path(__file__).with_name("migrations")


def bring_up_to_date(engine: Engine) -> None:
    """Migrate if needed. Safe to call at every start. Raises JournalFault for a schema of newer software."""
    found = _version(engine)
    if found == SCHEMA_VERSION:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            reason = f"the journal's schema {found} is newer than this software's {SCHEMA_VERSION}: {error}"
            raise JournalFault(reason) from error


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("select version_num from alembic_version")).scalar()
