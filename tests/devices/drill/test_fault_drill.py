"""Every switch of every twin in a seeded busy hour: all tickets issued, none doubled, each fault named and gone in 3 s.

Real server, broker and journal, the counters' devices in a process of their own, six kiosks with their real rooms of
devices. What was measured is logged, a line for each switch (``-o log_cli=true -o log_cli_level=INFO``).
"""

import logging
import os
import re
import shutil
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import pytest

from config.settings.plan_files import load_hall
from config.vocabulary import Trouble
from config.wire.pictures import CounterPicture
from config.wire.presence import Health
from devices.registry import MAKES
from devices.simulated.cards.pcscd import SOCKET_VARIABLE, PrivatePcscd
from devices.simulated.stage import Stage
from queue_server.domain.facts import TicketTaken
from queue_server.journal.journal import Journal
from tests.devices.drill.citizens import KioskInDrill
from tests.devices.drill.clerks import CounterInDrill, Listener
from tests.devices.drill.hour import Hour
from tests.devices.drill.saboteur import Measured, Saboteur
from tests.devices.speakers.makes import CLIPS, record
from tests.open_plan import move_to_morning
from tests.ports import free_port
from tests.processes.server import HallServer
from tests.queue_server.console.child_processes import running

log = logging.getLogger("drill")
HALL: Final = Path(__file__).parent / "hall"
SEED: Final = 20190812
START_S: Final = 30.0
ANY_PORT: Final = re.compile(r"(?<=[:@]127\.0\.0\.1:)0")


@dataclass
class DrillHall:
    """Everything that runs."""

    server: HallServer
    stage: Stage
    hour: Hour
    kiosks: dict[str, KioskInDrill]
    counters: list[CounterInDrill]

    def close(self) -> None:
        """The kiosks, then the server; once."""
        kiosks, self.kiosks = list(self.kiosks.values()), {}
        with ThreadPoolExecutor() as pool:
            list(pool.map(KioskInDrill.stop, kiosks))
        if kiosks:
            self.server.stop()


def copy_drill_plan(folder: Path, pack: Path) -> None:
    """The drill's hall, in the morning, its ports free ones."""
    shutil.copytree(HALL, folder)
    move_to_morning(folder)
    file = folder / "devices.toml"
    text = ANY_PORT.sub(lambda _: str(free_port()), file.read_text("utf-8"))
    file.write_text(text.replace("PACK", str(pack)), "utf-8")


@pytest.fixture(name="hall")
def _hall(tmp_path: Path, pcscd: PrivatePcscd) -> Iterator[DrillHall]:
    pack = record(tmp_path / "voice", (*CLIPS, "C"), 'letters = "ABC"\n')
    server, ports = HallServer(tmp_path, copy_plan=lambda folder: copy_drill_plan(folder, pack)), tmp_path / "ports"
    with server.file.open("a") as settings:
        settings.write(f'[devices]\nports_dir = "{ports}"\n')
    devices = load_hall(server.settings.plan_dir).devices
    assert {device.driver for device in devices} == set(MAKES), "every make of the registry takes part"
    stage = Stage(ports, pcscd, environment={SOCKET_VARIABLE: os.environ[SOCKET_VARIABLE]})
    stage.build(devices)
    assert not stage.missing
    with ExitStack() as parts:
        parts.enter_context(server)
        for twin in stage.twins.values():
            twin.start()
            parts.callback(twin.stop)
        console = server.link("console", [CounterPicture, Health])
        hour = Hour(console)
        hour.start()
        parts.callback(hour.stop)
        words = [sys.executable, "-m", "devices", "--settings", str(server.file), "--at", "counters-1"]
        parts.enter_context(running(words))
        kiosks = {}
        for name in sorted({device.at for device in devices if device.at.startswith("kiosk")}):
            kiosks[name] = KioskInDrill(server, tmp_path, name, list(devices), stage, hour)
            kiosks[name].start()
        counters = [CounterInDrill(counter.id, stage, console, hour) for counter in server.plan.counters]
        hall = DrillHall(server, stage, hour, kiosks, counters)
        parts.callback(hall.close)
        yield hall


def live(hall: DrillHall) -> list[Measured]:
    """The hour: everybody at work until every switch was thrown."""
    saboteurs = [Saboteur(name, twin, hall.hour) for name, twin in hall.stage.twins.items()]
    assert hall.hour.is_true(lambda: all(map(hall.hour.is_calm, hall.stage.twins)), START_S), dict(hall.hour.felt)
    people = [kiosk.live for kiosk in hall.kiosks.values()] + [counter.live for counter in hall.counters]
    people += [Listener(name, twin, hall.hour).live for name, twin in hall.stage.speakers.items()]
    with ThreadPoolExecutor(len(people) + len(saboteurs)) as pool:
        try:
            at_work = [pool.submit(_live, hall, one, Random(f"{SEED} {n}")) for n, one in enumerate(people)]
            thrown = [pool.submit(one.run, Random(f"{SEED} switches {place}")) for place, one in enumerate(saboteurs)]
            measured = [each for one in thrown for each in one.result()]
        finally:
            hall.hour.over.set()
        for one in at_work:
            one.result()
    return measured


def _live(hall: DrillHall, one: Callable[[Random], None], chance: Random) -> None:
    """Whoever can't go on ends the hour for all."""
    try:
        one(chance)
    finally:
        hall.hour.over.set()


def table(measured: list[Measured]) -> str:
    """A line for each switch, and the median and the worst of all."""
    rows = [
        f"{each.device:<12}{each.switch:<24}{_s(each.named_s):>8}{_s(each.gone_s):>8}  {each.wrong}"
        for each in measured
    ]
    named = sorted(each.named_s for each in measured if each.named_s is not None)
    gone = sorted(each.gone_s for each in measured if each.gone_s is not None)
    rows.append(f"{'median':<36}{_s(statistics.median(named)):>8}{_s(statistics.median(gone)):>8}")
    rows.append(f"{'worst':<36}{_s(named[-1]):>8}{_s(gone[-1]):>8}")
    return "\n".join([f"{'device':<12}{'switch':<24}{'named s':>8}{'gone s':>8}", *rows])


def _s(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.2f}"


@pytest.mark.timeout(300)
def test_no_fault_of_any_device_stops_people_from_getting_a_number(
    hall: DrillHall, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, log.name)
    measured = live(hall)
    log.info("\n%s", table(measured))
    given = [kiosk.given for kiosk in hall.kiosks.values()]
    hall.close()
    with Journal(hall.server.settings.journal_url, hall.server.settings.hall) as journal:
        taken = {
            fact.ticket: fact.number for record in journal.all_records() if isinstance(fact := record.fact, TicketTaken)
        }
        problems = journal.problems()
    numbers = {ticket: number for one in given for ticket, number in one.numbers.items()}
    log.info(
        "%d tickets at %d kiosks, a device did its work %d times", len(numbers), len(given), hall.hour.work.total()
    )
    hung = {name for name, felt in hall.hour.felt.items() if any(each.trouble is Trouble.DRIVER_STUCK for each in felt)}
    assert not hung, "no driver hangs here, however busy the machine is"
    assert not problems
    own = {ticket for one in given for ticket in one.own}
    assert sum(one.visitors for one in given) == len(own), "every visitor has a number of their own"
    assert own <= set(numbers)
    assert numbers == taken, "and the journal knows of nobody else"
    assert max(Counter(taken.values()).values()) == 1, "no number was given twice"
    assert [each for each in measured if each.wrong] == []
