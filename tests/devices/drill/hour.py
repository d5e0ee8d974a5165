"""What the drill knows of its hour: every device's health as it came over the wire, its uses, its work done.

Whoever waits is woken by whatever happens. All times are monotonic seconds.
"""

import queue
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from config.vocabulary import DeviceState, Trouble
from config.wire.link import Link, Received
from config.wire.pictures import CounterPicture
from config.wire.presence import Health

LISTEN_S: Final = 0.1
LOOK_AGAIN_S: Final = 0.1
"""Twins wake nobody: what stands on them is looked at now and then."""
CALM_S: Final = 0.5
Found = TypeVar("Found")


@dataclass(frozen=True)
class Felt:
    """A device's health, and when it was told."""

    at: float
    state: DeviceState
    trouble: Trouble


class Hour:
    """Follows one link until ``stop``; ``over`` is set when everybody may go home."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._news = threading.Condition()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="drill watch", daemon=True)
        self.over = threading.Event()
        self.felt: dict[str, list[Felt]] = defaultdict(list)
        self.pictures: dict[str, CounterPicture] = {}
        self.uses: dict[str, list[float]] = defaultdict(list)
        self.work: Counter[str] = Counter()

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """Follow no more."""
        self._stopping.set()
        self._thread.join()

    def used(self, device: str) -> None:
        """Somebody begins to use it now."""
        with self._news:
            self.uses[device].append(time.monotonic())
            self._news.notify_all()

    def worked(self, device: str) -> None:
        """It did what it is there for."""
        with self._news:
            self.work[device] += 1
            self._news.notify_all()

    def until(self, look: Callable[[], Found | None], limit_s: float) -> Found | None:
        """What ``look`` finds within so many seconds; None: nothing, or the hour is over."""
        end = time.monotonic() + limit_s
        with self._news:
            while (found := look()) is None and (left := end - time.monotonic()) > 0 and not self.over.is_set():
                self._news.wait(min(left, LOOK_AGAIN_S))
        return found

    def is_true(self, true: Callable[[], bool], limit_s: float) -> bool:
        """Whether it comes true within so many seconds."""
        return self.until(lambda: true() or None, limit_s) is not None

    def is_calm(self, device: str) -> bool:
        """Whether it is well, and nothing else was told for a while."""
        felt = self.felt[device]
        return bool(felt) and felt[-1].state is DeviceState.OK and felt[-1].at < time.monotonic() - CALM_S

    def _follow(self) -> None:
        while not self._stopping.is_set():
            try:
                item = self._link.inbox.get(timeout=LISTEN_S)
            except queue.Empty:
                continue
            if isinstance(item, Received):
                with self._news:
                    self._heard(item)
                    self._news.notify_all()

    def _heard(self, item: Received) -> None:
        match item.message:
            case Health(device=device, state=state, trouble=trouble):
                self.felt[device].append(Felt(time.monotonic(), state, trouble))
            case CounterPicture() as picture:
                self.pictures[picture.counter] = picture
            case _:
                pass
