"""One visit at the kiosk from appointment to second mark, and one given up: a real server, through the real broker."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from config.visit_key import visit_key
from config.vocabulary import Canceller, DepartmentId, IndicatorCode, Level, ServiceId, TicketId, TicketState
from config.wire.appointments import AppointmentGiven, BookAppointment, ListSlots, SlotsListed
from config.wire.link import Link
from config.wire.replies import Done
from config.wire.requests import CallNext, FinishService, OpenCounter, PutRight
from devices.kinds.card_reader import CardSeen, CardType
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.visits.progress import Progress
from tests.kiosk import stage
from tests.processes.kiosks.lone_kiosk import SITE_KEY, LoneKiosk, running
from tests.processes.server import HallServer, ask_until

CARD: Final = CardSeen("a" * 32, "李*", CardType.RESIDENT, "k1-id")
BOOKED: Final = "exit-entry"
CODE: Final = "12345678"
HOURS: Final = re.compile(r"^\[appointments\.hours\].*\n(?:(?!\[).*\n)*", re.MULTILINE)


@pytest.fixture
def judging(tmp_path: Path) -> Iterator[HallServer]:
    """A hall where visits may be judged at the kiosk, and all day can be booked."""
    server = HallServer(tmp_path)
    file = tmp_path / "halls" / "longli" / "hall.toml"
    text = file.read_text("utf-8")
    text, hours = HOURS.subn("", text)
    text, windows = re.subn(r"^elsewhere_window_min = 0 ", "elsewhere_window_min = 600 ", text, flags=re.MULTILINE)
    assert (hours, windows) == (1, 1), "Longli's plan says it otherwise now"
    file.write_text(text, "utf-8")
    with server:
        yield server


def book(server: HallServer, console: Link) -> datetime:
    """An appointment for the card, in the first slot of today that is free."""
    today = datetime.now(UTC).astimezone(ZoneInfo(server.plan.time_zone)).date()
    listed = ask_until(console, ListSlots(request_id="slots-001", service=BOOKED, day=today))
    assert isinstance(listed, SlotsListed), listed
    starts_at = next(slot.starts_at for slot in listed.slots if slot.free)
    request = BookAppointment(
        request_id="book-0001", by="chen", service=BOOKED, starts_at=starts_at, code=CODE, card=CARD.token
    )
    assert isinstance(ask_until(console, request), AppointmentGiven)
    return starts_at


def served(server: HallServer, console: Link, service: str, name: str) -> None:
    """The next visitor of a service is called and served."""
    counter = next(c.id for c in server.plan.counters if service in c.services)
    requests = (
        OpenCounter(request_id=f"open-{name}", counter=counter, by=name),
        CallNext(request_id=f"call-{name}", counter=counter, by=name),
        FinishService(request_id=f"done-{name}", counter=counter, by=name),
    )
    for request in requests:
        reply = ask_until(console, request)
        assert isinstance(reply, Done), reply


def judge(kiosk: LoneKiosk, level: Level, reason: str) -> None:
    """Level, one reason, thanks."""
    kiosk.on(s.Levels)
    for touch in (h.PickLevel(level), h.SwitchReason(IndicatorCode(reason)), h.SendMark()):
        kiosk.station.touch(touch)
    assert kiosk.on(s.Thanks).level is level
    kiosk.station.touch(h.GoHome())


def gives_up(kiosk: LoneKiosk, day: str) -> None:
    """Somebody without a card takes a number, and scans its paper to give it up."""
    key = visit_key(SITE_KEY, TicketId(f"{day}-{kiosk.take()}"))
    kiosk.until(lambda state: isinstance(state.screen, s.Welcome))
    kiosk.station.touch(h.Scanned(key))
    progress = kiosk.on(Progress)
    assert (progress.visit.state, progress.visit.people_ahead) == (TicketState.WAITING, 0)
    kiosk.station.touch(h.GiveUp())
    kiosk.station.touch(h.GiveUpSurely())
    kiosk.until(lambda state: isinstance(state.screen, Progress) and state.screen.visit.state is TicketState.CANCELLED)
    kiosk.station.touch(h.GoHome())
    kiosk.until(lambda state: isinstance(state.screen, s.Welcome))
    kiosk.station.touch(h.Scanned(key))
    assert kiosk.on(Progress).visit.canceller is Canceller.KIOSK


def sees_the_call(kiosk: LoneKiosk, server: HallServer, console: Link, ticket: str) -> None:
    """Somebody looks where the visit stands, and touches nothing more until the call."""
    kiosk.station.touch(h.GoHome())
    kiosk.until(lambda state: isinstance(state.screen, s.Welcome))
    kiosk.station.touch(h.Scanned(visit_key(SITE_KEY, TicketId(ticket))))
    assert kiosk.on(Progress).visit.state is TicketState.WAITING
    counter = next(c.id for c in server.plan.counters if BOOKED in c.services)
    for request in (
        OpenCounter(request_id="open-cora", counter=counter, by="cora"),
        CallNext(request_id="call-cora", counter=counter, by="cora"),
    ):
        assert isinstance(ask_until(console, request), Done)
    kiosk.until(lambda state: isinstance(state.screen, Progress) and state.screen.visit.state is TicketState.CALLED)


def test_from_the_appointment_to_the_second_mark(judging: HallServer, tmp_path: Path) -> None:
    console = judging.link("console", [])
    starts_at = book(judging, console)
    other = next(s for s in judging.plan.services if s.id != BOOKED)
    with running(judging, tmp_path / "kiosk") as kiosk:
        kiosk.lay(CARD)
        found = kiosk.on(s.Standing).found
        assert found.appointment is not None
        assert found.appointment.starts_at == starts_at
        kiosk.station.touch(h.CheckInHere())
        kiosk.printer.slips.get(timeout=stage.WAIT_S)
        kiosk.until(lambda state: isinstance(state.screen, s.Number) and state.screen.paper is s.Paper.PRINTED)
        ticket = kiosk.on(s.Number).ticket
        assert ticket.booked_for == starts_at

        more = (h.PickDepartment(DepartmentId(other.department)), h.PickService(ServiceId(other.id)))
        for touch in (h.OneMore(ticket.ticket), *more):
            kiosk.station.touch(touch)
        _, slip = kiosk.printer.slips.get(timeout=stage.WAIT_S)
        assert any(other.name.en in note for note in slip.notes)
        kiosk.until(lambda state: isinstance(state.screen, s.Number) and state.screen.paper is s.Paper.PRINTED)
        kiosk.station.touch(h.GoHome())

        served(judging, console, BOOKED, "anna")
        kiosk.lay(CARD)
        (live,) = kiosk.on(s.Standing).found.tickets
        assert live.service == other.id
        kiosk.station.touch(h.GoBack())
        served(judging, console, other.id, "bert")
        kiosk.lay(CARD)
        (visit,) = kiosk.on(s.Standing).found.judgeable
        kiosk.station.touch(h.JudgeVisit(visit.ticket))
        judge(kiosk, Level.DISSATISFIED, "214")

        key = visit_key(SITE_KEY, TicketId(ticket.ticket))
        kiosk.until(lambda state: isinstance(state.screen, s.Welcome))
        kiosk.station.touch(h.Scanned(f"http://10.0.0.5/v/{key}"))
        assert "Already evaluated" in kiosk.on(s.Refusal).words.en
        kiosk.station.touch(h.GoBack())
        right = PutRight(request_id="right-001", ticket=ticket.ticket, by="chen", words="道歉")
        assert isinstance(ask_until(console, right), Done)
        kiosk.station.touch(h.Scanned(key))
        assert kiosk.on(s.Levels).visit.again
        judge(kiosk, Level.SATISFIED, "413")
        gives_up(kiosk, ticket.ticket.partition("-")[0])


def test_a_code_checks_in_without_a_card_and_its_call_shows(judging: HallServer, tmp_path: Path) -> None:
    console = judging.link("console", [])
    book(judging, console)
    with running(judging, tmp_path / "kiosk") as kiosk:
        kiosk.until(lambda state: isinstance(state.screen, s.Welcome) and state.hall.open)
        kiosk.station.touch(h.Scanned("87654321"))
        assert "No appointment was found" in kiosk.on(s.Refusal).words.en
        kiosk.station.touch(h.GoBack())
        for sign in CODE:
            kiosk.station.touch(h.TypeSign(sign))
        kiosk.station.touch(h.SendTyped())
        ticket = kiosk.on(s.Number).ticket
        assert ticket.service == BOOKED
        sees_the_call(kiosk, judging, console, ticket.ticket)
