"""The counters at which one can sign in: those of the plan in force, as the server says; before that, of the files."""

from collections.abc import Mapping
from dataclasses import dataclass

from config.plan import Plan, Text
from config.wire.message import Words2
from config.wire.pictures import CountersPicture


@dataclass(frozen=True)
class Desk:
    """What a clerk's page needs of its counter. ``sends_to``: where whose matter came to nothing goes from here."""

    id: str
    name: Text
    posts: tuple[str, ...]
    services: tuple[str, ...]
    sends_to: str | None


@dataclass(frozen=True)
class Desks:
    """All of a hall, in the plan's order, and why a clerk may pause."""

    by_id: Mapping[str, Desk]
    pause_reasons: tuple[Text, ...]


def of_plan(plan: Plan) -> Desks:
    """What the files say."""
    desks = (
        Desk(
            counter.id,
            counter.name,
            counter.posts,
            tuple(sorted(plan.reach(counter))),
            None if counter.rules.appeals else plan.appeal_service,
        )
        for counter in plan.counters
    )
    return Desks({desk.id: desk for desk in desks}, plan.pause_reasons)


def of_picture(picture: CountersPicture) -> Desks:
    """What the server says."""
    desks = (
        Desk(line.counter, _text(line.name), line.posts, line.services, line.sends_to) for line in picture.counters
    )
    return Desks({desk.id: desk for desk in desks}, tuple(map(_text, picture.pause_reasons)))


def _text(words: Words2) -> Text:
    return Text(words.zh, words.en)
