"""The wire's requests and pictures over HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest

from config.vocabulary import TICKET_ID_PATTERN, Canceller, RefusalCode, ServiceOutcome
from config.wire.message import Words2
from config.wire.replies import Explained, Refused
from config.wire.requests import (
    CallNext,
    CancelTicket,
    EndWaiting,
    ExplainTicket,
    FinishService,
    HoldTicket,
    PauseCounter,
    Request,
    ResumeTicket,
    TransferTicket,
)
from queue_server.console.api import asked_over_http
from queue_server.console.mirror import LinkState
from tests.queue_server.console.child_processes import Child
from tests.queue_server.console.desk_side import MINE, OTHER, ConsoleThread, Visit, read_until
from tests.queue_server.console.scripted_server import ScriptedServer, counter_picture

KEY = "press-0001"
BODY = {"request_id": KEY}
TICKET = "20261121-A001"
ITEM = "legal-aid"
CANCEL, EXPLAIN, END = f"tickets/{TICKET}/cancel", f"tickets/{TICKET}/explain", "hall/end-waiting"


def test_the_names_are_the_catalogues() -> None:
    at_counter = "open pause close call-next call-again start finish skip-step no-show hold resume transfer"
    at_counter += " invite-evaluation"
    assert [asked.path for asked in asked_over_http()] == [
        *(f"/requests/{name}" for name in at_counter.split(" ")),
        "/tickets/{ticket}/add-service",
        "/tickets/{ticket}/cancel",
        "/tickets/{ticket}/explain",
        "/hall/adopt-plan",
        "/hall/end-waiting",
        "/hall/tickets/{ticket}/put-right",
        "/hall/lift-block",
        "/hall/plan",
        "/hall/blocks",
        "/hall/told-late",
        "/hall/find-ticket",
        "/hall/daily",
    ]


def test_a_request_goes_out_with_clerk_and_counter(clerk: Visit, server: ScriptedServer) -> None:
    answer = clerk.ask("call-next", BODY)
    assert (answer.status_code, answer.json()) == (200, {"request_id": "press-0001", "seq": 1})
    assert server.asked.get(timeout=1) == CallNext(request_id="press-0001", counter=MINE, by="clerk")


def test_what_the_session_knows_cannot_be_given(clerk: Visit, server: ScriptedServer) -> None:
    clerk.ask("pause", BODY | {"reason": "午休", "by": "somebody", "counter": OTHER})
    assert server.asked.get(timeout=1) == PauseCounter(request_id="press-0001", counter=MINE, by="clerk", reason="午休")


@pytest.mark.parametrize(
    ("name", "fields", "message"),
    [
        ("hold", {"reason": "补材料"}, HoldTicket(request_id=KEY, counter=MINE, by="clerk", reason="补材料")),
        ("hold", {}, HoldTicket(request_id=KEY, counter=MINE, by="clerk")),
        ("resume", {"ticket": TICKET}, ResumeTicket(request_id=KEY, counter=MINE, by="clerk", ticket=TICKET)),
        ("transfer", {"service": ITEM}, TransferTicket(request_id=KEY, counter=MINE, by="clerk", service=ITEM)),
        ("finish", {}, FinishService(request_id=KEY, counter=MINE, by="clerk")),
        (
            "finish",
            {"outcome": "incomplete", "items": [ITEM]},
            FinishService(request_id=KEY, counter=MINE, by="clerk", outcome=ServiceOutcome.INCOMPLETE, items=(ITEM,)),
        ),
    ],
)
def test_fields_of_the_body_arrive(
    clerk: Visit, server: ScriptedServer, name: str, fields: dict[str, object], message: Request
) -> None:
    assert clerk.ask(name, BODY | fields).status_code == 200
    assert server.asked.get(timeout=1) == message


def test_the_ticket_stands_in_the_route(clerk: Visit, server: ScriptedServer) -> None:
    body = BODY | {"ticket": "20261121-B002", "by": "somebody", "canceller": "phone"}
    assert clerk.post(CANCEL, body).status_code == 200
    by_clerk = CancelTicket(request_id=KEY, ticket=TICKET, by="clerk", canceller=Canceller.CLERK)
    assert server.asked.get(timeout=1) == by_clerk


def test_an_explanation_comes_as_a_sentence(clerk: Visit, server: ScriptedServer) -> None:
    words = Words2(zh="下一个就叫它。", en="It is the next to be called.")
    server.answer = lambda r: Explained(request_id=r.request_id, ticket=TICKET, words=words)
    answer = clerk.post(EXPLAIN, BODY)
    assert (answer.status_code, answer.json()["words"]) == (200, words.model_dump())
    assert server.asked.get(timeout=1) == ExplainTicket(request_id=KEY, ticket=TICKET)


def test_only_a_lead_ends_the_waiting(clerk: Visit, server: ScriptedServer, console: ConsoleThread) -> None:
    answer = clerk.post(END, BODY)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert server.asked.empty()
    lead = Visit(console.address)
    lead.sign_in("lead")
    assert lead.post(END, BODY).status_code == 200
    assert server.asked.get(timeout=1) == EndWaiting(request_id=KEY, by="lead")
    assert lead.post(CANCEL, BODY).status_code == 200
    by_lead = CancelTicket(request_id=KEY, ticket=TICKET, by="lead", canceller=Canceller.HALL_LEAD)
    assert server.asked.get(timeout=1) == by_lead
    assert lead.post(EXPLAIN, BODY).status_code == 200
    lead.close()


@pytest.mark.parametrize("path", [CANCEL, EXPLAIN, END])
def test_the_new_routes_need_session_and_token(visit: Visit, path: str) -> None:
    visit.read_token()
    assert visit.post(path, BODY).status_code == 401
    visit.sign_in("lead")
    assert visit.post(path, BODY, **{"X-CSRF-Token": "wrong"}).status_code == 403


@pytest.mark.parametrize("path", [CANCEL, EXPLAIN, "requests/hold", "requests/resume", "requests/transfer"])
def test_every_refusal_is_409_with_its_words(clerk: Visit, server: ScriptedServer, path: str) -> None:
    words = Words2(zh="该号已经结束", en="This ticket has ended already")
    server.answer = lambda r: Refused(request_id=r.request_id, code=RefusalCode.TICKET_OVER, words=words)
    answer = clerk.post(path, BODY | {"ticket": TICKET, "service": "legal-aid"})
    assert (answer.status_code, answer.json()["words"]) == (409, words.model_dump())


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (CANCEL, {"request_id": "x"}),
        ("tickets/A001/cancel", {}),
        ("tickets/20261121-a001/explain", {}),
        ("tickets/%00/explain", {}),
        ("requests/resume", {}),
        ("requests/resume", {"ticket": "A001"}),
        ("requests/transfer", {"service": "Legal Aid"}),
        ("requests/hold", {"reason": "x" * 201}),
        ("requests/finish", {"outcome": "perhaps"}),
        ("requests/finish", {"items": ["legal-aid"] * 21}),
    ],
)
def test_what_cannot_be_meant_is_422(
    clerk: Visit, server: ScriptedServer, path: str, fields: dict[str, object]
) -> None:
    answer = clerk.post(path, BODY | fields)
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")
    assert server.asked.empty()


def test_a_refusal_is_409_with_the_servers_words(clerk: Visit, server: ScriptedServer) -> None:
    words = Words2(zh="无人等候", en="Nobody waits")
    server.answer = lambda r: Refused(request_id=r.request_id, code=RefusalCode.NOBODY_WAITING, words=words)
    answer = clerk.ask("call-next", BODY)
    assert answer.status_code == 409
    assert answer.json() == {"request_id": "press-0001", "code": "nobody_waiting", "words": words.model_dump()}


@pytest.mark.parametrize("reply_timeout_s", [0.1])
def test_no_answer_is_503_and_the_same_request_was_asked_again(
    clerk: Visit, server: ScriptedServer, console: ConsoleThread
) -> None:
    server.answer = lambda _: None
    answer = clerk.ask("start", BODY)
    assert (answer.status_code, answer.json()["code"]) == (503, "no_answer")
    asked = [server.asked.get(timeout=1) for _ in range(console.parts.settings.reply_tries_max)]
    assert {request.request_id for request in asked} == {"press-0001"}


@pytest.mark.parametrize("body", [{}, {"request_id": "x"}, {"request_id": 5}, [], "text", None])
def test_a_wrong_body_is_422(clerk: Visit, body: object) -> None:
    answer = clerk.ask("call-next", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")


def test_nobody_without_a_session(visit: Visit) -> None:
    visit.read_token()
    assert visit.ask("call-next", BODY).status_code == 401
    assert visit.http.get(f"/api/pictures/counter/{MINE}").status_code == 401


def test_a_forged_request_changes_nothing(clerk: Visit, server: ScriptedServer) -> None:
    assert clerk.http.post("/api/requests/call-next", json=BODY).status_code == 403
    assert clerk.ask("call-next", BODY, **{"X-CSRF-Token": "wrong"}).status_code == 403
    assert clerk.ask("call-next", BODY, Origin="http://elsewhere.example").status_code == 403
    assert clerk.ask("call-next", BODY, Origin="null").status_code == 403
    assert server.asked.empty()


def test_a_lead_without_a_counter_asks_nothing(server: ScriptedServer, visit: Visit) -> None:
    visit.sign_in("lead")
    answer = visit.ask("call-next", BODY)
    assert (answer.status_code, answer.json()["code"]) == (403, "no_counter")
    assert server.asked.empty()


def test_with_the_broker_away_nothing_is_kept_for_later(
    clerk: Visit, server: ScriptedServer, broker: Child, console: ConsoleThread
) -> None:
    with clerk.socket("counter") as talk:
        broker.stop()
        read_until(talk, lambda frame: frame["kind"] == "link" and not frame["message"]["broker"])
    answer = clerk.ask("call-next", BODY)
    assert (answer.status_code, answer.json()["code"]) == (503, "broker_away")
    assert console.parts.wire.mirror.state == LinkState()
    assert server.asked.empty()


def test_pictures_are_for_whom_they_concern(clerk: Visit, server: ScriptedServer, console: ConsoleThread) -> None:
    server.say(counter_picture(OTHER))
    server.say(counter_picture(MINE, served_today=7))
    with clerk.socket("counter") as talk:
        read_until(talk, lambda frame: frame["kind"] == "counter")
    assert clerk.http.get(f"/api/pictures/counter/{MINE}").json()["served_today"] == 7
    assert clerk.http.get(f"/api/pictures/counter/{OTHER}").status_code == 403
    assert clerk.http.get("/api/pictures/wall").status_code == 403
    assert clerk.http.get("/api/pictures/services").json()["code"] == "no_picture"
    lead = Visit(console.address)
    lead.sign_in("lead")
    assert lead.http.get(f"/api/pictures/counter/{OTHER}").json()["counter"] == OTHER
    lead.close()


def test_everything_is_described(visit: Visit) -> None:
    described = visit.http.get("/openapi.json").json()
    pause = described["paths"]["/api/requests/pause"]["post"]
    assert set(pause["requestBody"]["content"]["application/json"]["schema"]["required"]) == {"request_id", "reason"}
    assert pause["responses"].keys() >= {"200", "401", "403", "409", "413", "422", "503"}
    assert {"Done", "Refused", "CounterPicture", "WallPicture"} <= described["components"]["schemas"].keys()
    assert visit.http.get("/docs").status_code == 404


def references(value: Any) -> Iterator[str]:
    """Every ``$ref`` in a description."""
    match value:
        case dict():
            yield from (
                found for key, inner in value.items() for found in ([inner] if key == "$ref" else references(inner))
            )
        case list():
            yield from (found for inner in value for found in references(inner))


def test_the_description_is_whole(visit: Visit) -> None:
    described = visit.http.get("/openapi.json").json()
    for reference in references(described):
        place = described
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
    explain = described["paths"]["/api/tickets/{ticket}/explain"]["post"]
    assert explain["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/Explained")
    (ticket,) = [p for p in explain["parameters"] if p["in"] == "path"]
    assert (ticket["name"], ticket["schema"]["pattern"]) == ("ticket", TICKET_ID_PATTERN)
    finish = described["paths"]["/api/requests/finish"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert finish["properties"]["outcome"]["enum"] == list(ServiceOutcome)
    assert finish["properties"]["outcome"]["default"] == "done"


def test_health_needs_no_session(visit: Visit) -> None:
    assert visit.http.get("/healthz").json().keys() == {"broker", "server"}
