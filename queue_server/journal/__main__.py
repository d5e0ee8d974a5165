"""``./hall journal rebuild-views | verify``: make the views anew, or check that facts, views and core agree."""

import argparse
import sys
from pathlib import Path

from sqlalchemy import make_url

from config.settings.load import load_settings
from config.settings.problems import FilesWrong
from queue_server.journal.database import exists
from queue_server.journal.faults import JournalConflict, JournalFault
from queue_server.journal.journal import Journal


def main(arguments: list[str]) -> int:
    """Exit 0 when all is well, 1 with every disagreement on a line."""
    parser = argparse.ArgumentParser(prog="./hall journal")
    parser.add_argument("what", choices=["rebuild-views", "verify"])
    parser.add_argument("--settings", type=Path)
    asked = parser.parse_args(arguments)
    try:
        settings = load_settings(asked.settings)
    except FilesWrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    database = make_url(settings.journal_url)
    if not exists(settings.journal_url):
        print(f"{database.database}: there is no journal yet", file=sys.stderr)
        return 1
    try:
        with Journal(settings.journal_url, settings.hall) as journal:
            if asked.what == "rebuild-views":
                print(f"{journal.rebuild_views()} facts read, views made anew")
                return 0
            found, facts = journal.problems(), journal.last_seq()
    except (JournalConflict, JournalFault) as fault:
        print(fault, file=sys.stderr)
        return 1
    print("\n".join(found) or f"{facts} facts, views and core agree ({database.render_as_string()})")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
