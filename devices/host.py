"""All devices of one computer: the face that the kiosk's process and the counters' process use.

Each device lives in a thread of its own under a keeper; what they see comes out of one bounded queue.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from config.paper.load import Papers, shipped_papers
from config.settings.installation import Installation
from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId, PrintState, Trouble
from config.wire.link import Address
from devices.clock import utc_now
from devices.drivers.options import Site
from devices.events import (
    AskMark,
    DeviceEvent,
    DeviceHealth,
    PrintFinished,
    PrintSlip,
    SayCall,
    ShowFace,
    ShowNumber,
    TakeKey,
    WithdrawCall,
)
from devices.frames.cards.apdu.mrz import is_zone, key_of
from devices.frames.speakers.hall_calls import HallCalls
from devices.keeper import Keeper
from devices.kinds.code_scanner import CodeScanned
from devices.kinds.evaluator import MarkWanted
from devices.kinds.sign import SignFace
from devices.kinds.slip import Slip
from devices.kinds.speaker import CallToSay
from devices.kinds.ticket_printer import PrintOutcome
from devices.meanings.piece import Explainer
from devices.ports.address import PORTS_DIR_DEFAULT
from devices.ports.tap import Tap
from devices.registry import explainer_of

EVENTS_MAX: Final = 1_000
ROOM_WAIT_S: Final = 2.0
"""How long a device waits for room in a full queue before an event counts as lost."""
WATCH_PAUSE_S: Final = 0.2
SITE_KEY_MIN_BYTES: Final = 16


class Host:
    """Start it, take from ``events``, stop it."""

    def __init__(
        self,
        devices: Sequence[DeviceSettings],
        site_key: bytes,
        ports_dir: Path = PORTS_DIR_DEFAULT,
        clock: Callable[[], datetime] = utc_now,
        events_max: int = EVENTS_MAX,
        papers: Papers | None = None,
        hall_broker: Callable[[str], Address] | None = None,
        calls: HallCalls | None = None,
        device_password: Callable[[str], str] = lambda _: "",
    ) -> None:
        if len(site_key) < SITE_KEY_MIN_BYTES:
            raise ValueError(f"the site key must have at least {SITE_KEY_MIN_BYTES} bytes")
        self.events: queue.Queue[DeviceEvent] = queue.Queue(events_max)
        self.health_not_told = 0
        """Health events that found no room; ``health`` still shows the state."""
        self._stopping = threading.Event()
        self._devices = {device.name: device for device in devices}
        self._taps = {device.name: Tap() for device in devices}
        papers = papers or shipped_papers()
        calls = calls or HallCalls()
        site = Site(site_key, ports_dir, papers, hall_broker, self._taps, calls=calls, device_password=device_password)
        self._keepers = {device.name: Keeper(device, site, self._tell, clock) for device in devices}
        self._watch = threading.Thread(target=self._look_after_all, name="device watch", daemon=True)

    def start(self) -> None:
        """Open every device; each one's state comes as an event."""
        for keeper in self._keepers.values():
            keeper.start()
        self._watch.start()

    def stop(self) -> None:
        """Stop every device; open print jobs are answered first."""
        self._stopping.set()
        for keeper in self._keepers.values():
            keeper.begin_stop()
        for keeper in self._keepers.values():
            keeper.stop()
        if self._watch.is_alive():
            self._watch.join()

    def health(self) -> list[DeviceHealth]:
        """Every device's state now."""
        return [keeper.health() for keeper in self._keepers.values()]

    def tap(self, device: str) -> tuple[Tap, Explainer] | None:
        """Where a device's port can be listened to, and who says what its bytes mean; None when it is not here."""
        settings = self._devices.get(device)
        return None if settings is None else (self._taps[device], explainer_of(settings))

    def print_slip(self, printer_name: str, job_id: str, slip: Slip) -> None:
        """Print; exactly one ``PrintFinished`` with this job id will come."""
        keeper = self._keepers.get(printer_name)
        if keeper is None or not keeper.prints():
            trouble, detail = Trouble.SETTINGS_WRONG, f"no printer {printer_name!r}"
            if keeper is not None:
                trouble, detail = keeper.trouble()
            self._tell(PrintFinished(job_id, PrintOutcome(PrintState.FAILED, trouble, detail)))
            return
        keeper.order(PrintSlip(job_id, slip))

    def show_number(self, counter: str, digits: str) -> bool:
        """Show a ticket's last digits on a counter's pad, or blank it with ''. False when no pad is there."""
        serving = [keeper for keeper in self._keepers.values() if keeper.serves(counter)]
        for keeper in serving:
            keeper.order(ShowNumber(CounterId(counter), digits))
        return bool(serving)

    def show_face(self, counter: str, face: SignFace) -> bool:
        """Have this stand on all signs of a counter. False when none is there."""
        over = [keeper for keeper in self._keepers.values() if keeper.hangs_over(counter)]
        for keeper in over:
            keeper.order(ShowFace(CounterId(counter), face))
        return bool(over)

    def ask_mark(self, counter: str, wanted: MarkWanted | None) -> bool:
        """Have the evaluators of a counter that must be asked ask, or leave off. False when none is there."""
        asking = [keeper for keeper in self._keepers.values() if keeper.asks_at(counter)]
        for keeper in asking:
            keeper.order(AskMark(CounterId(counter), wanted))
        return bool(asking)

    def say_call(self, call: CallToSay) -> bool:
        """Have a call said by every speaker of its counter. False when none is there."""
        speaking = self._speaking_for(call.counter)
        for keeper in speaking:
            keeper.order(SayCall(call))
        return bool(speaking)

    def withdraw_call(self, counter: str, ticket: str) -> None:
        """Have a call that is over not said any more, where it still waits."""
        for keeper in self._speaking_for(counter):
            keeper.order(WithdrawCall(CounterId(counter), ticket))

    def call_unsaid(self, counter: str, why: str) -> None:
        """Count a call that was not even handed on with every speaker of its counter."""
        for keeper in self._speaking_for(counter):
            keeper.count(why)

    def press_refused(self, device: str, why: str) -> DeviceHealth | None:
        """Count a press that led to nothing with its device; that one's health, with the new count."""
        keeper = self._keepers.get(device)
        if keeper is None:
            return None
        keeper.count(why)
        return keeper.health()

    def give_key(self, text: str, reader: str = "") -> bool:
        """A travel document's zone, scanned or typed, for one reader or all that take keys. False when it is wrong."""
        key = key_of(text)
        named = [keeper for name, keeper in self._keepers.items() if reader in ("", name)]
        readers = [keeper for keeper in named if keeper.takes_keys()]
        if key is not None:
            for keeper in readers:
                keeper.order(TakeKey(key))
        return key is not None and bool(readers)

    def _speaking_for(self, counter: str) -> list[Keeper]:
        return [keeper for keeper in self._keepers.values() if keeper.speaks_for(counter)]

    def _look_after_all(self) -> None:
        while not self._stopping.wait(WATCH_PAUSE_S):
            for keeper in self._keepers.values():
                keeper.look_after(WATCH_PAUSE_S)

    def _tell(self, event: DeviceEvent) -> bool:
        """Put an event into the queue; False when it is lost. Health may be lost, it can be asked for.

        A travel document's zone goes to the readers and no further: it is no code, and personal.
        """
        if isinstance(event, CodeScanned) and is_zone(event.text):
            self.give_key(event.text)
            return True
        patient = not isinstance(event, DeviceHealth) and not self._stopping.is_set()
        try:
            self.events.put(event, block=patient, timeout=ROOM_WAIT_S)
        except queue.Full:
            self.health_not_told += isinstance(event, DeviceHealth)
            return False
        return True


def host_of(installation: Installation, devices: Sequence[DeviceSettings]) -> Host:
    """These devices of a hall, with all that its files say for them."""
    counters = tuple(CallToSay("", CounterId(at.id), at.name.zh, at.name.en) for at in installation.hall.plan.counters)
    return Host(
        devices,
        installation.secrets.site_key,
        installation.settings.devices.ports_dir,
        papers=installation.papers,
        hall_broker=installation.address,
        calls=HallCalls(tuple(service.prefix for service in installation.hall.plan.services), counters),
        device_password=installation.device_password,
    )
