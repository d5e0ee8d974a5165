"""The kiosk's own numbers: never one twice, never one lost, wherever the power goes."""

import stat
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final

import pytest

from config.rules.opening import Opening, Span
from config.vocabulary import TicketClass
from config.wire.pictures import BlockLine, BlockPicture
from config.wire.replies import Refused, ReprintGiven, TicketGiven
from config.wire.requests import ReprintTicket, TakeTicket
from kiosk.away.block import Block
from tests.kiosk.samples import NOW, PLAN, SERVICE, request

ALWAYS: Final = replace(PLAN, opening=None)
TICKETS: Final = ("20261121-A980", "20261121-A981", "20261121-A982")


def told(day: str = "2026-11-21", tickets: tuple[str, ...] = TICKETS) -> BlockPicture:
    """A block of one service."""
    return BlockPicture(at=NOW, kiosk="kiosk-1", day=day, lines=(BlockLine(service=SERVICE.id, tickets=tickets),))


def wish(number: int) -> TakeTicket:
    return request(f"request-{number:04}")


def number(given: TicketGiven | None) -> str | None:
    return None if given is None else given.number


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kiosk-1" / "block.json"


def opened(file: Path, now: datetime = NOW) -> Block:
    """The kiosk after a start."""
    block = Block(file, ALWAYS)
    block.load(now)
    return block


@pytest.fixture
def block(file: Path) -> Block:
    fresh = opened(file)
    fresh.told(told())
    return fresh


def test_numbers_come_in_order_until_there_is_none(block: Block) -> None:
    assert [number(block.give(wish(n), NOW)) for n in range(4)] == ["A980", "A981", "A982", None]
    assert block.offer(NOW) is None


def test_the_answer_has_no_more_than_the_kiosk_knows(block: Block, file: Path) -> None:
    given = block.give(wish(1), NOW)
    assert given is not None
    assert (given.service, given.ticket_class, given.wait_low_min) == (SERVICE.id, TicketClass.ORDINARY, None)
    assert given.taken_at == given.counted_from == NOW
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_paper_is_printed_again_as_often_as_the_plan_says_and_told_with_the_number(block: Block, file: Path) -> None:
    given = block.give(wish(1), NOW)
    assert given is not None
    again = ReprintTicket(request_id="again-0001", kiosk="kiosk-1", ticket=given.ticket)
    answers = [block.print_again(again) for _ in range(ALWAYS.reprints_max + 1)]
    assert [each.print_no for each in answers if isinstance(each, ReprintGiven)] == [2, 3]
    assert isinstance(answers[-1], Refused)
    late = opened(file).untold()
    assert late is not None
    assert late.request(NOW).reprints == 2
    assert not block.is_untold(given.ticket, but_not=late.told.request_id)


def test_only_what_can_be_given_is_offered(block: Block) -> None:
    offer = block.offer(NOW)
    assert offer is not None
    assert [(line.id, line.waiting) for line in offer.services] == [(SERVICE.id, 0)]
    assert [line.id for line in offer.departments] == [SERVICE.department]


@pytest.mark.parametrize("hours", [15, -10])
def test_a_block_is_for_its_own_day(block: Block, hours: int) -> None:
    assert block.give(wish(1), NOW + timedelta(hours=hours)) is None
    assert block.offer(NOW + timedelta(hours=hours)) is None


def test_the_plans_hours_hold_without_the_server(file: Path) -> None:
    morning = ((Span(time(9), time(12)),),) * 7
    block = Block(file, replace(PLAN, opening=Opening(morning)))
    block.told(told())
    assert block.offer(NOW) is not None
    assert block.give(wish(1), NOW + timedelta(hours=4)) is None


def test_a_given_number_is_never_given_again(block: Block, file: Path) -> None:
    block.give(wish(1), NOW)
    late = block.untold()
    assert late is not None
    block.acknowledge(late.told.request_id)
    block.told(told())  # as a server tells it whose journal is an old copy
    assert number(opened(file).give(wish(2), NOW)) == "A981"
    block.told(told("2026-11-22", ("20261122-A980",)))
    assert number(block.give(wish(3), NOW + timedelta(days=1))) == "A980"


def test_what_the_server_was_not_told_outlives_the_day_and_the_power(block: Block, file: Path) -> None:
    for n in (1, 2):
        block.give(wish(n), NOW + timedelta(seconds=n))
    block.told(told("2026-11-22", ("20261122-A980",)))
    again = opened(file)
    first = again.untold()
    assert first is not None
    asked = first.request(NOW + timedelta(minutes=1))
    assert (asked.ticket, asked.ago_ms, asked.instead_of) == (TICKETS[0], 59_000, "request-0001")
    again.acknowledge(first.told.request_id)
    second = again.untold()
    assert second is not None
    assert second.told.ticket == TICKETS[1]
    assert (again.is_untold(TICKETS[0]), again.is_untold(TICKETS[1])) == (False, True)
    again.acknowledge(second.told.request_id)
    assert opened(file).untold() is None


def test_a_clock_that_went_back_gives_no_age(block: Block) -> None:
    block.give(wish(1), NOW)
    late = block.untold()
    assert late is not None
    assert late.request(NOW - timedelta(hours=1)).ago_ms == 0


def test_one_wish_has_one_number_wherever_the_power_goes(block: Block, file: Path) -> None:
    given = block.give(wish(1), NOW)  # … and the power goes before anybody sees it
    again = opened(file)
    assert again.given_for("request-0001") == again.give(wish(1), NOW) == given
    assert number(again.give(wish(2), NOW)) == "A981"


@pytest.mark.parametrize("step", ["draft", "sync", "replace"])
def test_the_power_goes_while_the_file_is_written(block: Block, file: Path, step: str) -> None:
    block.give(wish(1), NOW)
    before = file.read_bytes()
    other = opened(file)
    other.give(wish(2), NOW)
    after = file.read_bytes()
    draft = file.with_suffix(".part")
    if step != "replace":  # what was cut off is a draft that nobody reads; the old file is whole
        draft.write_bytes(after[: len(after) // 2] if step == "draft" else after)
        file.write_bytes(before)
    again = opened(file)
    assert number(again.give(wish(3), NOW)) == ("A982" if step == "replace" else "A981")
    assert again.is_untold(TICKETS[0])
    assert again.is_untold(TICKETS[1])


def test_a_disk_that_takes_nothing_gives_nothing(block: Block, file: Path) -> None:
    file.with_suffix(".part").mkdir()
    assert block.give(wish(1), NOW) is None
    assert block.offer(NOW) is None
    file.with_suffix(".part").rmdir()
    block.told(told(tickets=TICKETS[:2]))
    assert number(block.give(wish(1), NOW)) == "A980"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"given": 5}'])
def test_a_broken_file_gives_nothing_today(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    block = opened(file)
    block.told(told())
    assert block.give(wish(1), NOW) is None
    assert opened(file).offer(NOW) is None
    block.told(told("2026-11-22", ("20261122-A980",)))
    assert number(block.give(wish(2), NOW + timedelta(days=1))) == "A980"
