"""``./hall bench [devices] [--json FILE]``: measures product and bare loop in turn, prints a table and writes JSON.

``devices`` measures tickets on paper, cards and signs instead, on simulated devices at real ports.
"""

import argparse
import sys
from pathlib import Path

from tests.bench.core import core
from tests.bench.devices import DEVICES
from tests.bench.figures import Figure, as_json, table
from tests.bench.rounds import FOLDER, crashes, starts, tickets_and_calls, visits, with_full_tables

HALL = (core, tickets_and_calls, with_full_tables, starts, visits, crashes)


def main(arguments: list[str]) -> int:
    """Exit 0 when all targets are kept, 1 when one is not."""
    parser = argparse.ArgumentParser(prog="./hall bench")
    parser.add_argument("what", nargs="?", choices=["devices"], help="the devices instead of the hall")
    parser.add_argument("--json", type=Path, help="where the figures are written, else in var/bench/")
    asked = parser.parse_args(arguments)
    figures: list[Figure] = []
    for measure in DEVICES if asked.what else HALL:
        print(f"hall: measuring {measure.__name__.replace('_', ' ')} …", file=sys.stderr, flush=True)
        figures += measure()
    file = asked.json or FOLDER / ("devices.json" if asked.what else "figures.json")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(as_json(figures), "utf-8")
    print(table(figures))
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
