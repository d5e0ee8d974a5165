"""``./hall bench [--json FILE]``: measures product and bare loop in turn, prints a table and writes JSON."""

import argparse
import sys
from pathlib import Path

from tests.bench.core import core
from tests.bench.figures import Figure, as_json, table
from tests.bench.rounds import FOLDER, crashes, starts, tickets_and_calls, visits, with_full_tables


def main(arguments: list[str]) -> int:
    """Exit 0 when all targets are kept, 1 when one is not."""
    parser = argparse.ArgumentParser(prog="./hall bench")
    parser.add_argument("--json", type=Path, default=FOLDER / "figures.json", help="where the figures are written")
    asked = parser.parse_args(arguments)
    figures: list[Figure] = []
    for measure in (core, tickets_and_calls, with_full_tables, starts, visits, crashes):
        print(f"hall: measuring {measure.__name__.replace('_', ' ')} …", file=sys.stderr, flush=True)
        figures += measure()
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(as_json(figures), "utf-8")
    print(table(figures))
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
