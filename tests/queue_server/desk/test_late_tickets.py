"""Blocks told to the kiosks, and what they tell when the server is back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from config.rules.kiosk_blocks import KioskBlocks
from config.vocabulary import RefusalCode
from config.wire.link import Connection
from config.wire.pictures import BlockPicture, WaitingPicture
from config.wire.replies import Refused, TicketGiven
from config.wire.requests import TellLateTicket
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.examples import IDENTITY, ONE, PLAN

KIOSKS: Final = ("kiosk-1", "kiosk-2")
LATE: Final = TellLateTicket(
    request_id="late-0001", kiosk="kiosk-1", ticket="20261120-A980", service=IDENTITY, ago_ms=600_000
)


@pytest.fixture
def side(tmp_path: Path) -> Iterator[Counterside]:
    with Counterside(tmp_path, replace(PLAN, kiosk_blocks=KioskBlocks(20, KIOSKS))) as opened:
        opened.round(Connection(up=True, reason=""))
        yield opened


def block(side: Counterside, kiosk: str) -> BlockPicture:
    """The newest one of this kiosk."""
    return [m for m in side.paper.sent if isinstance(m, BlockPicture) and m.kiosk == kiosk][-1]


def test_each_kiosk_is_told_its_block(side: Counterside) -> None:
    told = block(side, "kiosk-2")
    assert (told.day, [line.service for line in told.lines]) == ("2026-11-20", [IDENTITY])
    assert told.lines[0].tickets[0] == "20261120-A960"


def test_a_late_ticket_is_answered_waits_and_leaves_the_block(side: Counterside) -> None:
    side.take("request-0001")
    side.pass_time(minutes=20)
    (reply,) = side.ask(LATE)
    assert isinstance(reply, TicketGiven)
    assert reply.number == "A980"
    assert block(side, "kiosk-1").lines[0].tickets[0] == "20261120-A981"
    side.round()
    waiting = side.paper.newest(WaitingPicture, ONE)
    assert [line.number for line in waiting.next_first] == ["A001", "A980"]


def test_told_twice_with_one_id_it_is_one_ticket(side: Counterside) -> None:
    first, again = side.ask(LATE, LATE.model_copy(update={"ago_ms": 640_000}))
    assert first == again
    assert side.hall.waiting.total == 1
    assert side.journal.problems() == []


def test_told_with_another_id_it_is_refused(side: Counterside) -> None:
    side.ask(LATE)
    assert side.refused(LATE.model_copy(update={"request_id": "late-0002"})).code is RefusalCode.NUMBER_GIVEN_ALREADY


@pytest.mark.parametrize(("kiosk", "left"), [("kiosk-1", ["A980"]), ("kiosk-2", ["A001", "A960"])])
def test_what_was_made_for_the_same_wish_ends_for_its_own_kiosk_only(
    side: Counterside, kiosk: str, left: list[str]
) -> None:
    side.take("request-0001")
    side.pass_time(minutes=1)
    ticket = "20261120-A980" if kiosk == "kiosk-1" else "20261120-A960"
    told = {"kiosk": kiosk, "ticket": ticket, "instead_of": "request-0001", "ago_ms": 5_000}
    (reply,) = side.ask(LATE.model_copy(update=told))
    assert not isinstance(reply, Refused)
    side.round()
    assert [line.number for line in side.paper.newest(WaitingPicture, ONE).next_first] == left


def test_the_same_answer_comes_later_too(side: Counterside) -> None:
    side.ask(LATE)
    side.pass_time(minutes=5)
    (reply,) = side.ask(LATE)
    assert isinstance(reply, TicketGiven)
    assert reply.taken_at == side.now - timedelta(minutes=15)
    assert side.journal.problems() == []
