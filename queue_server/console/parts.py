"""What the pages are built of; put together in ``__main__`` and in tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from config.plan import Counter, Plan
from config.settings.model import ConsoleSettings
from config.vocabulary import CounterId, Language
from queue_server.console.doorkeeper import Doorkeeper
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

    @cached_property
    def counters(self) -> dict[str, Counter]:
        """The plan's counters by id."""
        return {str(counter.id): counter for counter in self.plan.counters}

    def counter(self, name: str) -> Counter | None:
        """One counter of the plan."""
        return self.plan.counter_by_id.get(CounterId(name))
