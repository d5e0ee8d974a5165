"""Appointments over HTTP: by a lead, by another system with its token, by a list."""

from datetime import UTC, datetime
from typing import Any, Final

import httpx
import pytest

from config.people import card_token
from config.vocabulary import Canceller, RefusalCode
from config.wire.appointments import (
    AppointmentGiven,
    AppointmentLine,
    AppointmentsListed,
    BookAppointment,
    CancelAppointment,
    CheckIn,
    MoveAppointment,
)
from config.wire.message import Words2
from config.wire.replies import Done, Refused, Reply
from config.wire.requests import Request
from tests.queue_server.console.desk_side import CITY_TOKEN, ConsoleThread, Visit
from tests.queue_server.console.scripted_server import ScriptedServer

TEN: Final = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BODY: Final = {"service": "exit-entry", "starts_at": "2026-11-23T10:00"}
CITY: Final = {"Authorization": f"Bearer {CITY_TOKEN}"}
NAME: Final = Words2(zh="出入境", en="Permits")
NUMBER: Final = "522730199001011234"


def given(request: Request, moved: bool = False) -> Reply:
    """Every slot is free."""
    assert isinstance(request, BookAppointment)
    more: dict[str, Any] = {"service_name": NAME, "moved": moved, "starts_at": request.starts_at}
    return AppointmentGiven(request_id=request.request_id, code=request.code, service=request.service, **more)


@pytest.fixture(name="lead")
def _lead(server: ScriptedServer, console: ConsoleThread, visit: Visit) -> Visit:
    assert console.parts.wire.mirror is not None
    visit.sign_in("lead")
    server.answer = given
    return visit


def test_a_lead_books_and_nothing_personal_goes_on(lead: Visit, server: ScriptedServer, console: ConsoleThread) -> None:
    answer = lead.post("appointments", BODY | {"name": "龙小明", "card_number": NUMBER})
    assert answer.status_code == 200, answer.text
    asked = server.asked.get(timeout=1)
    assert isinstance(asked, BookAppointment)
    assert (asked.starts_at, asked.by, asked.masked_name, asked.origin) == (TEN, "lead", "龙**", None)
    assert asked.card == card_token(console.parts.site_key, NUMBER.encode())
    assert answer.json()["code"] == asked.code
    assert NUMBER not in asked.model_dump_json()
    assert "小明" not in asked.model_dump_json()


def test_another_code_is_tried_when_one_is_in_use(lead: Visit, server: ScriptedServer) -> None:
    codes: list[str] = []

    def once(request: Request) -> Reply:
        assert isinstance(request, BookAppointment)
        codes.append(request.code)
        words = Words2(zh="", en="")
        refused = Refused(request_id=request.request_id, code=RefusalCode.CODE_IN_USE, words=words)
        return refused if len(codes) == 1 else given(request)

    server.answer = once
    assert lead.post("appointments", BODY).json()["code"] == codes[1] != codes[0]


@pytest.mark.parametrize(
    ("path", "fields", "kind"),
    [
        ("12345678/move", {"starts_at": "2026-11-23T10:30:00+08:00"}, MoveAppointment),
        ("12345678/cancel", {}, CancelAppointment),
        ("12345678/check-in", {}, CheckIn),
    ],
)
def test_the_code_stands_in_the_route(
    lead: Visit, server: ScriptedServer, path: str, fields: dict[str, str], kind: type[Request]
) -> None:
    words = Words2(zh="没有", en="None")
    server.answer = lambda r: Refused(request_id=r.request_id, code=RefusalCode.UNKNOWN_APPOINTMENT, words=words)
    answer = lead.post(f"appointments/{path}", fields)
    assert (answer.status_code, answer.json()["words"]["zh"]) == (409, "没有")
    asked = server.asked.get(timeout=1)
    assert isinstance(asked, kind)
    assert getattr(asked, "code", None) == "12345678"
    assert getattr(asked, "canceller", Canceller.HALL_LEAD) is Canceller.HALL_LEAD
    assert lead.post(f"appointments/{path.replace('12345678', 'abc')}", fields).status_code == 422


def test_what_another_system_cancels_is_told_as_its(lead: Visit, server: ScriptedServer) -> None:
    server.answer = lambda r: Done(request_id=r.request_id, seq=1)
    with httpx.Client(base_url=f"http://{lead.address}", headers=CITY) as city:
        assert city.post("/api/appointments/12345678/cancel", json={}).status_code == 200
    asked = server.asked.get(timeout=1)
    assert isinstance(asked, CancelAppointment)
    assert (asked.by, asked.canceller) == ("city", Canceller.OTHER_SYSTEM)


def test_another_system_has_its_own_name_and_sees_its_own(lead: Visit, server: ScriptedServer) -> None:
    with httpx.Client(base_url=f"http://{lead.address}", headers=CITY) as city:
        assert city.post("/api/appointments", json=BODY | {"key": "k1"}).status_code == 200
        asked = server.asked.get(timeout=1)
        assert isinstance(asked, BookAppointment)
        assert (asked.by, asked.origin, asked.origin_key) == ("city", "city", "k1")

        def listed(request: Request) -> Reply:
            lines = tuple(
                AppointmentLine.model_validate(
                    {"code": code, "service": "exit-entry", "service_name": NAME, "starts_at": TEN, "state": "open"}
                    | {"masked_name": "龙**", "origin": origin, "ticket": None}
                )
                for code, origin in (("00000001", "city"), ("00000002", None))
            )
            day = TEN.date()
            return AppointmentsListed(request_id=request.request_id, day=day, total=2, appointments=lines)

        server.answer = listed
        mine = city.get("/api/appointments", params={"day": "2026-11-23"}).json()
        assert [line["code"] for line in mine["appointments"]] == ["00000001"]
        assert city.post("/api/appointments/00000002/check-in", json={}).status_code == 403
    assert lead.http.get("/api/appointments", params={"day": "2026-11-23"}).json()["total"] == 2


def test_nobody_else_may(server: ScriptedServer, clerk: Visit) -> None:
    assert clerk.post("appointments", BODY).status_code == 403
    assert clerk.http.post("/api/appointments", json=BODY, headers={"Authorization": "Bearer no"}).status_code == 401
    with httpx.Client(base_url=f"http://{clerk.address}") as stranger:
        assert stranger.get("/api/appointments", params={"day": "2026-11-23"}).status_code == 401
    assert server.asked.empty()


CSV: Final = (
    "key,service,starts_at,name,card_number\r\n"
    f"k1,exit-entry,2026-11-23 10:00,龙小明,{NUMBER}\r\n"
    "k2,exit-entry,soon,,\r\n"
    ",exit-entry,2026-11-23 10:00,,\r\n"
    "k4,exit-entry,2026-11-23T10:30,,\r\n"
    "k5,exit-entry,2026-11-23T11:00,,\r\n"
)


def desk(request: Request) -> Reply:
    """One is new, one is known, one slot is full."""
    assert isinstance(request, BookAppointment)
    code = {"k4": RefusalCode.APPOINTMENT_KNOWN, "k5": RefusalCode.SLOT_FULL}.get(request.origin_key or "")
    words = Words2(zh="约满", en="Full")
    return Refused(request_id=request.request_id, code=code, words=words) if code else given(request)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_list_keeps_the_good_lines_and_names_the_others(lead: Visit, server: ScriptedServer, encoding: str) -> None:
    server.answer = desk
    headers = {"X-CSRF-Token": lead.token, "Content-Type": "text/csv"}
    answer = lead.http.post("/api/appointments/import", content=CSV.encode(encoding), headers=headers)
    assert answer.status_code == 200, answer.text
    got = answer.json()
    assert (got["booked"], got["moved"], got["known"]) == (1, 0, 1)
    assert [(bad["line"], bad["key"]) for bad in got["bad"]] == [(2, "k2"), (3, None), (5, "k5")]
    asked = server.asked.get(timeout=1)
    assert isinstance(asked, BookAppointment)
    assert (asked.origin, asked.origin_key, asked.masked_name) == ("list", "k1", "龙**")


def test_the_same_list_as_json_by_a_system(lead: Visit, server: ScriptedServer) -> None:
    server.answer = lambda r: given(r, moved=True)
    lines = [{"key": "k1", "service": "exit-entry", "starts_at": "2026-11-23T10:00"}]
    with httpx.Client(base_url=f"http://{lead.address}", headers=CITY) as city:
        got = city.post("/api/appointments/import", json={"appointments": lines}).json()
        assert city.post("/api/appointments/import", content=b"\xff").status_code == 422
    assert got == {"booked": 0, "moved": 1, "known": 0, "bad": []}
    asked = server.asked.get(timeout=1)
    assert isinstance(asked, BookAppointment)
    assert asked.origin == "city"


def test_the_page_is_for_leads(lead: Visit, console: ConsoleThread) -> None:
    page = lead.http.get("/appointments")
    assert page.status_code == 200
    assert "出入境证件" in page.text
    clerk = Visit(console.address)
    clerk.sign_in("clerk", counter="z01")
    assert clerk.http.get("/appointments").status_code == 403
    clerk.close()
