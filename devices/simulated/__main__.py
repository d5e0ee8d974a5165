"""``python -m devices.simulated``: the bench, one process with twins of all devices of a hall and a page to use them.

Prints one JSON line when everything is plugged in: the page's address, and the environment that the drivers'
processes need.
"""

import argparse
import json
import signal
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import uvicorn

from config.paper.load import read_papers
from config.settings.installation import log_to_stderr, read_installation
from config.settings.problems import FilesWrong
from devices.simulated.bench import Around, bench
from devices.simulated.cards.pcscd import PrivatePcscd
from devices.simulated.stage import Stage

HTTP_PORT_DEFAULT = 18090
LOOPBACK = "127.0.0.1"


def main(arguments: list[str]) -> int:
    """Exit 0 after an ordered stop, 1 when settings cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m devices.simulated")
    parser.add_argument("--settings", type=Path)
    parser.add_argument("--ports-dir", type=Path, help="where the ptys appear; default: the settings' ports_dir")
    parser.add_argument("--http", type=int, default=HTTP_PORT_DEFAULT, metavar="PORT")
    parser.add_argument("--pcscd-dir", type=Path, help="a short path for the private pcscd; default: a fresh one")
    asked = parser.parse_args(arguments)
    log_to_stderr()
    try:
        installation = read_installation(asked.settings)
    except FilesWrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    ports_dir = asked.ports_dir or installation.settings.devices.ports_dir
    stage = Stage(ports_dir, PrivatePcscd(asked.pcscd_dir), hall_broker=installation.address)
    names = {str(counter.id): counter.name for counter in installation.hall.plan.counters}
    at = installation.settings.console
    around = Around(names, f"http://{at.host}:{at.port}/")
    papers = partial(read_papers, installation.settings.plan_dir)
    with ExitStack() as parts:
        parts.callback(stage.stop)
        stage.build(installation.hall.devices)
        stage.start()
        ready = {"http": f"http://{LOOPBACK}:{asked.http}/", "environment": stage.environment}
        print(json.dumps(ready), flush=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # uvicorn sends the signal on after its own ending
        uvicorn.run(bench(stage, around, papers), host=LOOPBACK, port=asked.http, log_level="warning")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
