"""What the pages are built of; put together in ``__main__`` and in tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from config.plan import Plan
from config.settings.model import ConsoleSettings
from config.vocabulary import Language
from queue_server.console.counters.desks import Desks, of_plan
from queue_server.console.doorkeeper import Doorkeeper
from queue_server.console.tablet.tablets import Tablets
from queue_server.console.wire import Wire


@dataclass(frozen=True)
class Parts:
    """Everything that the app needs; ``clock`` gives aware times."""

    settings: ConsoleSettings
    plan: Plan
    language: Language
    doorkeeper: Doorkeeper
    wire: Wire
    clock: Callable[[], datetime]
    session_key: str = field(repr=False)
    site_key: bytes = field(repr=False)
    system_tokens: Mapping[str, str] = field(repr=False)
    """The token of each other system that may book."""

    @property
    def desks(self) -> Desks:
        """The counters at which one can sign in now."""
        return self.wire.mirror.desks or self._planned_desks

    @cached_property
    def tablets(self) -> Tablets:
        """The evaluators on tablets, as devices."""
        return Tablets(self.wire.tell, self.clock)

    @cached_property
    def _planned_desks(self) -> Desks:
        return of_plan(self.plan)
