"""``./hall demo [--check]``: live in a whole hall, or have four visits lived unattended."""

import argparse
import os
import signal
import sys
import threading
import time
from pathlib import Path

from tests.demo.check import live_the_walk
from tests.demo.children import Children, wait_until
from tests.demo.hall import LOGS, DemoHall, DemoRuns, fresh_folder, open_hall

READY_TIMEOUT_S = 60.0


def main(arguments: list[str]) -> int:
    """Exit 0 when ended by Ctrl-C or when each step of the check held; 1 when one failed."""
    parser = argparse.ArgumentParser(prog="./hall demo")
    parser.add_argument("--check", action="store_true", help="live the whole walk unattended and end")
    asked = parser.parse_args(arguments)
    leaving = threading.Event()
    for order in (signal.SIGTERM, signal.SIGINT):
        signal.signal(order, lambda *_: leaving.set())
    try:
        with fresh_folder(on_any_morning=asked.check) as file, Children(LOGS) as children:
            return _live(children, file, leaving, check=asked.check)
    except (DemoRuns, TimeoutError) as problem:
        print(f"hall: {problem}", file=sys.stderr)
        return 1


def _live(children: Children, file: Path, leaving: threading.Event, *, check: bool) -> int:
    """Open the hall, then live the walk or wait for Ctrl-C. Raises TimeoutError when it does not open."""
    began = time.monotonic()
    print("hall: starting a hall of real processes …", flush=True)
    try:
        hall = open_hall(children, file)
        wait_until("the kiosk's welcome", lambda: hall.touch_map.exists() or leaving.is_set(), READY_TIMEOUT_S)
    except TimeoutError as late:
        raise TimeoutError(f"{late}; see {LOGS}\n{children.last_words()}") from late
    print(f"hall: open after {time.monotonic() - began:.1f} s", flush=True)
    if check:
        return live_the_walk(hall, children)
    print(_welcome(hall), flush=True)
    leaving.wait()
    print("hall: closing", flush=True)
    return 0


def _welcome(hall: DemoHall) -> str:
    a = hall.addresses
    return f"""
  Kiosk         {a["kiosk"]}
  Call screen   {a["calls"]}
  Wall          {a["wall"]}
  Clerk's page  {a["console"]}    name {hall.clerk}, password {hall.password} (a hall lead)
  Bench         {a["bench"]}    cards, paper, keys: the hall's simulated devices

  Try this:
  1. On the bench lay a card on the kiosk's reader; on the kiosk choose a service; on the bench see the paper come out.
  2. Sign in on the clerk's page at a counter of that service, open it (开窗), press Next (叫号); see the call screen.
  3. Press Start (开始办理) and Done (办结), then on the bench a key of that counter's evaluator; look at the wall.
  4. On the bench open the address under a paper: it is what a phone sees that scans the code.

  Ctrl-C ends everything. Logs: {hall.logs}
"""


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    sys.exit(main(sys.argv[1:]))
