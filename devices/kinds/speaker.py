"""A speaker: says aloud who is called, and where to."""

from dataclasses import dataclass
from typing import Never, Protocol, runtime_checkable

from config.vocabulary import CounterId
from devices.kinds.driver import Driver


@dataclass(frozen=True)
class CallToSay:
    """One call. In which languages, how often and in which words it is said is for the driver's settings."""

    number: str
    counter: CounterId
    counter_zh: str
    counter_en: str
    ticket: str = ""
    """By which it is withdrawn."""
    age_s: float = 0.0
    """How long ago it was called when the speaker hears of it."""


@runtime_checkable
class Speaker(Driver[Never], Protocol):
    """Says one thing at a time, in the order in which the calls came."""

    only_counters: frozenset[CounterId]
    """The counters whose calls are said here; empty: all of the hall's."""

    def say_call(self, call: CallToSay) -> None:
        """Have this said with the next steps; when too many wait, the oldest is left out and counted."""

    def withdraw_call(self, counter: CounterId, ticket: str) -> None:
        """It is over: what has not been begun of it is not said any more, and counted."""
