"""The lead's page of bad marks: its picture, its socket, the answer - for leads only."""

import pytest

from config.vocabulary import Level, Redress
from config.wire.message import Words2
from config.wire.pictures import BadMarkLine, BadMarksPicture
from config.wire.requests import PutRight
from tests.queue_server.console.desk_side import ConsoleThread, Visit, read_until, read_until_live
from tests.queue_server.console.scripted_server import MOMENT, ScriptedServer

TICKET = "20261120-A001"
ANSWER = {"request_id": "right-0001", "words": "已致歉", "redress": "explained"}


def picture() -> BadMarksPicture:
    """One bad mark."""
    line = BadMarkLine(
        ticket=TICKET,
        number="A001",
        service_name=Words2(zh="户籍", en="Registration"),
        counter_name=Words2(zh="一号", en="One"),
        level=Level.DISSATISFIED,
        at=MOMENT,
        reasons=(Words2(zh="服务态度生硬", en="Curt service"),),
        text="等了很久",
        due="2026-12-05",
        put_right_at=None,
        put_right_by=None,
        put_right_words="",
        again=None,
    )
    return BadMarksPicture(at=MOMENT, total=1, open=1, marks=(line,))


@pytest.fixture(name="lead")
def _lead(server: ScriptedServer, console: ConsoleThread, visit: Visit) -> Visit:
    assert console.parts.wire.mirror is not None
    visit.sign_in("lead")
    with visit.socket("marks") as talk:
        read_until_live(talk)
        server.say(picture())
        frame = read_until(talk, lambda frame: frame["kind"] == "bad-marks")
    assert frame["message"]["marks"][0]["text"] == "等了很久"
    return visit


def test_a_lead_sees_the_list(lead: Visit) -> None:
    assert lead.http.get("/marks").status_code == 200
    assert lead.http.get("/api/pictures/bad-marks").json()["open"] == 1


def test_a_lead_answers_in_words(lead: Visit, server: ScriptedServer) -> None:
    assert lead.post(f"hall/tickets/{TICKET}/put-right", ANSWER).status_code == 200
    asked = server.asked.get(timeout=1)
    assert asked == PutRight(
        request_id="right-0001", ticket=TICKET, by="lead", words="已致歉", redress=Redress.EXPLAINED
    )
    wrong = lead.post(f"hall/tickets/{TICKET}/put-right", ANSWER | {"redress": "ignored"})
    assert wrong.status_code == 422


def test_a_clerk_sees_and_answers_nothing(clerk: Visit, server: ScriptedServer) -> None:
    server.say(picture())
    assert clerk.http.get("/marks").status_code == 403
    assert clerk.http.get("/api/pictures/bad-marks").status_code == 403
    assert clerk.post(f"hall/tickets/{TICKET}/put-right", ANSWER).status_code == 403
    assert server.asked.empty()


def test_a_stranger_is_sent_to_sign_in(visit: Visit) -> None:
    assert visit.http.get("/marks").headers["location"] == "/sign-in"
