"""``./hall plan``: ``--check`` lists every problem of the files, ``--diff`` what they change; ``--adopt``."""

import argparse
import logging
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from config.differences.plans import differences
from config.paper.load import read_papers
from config.paper.materials import read_materials
from config.settings.installation import Installation, read_installation
from config.settings.problems import FilesWrong
from config.wire.message import WORDS_MAX
from config.wire.replies import Refused
from config.wire.requests import WHO_MAX
from queue_server.domain.facts import PlanAdopted
from queue_server.journal.database import exists
from queue_server.journal.faults import JournalConflict, JournalFault
from queue_server.journal.journal import Journal
from queue_server.journal.record import Record
from queue_server.planning.asking import NobodyAnswers, ask_to_adopt


def main(arguments: list[str]) -> int:
    """Exit 0 when it could be done, else 1 with the reason, every problem on a line of its own."""
    parser = argparse.ArgumentParser(
        prog="./hall plan", description="The plan of this hall: its files, what is in force"
    )
    parser.add_argument("--settings", type=Path)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="list every problem of the plan's files (the default)")
    what.add_argument("--diff", action="store_true", help="what the files change in the plan in force")
    what.add_argument("--adopt", action="store_true", help="bring the files into force; the server goes on running")
    parser.add_argument("--by", metavar="NAME", help="who changes the plan; needed with --adopt")
    parser.add_argument("--why", metavar="TEXT", help="for what reason; needed with --adopt")
    asked = parser.parse_args(arguments)
    if asked.adopt and not (asked.by and asked.why):
        parser.error("--adopt needs --by NAME and --why TEXT")
    if len(asked.by or "") > WHO_MAX or len(asked.why or "") > WORDS_MAX:
        parser.error(f"--by has at most {WHO_MAX} characters, --why {WORDS_MAX}")
    try:
        installation = read_installation(asked.settings)
        if asked.diff:
            return _compare(installation)
        return _adopt(installation, asked.by, asked.why) if asked.adopt else _told(installation)
    except (FilesWrong, JournalConflict, JournalFault, NobodyAnswers) as wrong:
        print(wrong, file=sys.stderr)
        return 1


def _told(installation: Installation) -> int:
    plan, folder = installation.hall.plan, installation.settings.plan_dir
    if problems := [*read_papers(folder).problems, *read_materials(folder, plan).problems]:
        raise FilesWrong(problems)
    departments, services, counters = len(plan.departments), len(plan.services), len(plan.counters)
    print(f"{plan.hall}: {departments} departments, {services} services, {counters} counters: no problem found")
    return 0


def _compare(installation: Installation) -> int:
    settings = installation.settings
    newest: Record | None = None
    if exists(settings.journal_url):
        with Journal(settings.journal_url, settings.hall) as journal:
            newest = journal.newest_plan()
    if newest is None or not isinstance(newest.fact, PlanAdopted):
        print("no plan is in force yet")
        return 0
    plan = newest.fact.plan
    since = newest.at.astimezone(ZoneInfo(plan.time_zone))
    print(f"in force since {since:%Y-%m-%d %H:%M}, by {newest.fact.by}: {newest.fact.why or 'no reason given'}")
    changes = [f"{change.zh}\n    {change.en}" for change in differences(plan, installation.hall.plan)]
    print("\n".join(changes) or "the files say the same")
    return 0


def _adopt(installation: Installation, by: str, why: str) -> int:
    answer = ask_to_adopt(installation, by, why)
    if isinstance(answer, Refused):
        print(f"{answer.words.zh}\n{answer.words.en}", file=sys.stderr)
        return 1
    print(f"{installation.hall.plan.hall}: the new plan is in force")
    return 0


if __name__ == "__main__":
    logging.getLogger("alembic").setLevel(logging.WARNING)
    sys.exit(main(sys.argv[1:]))
