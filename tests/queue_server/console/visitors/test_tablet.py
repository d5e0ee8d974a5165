"""The tablet of a counter: who has its address sees what hangs over the counter, judges there, and is counted."""

from collections.abc import Iterator
from typing import Any, Final

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from config.vocabulary import DeviceState, EvaluationChannel, Level, RefusalCode, TicketState, Trouble
from config.wire.message import Words2
from config.wire.requests import GiveEvaluation
from queue_server.console.feed import NOT_ALLOWED
from queue_server.console.tablet.address import PATH, counter_of, tablet_key
from queue_server.console.tablet.routes import PRESSES_MAX
from tests.queue_server.console.desk_side import MINE, OTHER, WAIT_MAX_S, ConsoleThread, Visit, read_until
from tests.queue_server.console.scripted_server import MOMENT, ScriptedServer, counter_picture
from tests.queue_server.console.visitors.test_phone import refused

TICKET: Final = "20261121-A001"
MARK: Final[dict[str, Any]] = {"request_id": "mark-0001", "ticket": TICKET, "level": "dissatisfied", "reasons": ["214"]}
AT_COUNTER: Final = {
    "ticket": TICKET,
    "number": "A001",
    "service_name": Words2(zh="户籍", en="Registration"),
    "ticket_class": "ordinary",
    "state": TicketState.SERVING,
    "taken_at": MOMENT,
    "called_at": MOMENT,
    "times_called": 1,
    "started_at": MOMENT,
    "masked_name": "欧阳*华",
    "why": Words2(zh="", en=""),
}


@pytest.fixture(name="key")
def _key(console: ConsoleThread) -> str:
    return tablet_key(console.parts.site_key, MINE, console.parts.settings.tablet_edition)


@pytest.fixture(name="tablet")
def _tablet(clerk: Visit) -> Iterator[httpx.Client]:
    """A tablet without an account, broker and server there."""
    with httpx.Client(base_url=f"http://{clerk.address}") as tablet:
        yield tablet


def device(talk: ClientConnection, state: DeviceState, **counters: int) -> Any:
    """Wait until the lead sees the tablet so."""
    return read_until(
        talk,
        lambda frame: (
            frame["kind"] == "health" and (frame["message"]["state"], frame["message"]["counters"]) == (state, counters)
        ),
    )["message"]


def test_a_key_is_good_for_its_counter_alone() -> None:
    key = tablet_key(b"site", "z01")
    assert counter_of(b"site", key) == "z01"
    for wrong in ("", "z01", key.replace("z01", "z02"), key[:-1], key + "a", "-", "z01-é"):
        assert counter_of(b"site", wrong) is None
    assert counter_of(b"another", key) is None
    assert counter_of(b"site", key, 2) is None
    assert counter_of(b"site", tablet_key(b"site", "z01", 2), 2) == "z01"


def test_the_page_needs_no_account_and_keeps_nothing(tablet: httpx.Client, key: str) -> None:
    page = tablet.get(PATH + key, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "综合1号窗口" in page.text
    assert "set-cookie" not in page.headers
    assert page.text.count('"code"') == 40
    assert page.text.count('class="face"') == len(Level)
    assert " style=" not in page.text


@pytest.mark.parametrize("end", ["", "/mark"])
def test_a_wrong_address_is_no_page(tablet: httpx.Client, server: ScriptedServer, key: str, end: str) -> None:
    wrong = PATH + key.replace(MINE, OTHER) + end
    answer = tablet.post(wrong, json=MARK) if end else tablet.get(wrong)
    assert answer.status_code == 404
    assert server.asked.empty()


def test_an_address_of_an_earlier_edition_leads_nowhere(tablet: httpx.Client, key: str) -> None:
    assert tablet.get(PATH + tablet_key(b"site", MINE, 1)).status_code == 404
    assert tablet.get(PATH + key).status_code == 200


def test_guessing_is_slowed_down(tablet: httpx.Client, key: str) -> None:
    codes = [tablet.get(PATH + key.replace(MINE, OTHER)).status_code for _ in range(61)]
    assert (codes[59], codes[60]) == (404, 429)


def test_a_tablet_sees_what_hangs_over_the_counter(clerk: Visit, server: ScriptedServer, key: str) -> None:
    with clerk.socket(f"tablet&key={key}") as talk:
        server.say(counter_picture(OTHER))
        server.say(counter_picture(MINE, clerk="li", ticket=AT_COUNTER))
        frame = read_until(talk, lambda frame: frame["kind"] != "link")
    assert (frame["kind"], frame["id"]) == ("tablet", MINE)
    message = frame["message"]
    assert (message["number"], message["serving"], message["evaluation"]) == ("A001", True, None)
    assert message.keys() == {"name", "state", "number", "serving", "evaluation"}


def test_without_the_address_there_is_no_socket(clerk: Visit, key: str) -> None:
    with clerk.socket(f"tablet&key={key}x") as talk, pytest.raises(ConnectionClosed) as closed:
        talk.recv(timeout=WAIT_MAX_S)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == NOT_ALLOWED


def test_a_mark_goes_out_as_the_counters_screen(tablet: httpx.Client, server: ScriptedServer, key: str) -> None:
    other = {"counter": OTHER, "channel": "phone"}
    assert tablet.post(f"{PATH}{key}/mark", json=MARK | other).status_code == 200
    assert server.asked.get(timeout=1) == GiveEvaluation(
        request_id="mark-0001",
        ticket=TICKET,
        level=Level.DISSATISFIED,
        reasons=("214",),
        counter=MINE,
        channel=EvaluationChannel.COUNTER_SCREEN,
    )


@pytest.mark.parametrize("wrong", [{"level": "bad"}, {"ticket": "A001"}, {"reasons": ["abc"]}, {"request_id": ""}])
def test_a_mark_that_cannot_be_read_goes_nowhere(
    tablet: httpx.Client, server: ScriptedServer, key: str, wrong: dict[str, Any]
) -> None:
    assert tablet.post(f"{PATH}{key}/mark", json=MARK | wrong).status_code == 422
    assert server.asked.empty()


def test_no_other_site_judges(tablet: httpx.Client, server: ScriptedServer, key: str) -> None:
    answer = tablet.post(f"{PATH}{key}/mark", json=MARK, headers={"Origin": "http://elsewhere"})
    assert answer.status_code == 403
    assert server.asked.empty()


def test_a_tablet_is_a_device_that_counts_what_was_refused(
    tablet: httpx.Client, server: ScriptedServer, console: ConsoleThread, key: str
) -> None:
    lead = Visit(console.address)
    lead.sign_in("lead")
    codes = (RefusalCode.EVALUATION_NOT_OPEN, RefusalCode.EVALUATION_CLOSED, RefusalCode.EVALUATION_GIVEN)
    with lead.socket("overview") as talk:
        with lead.socket(f"tablet&key={key}"):
            device(talk, DeviceState.OK)
            tablet.post(f"{PATH}{key}/mark", json=MARK)
            for code in codes:
                server.answer = refused(code)
                answer = tablet.post(f"{PATH}{key}/mark", json=MARK)
                assert (answer.status_code, answer.json()["words"]["en"]) == (409, "No")
            counted = {"presses": 1, **{f"refused_{code}": 1 for code in codes}}
            device(talk, DeviceState.OK, **counted)
        gone = device(talk, DeviceState.DOWN, **counted)
    assert (gone["user"], gone["device"], gone["trouble"]) == ("console", "tablet-z01", Trouble.PORT_GONE)
    lead.close()


def test_presses_that_come_too_often_are_counted_and_told_together(
    tablet: httpx.Client, console: ConsoleThread, key: str
) -> None:
    lead = Visit(console.address)
    lead.sign_in("lead")
    with lead.socket("overview") as talk, lead.socket(f"tablet&key={key}"):
        device(talk, DeviceState.OK)
        unreadable = [tablet.post(f"{PATH}{key}/mark", json={}).status_code for _ in range(PRESSES_MAX)]
        too_many = [tablet.post(f"{PATH}{key}/mark", json=MARK).status_code for _ in range(3)]
        device(talk, DeviceState.OK, refused_too_often=3)
    assert (set(unreadable), set(too_many)) == ({422}, {429})
    lead.close()


def test_the_lead_finds_the_address_of_every_tablet_and_a_clerk_does_not(
    clerk: Visit, console: ConsoleThread, key: str
) -> None:
    assert clerk.http.get("/tablets").status_code == 403
    lead = Visit(console.address)
    assert lead.http.get("/tablets").status_code == 303
    lead.sign_in("lead")
    page = lead.http.get("/tablets").text
    assert f"http://{console.address}{PATH}{key}" in page
    assert page.count(PATH + "z0") >= 2
    lead.close()
