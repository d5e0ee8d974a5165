"""``./hall day --seed 7``: a simulated day through the core, as a page; ``--compare``: orders on identical days."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from config.plan import Plan
from config.settings.installation import read_installation
from config.settings.problems import FilesWrong
from queue_server.memory import settle
from queue_server.simulation.day import cast_of, live
from queue_server.simulation.halls import open_to_public, reference_hall
from queue_server.simulation.hours import FIRST_DAY
from queue_server.simulation.pages.comparison import comparison
from queue_server.simulation.pages.day_page import page
from queue_server.simulation.pages.whole_days import WholeDays
from queue_server.simulation.policies import compare

TICKETS, TICKETS_MAX = 525, 20_000
DAYS, DAYS_COMPARED, DAYS_MAX = 1, 60, 1_000


def main(arguments: list[str]) -> int:
    """Exit 0 with the page printed, 1 when the hall's files are wrong."""
    parser = argparse.ArgumentParser(prog="./hall day")
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same day")
    parser.add_argument("--tickets", type=_up_to(TICKETS_MAX), default=TICKETS, help="how many people come on a day")
    parser.add_argument("--days", type=_up_to(DAYS_MAX), help=f"{DAYS}, or {DAYS_COMPARED} to compare")
    parser.add_argument("--compare", action="store_true", help="orders of calling, on a hall like the reference's")
    parser.add_argument("--date", type=_date, default=FIRST_DAY, help=f"the first day; without it {FIRST_DAY}")
    parser.add_argument("--settings", type=Path)
    asked = parser.parse_args(arguments)
    settle()
    if asked.compare:
        days = asked.days or DAYS_COMPARED
        heading = f"{days} identical days, about {asked.tickets} tickets each, seed {asked.seed}"
        print(comparison(compare(reference_hall(asked.tickets), asked.seed, days), heading))
        return 0
    try:
        plan = read_installation(asked.settings).hall.plan
    except FilesWrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    try:
        print(_days(plan, asked))
    except ValueError as never:
        print(never, file=sys.stderr)
        return 1
    return 0


def _days(plan: Plan, asked: argparse.Namespace) -> str:
    days = WholeDays()
    for number in range(asked.days or DAYS):
        scenario = open_to_public(plan, asked.tickets, number, asked.date)
        days.add(live(scenario, cast_of(scenario, asked.seed, number)))
    return page(plan, days, asked.seed, asked.tickets)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be a date such as 2026-11-23") from None


def _up_to(most: int) -> Callable[[str], int]:
    def count(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"must be from 1 to {most}")
        return int(text)

    return count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
