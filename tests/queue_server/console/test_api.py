"""The wire's requests and pictures over HTTP."""

import pytest

from config.vocabulary import RefusalCode
from config.wire.message import Words2
from config.wire.replies import Refused
from config.wire.requests import CallNext, PauseCounter
from queue_server.console.api import asked_over_http
from queue_server.console.mirror import LinkState
from tests.queue_server.console.child_processes import Child
from tests.queue_server.console.desk_side import MINE, OTHER, ConsoleThread, Visit, read_until
from tests.queue_server.console.scripted_server import ScriptedServer, counter_picture

BODY = {"request_id": "press-0001"}


def test_the_names_are_the_catalogues() -> None:
    names = [asked.name for asked in asked_over_http()]
    assert names == ["open", "pause", "close", "call-next", "call-again", "start", "finish", "no-show"]


def test_a_request_goes_out_with_clerk_and_counter(clerk: Visit, server: ScriptedServer) -> None:
    answer = clerk.ask("call-next", BODY)
    assert (answer.status_code, answer.json()) == (200, {"request_id": "press-0001", "seq": 1})
    assert server.asked.get(timeout=1) == CallNext(request_id="press-0001", counter=MINE, by="clerk")


def test_what_the_session_knows_cannot_be_given(clerk: Visit, server: ScriptedServer) -> None:
    clerk.ask("pause", BODY | {"reason": "午休", "by": "somebody", "counter": OTHER})
    assert server.asked.get(timeout=1) == PauseCounter(request_id="press-0001", counter=MINE, by="clerk", reason="午休")


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


def test_health_needs_no_session(visit: Visit) -> None:
    assert visit.http.get("/healthz").json().keys() == {"broker", "server"}
