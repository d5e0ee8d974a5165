"""A host whose devices are all listened to, as a technician would one by one."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from config.settings.plan_files import DeviceSettings
from devices.clock import utc_now
from devices.host import Host
from devices.spying.listening import Listening
from tests.devices.rig import SITE_KEY, watch_until

LOOK_S = 0.05


class Heard:
    """The lines of each device, gathered as they come."""

    def __init__(self) -> None:
        self.lines: dict[str, list[str]] = {}
        self.stopping = threading.Event()

    def gather(self, name: str, listening: Listening) -> None:
        """Until the end."""
        while not self.stopping.is_set():
            self.lines[name] += listening.lines(LOOK_S)

    def until(self, name: str, *words: str, after: int = 0) -> None:
        """Wait until each of these stands in a line; the first ``after`` lines do not count."""
        for each in words:
            try:
                watch_until(partial(self._stands, name, each, after), each)
            except AssertionError as late:
                raise AssertionError("\n".join([str(late), *self.lines[name]])) from None

    def _stands(self, name: str, words: str, after: int) -> bool:
        return any(words in line for line in self.lines[name][after:])


@contextmanager
def listened(devices: Sequence[DeviceSettings], ports: Path) -> Iterator[tuple[Host, Heard]]:
    """A running host, and what is heard of it from its first byte."""
    host, heard = Host(devices, SITE_KEY, ports), Heard()
    with ExitStack() as parts:
        for device in devices:
            found = host.tap(device.name)
            assert found is not None
            heard.lines[device.name] = []
            listening = Listening(*found, utc_now)
            parts.enter_context(listening.begin())
            thread = threading.Thread(target=heard.gather, args=(device.name, listening), daemon=True)
            thread.start()
            parts.callback(thread.join)
            parts.callback(heard.stopping.set)
        host.start()
        parts.callback(host.stop)
        yield host, heard
