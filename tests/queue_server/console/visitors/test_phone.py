"""A visitor's page: who has the address sees one visit and can judge it, and nobody else learns anything."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import httpx
import pytest

from config.visit_key import visit_key
from config.vocabulary import Canceller, EvaluationChannel, Level, RefusalCode, TicketId, TicketState
from config.wire.message import Words2
from config.wire.replies import EvaluationStanding, Refused, Reply, VisitShown
from config.wire.requests import AskVisit, CancelTicket, EvaluateVisit, Request
from queue_server.console.app import create_app
from tests.queue_server.console.desk_side import PHONES, ConsoleThread, HandClock, Visit
from tests.queue_server.console.scripted_server import ScriptedServer

TICKET: Final = TicketId("20261121-A001")
NO_WORDS: Final = Words2(zh="", en="")
HTML: Final = {"Accept": "text/html"}
MARK: Final[dict[str, Any]] = {"request_id": "mark-0001", "level": "dissatisfied", "reasons": ["214"], "text": "慢"}


def shown(request: Request) -> Reply:
    """Somebody waits."""
    assert isinstance(request, AskVisit)
    mark = EvaluationStanding(
        refusal=RefusalCode.EVALUATION_NOT_OPEN,
        level=None,
        again=False,
        words=NO_WORDS,
    )
    return VisitShown(
        request_id=request.request_id,
        ticket=request.ticket,
        number="A001",
        service_name=Words2(zh="户籍", en="Registration"),
        state=TicketState.WAITING,
        people_ahead=3,
        mark=mark,
    )


def refused(code: RefusalCode) -> Any:
    """The server says no."""
    words = Words2(zh="不行", en="No")
    return lambda request: Refused(request_id=request.request_id, code=code, words=words)


@pytest.fixture(name="phone")
def _phone(server: ScriptedServer, clerk: Visit) -> Iterator[httpx.Client]:
    """A phone that was never here, broker and server there."""
    server.answer = shown
    with httpx.Client(base_url=f"http://{clerk.address}") as phone:
        yield phone


@pytest.fixture(name="path")
def _path(console: ConsoleThread) -> str:
    return f"/v/{visit_key(console.parts.site_key, TICKET)}"


def test_the_page_needs_no_account_and_keeps_nothing(phone: httpx.Client, path: str) -> None:
    page = phone.get(path, headers=HTML)
    assert page.status_code == 200
    assert "A001" in page.text
    assert "set-cookie" not in page.headers
    assert page.headers["cache-control"] == "no-store"
    assert "叫号系统" not in page.text, "a clerk's words"
    assert page.text.count('"code"') == 40


@pytest.mark.parametrize(
    ("query", "header", "words"),
    [
        ("", "", "办事进度"),
        ("", "en-GB,en;q=0.9", "Your visit"),
        ("", "fr", "办事进度"),
        ("?language=en", "zh-CN", "Your visit"),
        ("?language=zh", "en", "办事进度"),
    ],
)
def test_the_page_speaks_the_phones_language(
    phone: httpx.Client, path: str, query: str, header: str, words: str
) -> None:
    assert words in phone.get(path + query, headers={"Accept-Language": header}).text


def test_the_state_is_the_servers_answer(phone: httpx.Client, server: ScriptedServer, path: str) -> None:
    answer = phone.get(f"{path}/state")
    assert (answer.status_code, answer.json()["people_ahead"]) == (200, 3)
    asked = server.asked.get(timeout=1)
    assert isinstance(asked, AskVisit)
    assert asked.ticket == TICKET


def test_a_visitor_gives_up_the_ticket_of_the_address(phone: httpx.Client, server: ScriptedServer, path: str) -> None:
    server.answer = refused(RefusalCode.TICKET_AT_COUNTER)
    wish = {"request_id": "stop-0001", "ticket": "20261121-B002", "by": "clerk", "canceller": "clerk"}
    answer = phone.post(f"{path}/cancel", json=wish)
    assert (answer.status_code, answer.json()["words"]["en"]) == (409, "No")
    by_phone = CancelTicket(request_id="stop-0001", ticket=TICKET, by="phone", canceller=Canceller.PHONE)
    assert server.asked.get(timeout=1) == by_phone
    assert phone.post(f"{path}/cancel", json={}).status_code == 422
    assert server.asked.empty()


@pytest.mark.parametrize("end", ["", "/state", "/mark", "/cancel"])
def test_a_wrong_address_is_no_page_and_asks_nobody(
    phone: httpx.Client, server: ScriptedServer, path: str, end: str
) -> None:
    """Whether the ticket exists makes no difference."""
    said = set()
    for wrong in (path[:-1] + ("a" if path[-1] != "a" else "b"), path.replace("A001", "A002"), "/v/20261121-A001"):
        answer = phone.post(wrong + end, json=MARK) if end in ("/mark", "/cancel") else phone.get(wrong + end)
        assert answer.status_code == 404
        said.add(answer.text)
    assert len(said) == 1
    assert server.asked.empty()


def test_guessing_is_slowed_down_and_disturbs_nobody(phone: httpx.Client, path: str, clock: HandClock) -> None:
    wrong = path.replace("A001", "A002")
    assert [phone.get(wrong).status_code for _ in range(6)] == [404] * 5 + [429]
    assert phone.get(path).status_code == 200
    clock.forward(timedelta(minutes=1))
    assert phone.get(wrong).status_code == 404


def test_one_visit_can_be_asked_for_so_often(phone: httpx.Client, path: str, clock: HandClock) -> None:
    assert [phone.get(f"{path}/state").status_code for _ in range(6)] == [200] * 5 + [429]
    clock.forward(timedelta(minutes=1))
    assert phone.get(f"{path}/state").status_code == 200


def test_a_mark_goes_out_as_the_phones(phone: httpx.Client, server: ScriptedServer, path: str) -> None:
    server.answer = lambda r: refused(RefusalCode.EVALUATION_GIVEN)(r)
    answer = phone.post(f"{path}/mark", json=MARK | {"ticket": "20261121-B002", "channel": "kiosk"})
    assert (answer.status_code, answer.json()["words"]["en"]) == (409, "No")
    assert server.asked.get(timeout=1) == EvaluateVisit(
        request_id="mark-0001",
        ticket=TICKET,
        level=Level.DISSATISFIED,
        reasons=("214",),
        text="慢",
        channel=EvaluationChannel.PHONE,
    )


@pytest.mark.parametrize(
    "wrong", [{"level": "bad"}, {"reasons": ["abc"]}, {"text": "x" * 501}, {"request_id": ""}, {"text": "\0"}]
)
def test_a_mark_that_cannot_be_read_goes_nowhere(
    phone: httpx.Client, server: ScriptedServer, path: str, wrong: dict[str, Any]
) -> None:
    assert phone.post(f"{path}/mark", json=MARK | wrong).status_code == 422
    assert server.asked.empty()


def test_no_other_site_judges(phone: httpx.Client, server: ScriptedServer, path: str) -> None:
    assert phone.post(f"{path}/mark", json=MARK, headers={"Origin": "http://elsewhere"}).status_code == 403
    assert server.asked.empty()


def test_a_ticket_that_nobody_knows_is_over_or_not_told_yet(
    phone: httpx.Client, server: ScriptedServer, path: str, clock: HandClock
) -> None:
    server.answer = refused(RefusalCode.UNKNOWN_TICKET)
    assert phone.get(f"{path}/state").json()["code"] == "visit_not_known_yet"
    clock.moment = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
    answer = phone.get(f"{path}/state")
    assert (answer.status_code, answer.json()["code"]) == (410, "visit_over")


def test_without_an_address_there_are_no_pages(phone: httpx.Client, console: ConsoleThread, path: str) -> None:
    assert phone.get(path).status_code == 200
    settings = console.parts.settings.model_copy(update={"phone_address": ""})
    deaf = httpx.ASGITransport(create_app(replace(console.parts, settings=settings)))

    async def status() -> int:
        async with httpx.AsyncClient(transport=deaf, base_url=PHONES) as other:
            return (await other.get(path)).status_code

    assert asyncio.run(status()) == 404
