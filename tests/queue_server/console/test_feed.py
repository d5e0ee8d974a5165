"""The web socket: the newest of everything to whom it concerns, nothing unbounded."""

import asyncio
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from config.tls import Tls
from config.wire.link import Address, Link
from config.wire.message import Words2
from config.wire.pictures import CounterLine, CountersPicture
from queue_server.console.feed import NOT_ALLOWED, SIGN_IN_AGAIN, UNSUPPORTED
from queue_server.console.mirror import KEYS_MAX, Key, LinkState, Mirror
from queue_server.console.wire import Wire
from tests.certificates import Authority
from tests.contracts.mosquitto import Broker, secured, until
from tests.queue_server.console.desk_side import MINE, OTHER, WAIT_MAX_S, HandClock, Visit, read_until
from tests.queue_server.console.scripted_server import HALL, ScriptedServer, counter_picture


def test_pictures_come_as_they_change_and_only_ones_own(clerk: Visit, server: ScriptedServer) -> None:
    with clerk.socket("counter") as talk:
        for served in (1, 2):
            server.say(counter_picture(OTHER, served_today=served))
            server.say(counter_picture(MINE, served_today=served))
            frame = read_until(talk, lambda frame: frame["kind"] == "counter")
            assert (frame["id"], frame["message"]["served_today"]) == (MINE, served)


def test_the_server_going_is_told_at_once(clerk: Visit, server: ScriptedServer) -> None:
    with clerk.socket("counter") as talk:
        server.stop()
        frame = read_until(talk, lambda frame: frame["kind"] == "link" and not frame["message"]["server"])
        assert frame["message"]["broker"] is True


def test_a_new_counter_can_be_signed_in_at_once(clerk: Visit, server: ScriptedServer, clock: HandClock) -> None:
    mine, new = (CounterLine(counter=c, name=Words2(zh=c, en=c), services=("pension",)) for c in (MINE, "new-1"))
    reasons = (Words2(zh="开会", en="Meeting"),)
    server.say(CountersPicture(at=clock(), counters=(mine, new), pause_reasons=reasons))
    with clerk.socket("counter") as talk:
        server.say(counter_picture(MINE, served_today=3))
        read_until(talk, lambda frame: frame["kind"] == "counter" and frame["message"]["served_today"] == 3)
    offered = re.findall('<option value="([^"]+)"', clerk.http.get("/sign-in").text)
    assert offered == [MINE, "new-1"]
    assert "开会" in clerk.http.get("/").text
    server.say(CountersPicture(at=clock(), counters=(new,), pause_reasons=reasons))
    with clerk.socket("counter") as talk:
        server.say(counter_picture(MINE, served_today=4))
        with pytest.raises(ConnectionClosed):
            read_until(talk, lambda _: False)
    assert clerk.http.get("/").headers["location"] == "/sign-in", "its counter has left the plan"


def test_a_lead_sees_all_counters(server: ScriptedServer, visit: Visit) -> None:
    visit.sign_in("lead")
    with visit.socket("overview") as talk:
        server.say(counter_picture(OTHER))
        assert read_until(talk, lambda frame: frame["kind"] == "counter")["id"] == OTHER


def closing_code(visit: Visit, view: str) -> int | None:
    """With which code the console ends the talk."""
    with visit.socket(view) as talk, pytest.raises(ConnectionClosed) as closed:
        talk.recv(timeout=WAIT_MAX_S)
    return closed.value.rcvd.code if closed.value.rcvd else None


def test_without_a_session_the_browser_is_sent_to_sign_in(visit: Visit) -> None:
    assert closing_code(visit, "counter") == SIGN_IN_AGAIN


def test_a_clerk_may_not_watch_the_hall(clerk: Visit) -> None:
    assert closing_code(clerk, "overview") == NOT_ALLOWED
    assert closing_code(clerk, "\N{PILE OF POO}") == NOT_ALLOWED


def test_another_site_gets_no_socket(clerk: Visit) -> None:
    with pytest.raises(InvalidStatus) as refused:
        clerk.socket("counter", origin="http://elsewhere.example")
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("said", ["", "{}", "\x00" * 100, b"\xff\xfe", "[" * 4000], ids=range(5))
def test_whatever_is_said_ends_the_talk_by_name(clerk: Visit, said: str | bytes) -> None:
    with clerk.socket("counter") as talk:
        talk.send(said)
        problem = read_until(talk, lambda frame: frame["kind"] == "problem")
        assert problem["message"]["code"] == "unreadable"
        with pytest.raises(ConnectionClosed) as closed:
            talk.recv(timeout=WAIT_MAX_S)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == UNSUPPORTED


def test_an_old_session_ends_its_socket(clerk: Visit, server: ScriptedServer, clock: HandClock) -> None:
    with clerk.socket("counter") as talk:
        read_until(talk, lambda frame: frame["kind"] == "link")
        clock.forward(timedelta(hours=13))
        server.say(counter_picture(MINE))
        with pytest.raises(ConnectionClosed) as closed:
            read_until(talk, lambda frame: frame["kind"] == "nothing")
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == SIGN_IN_AGAIN


def test_a_slow_browser_gets_the_newest_only() -> None:
    async def story() -> list[str]:
        mirror = Mirror()
        slow = mirror.subscribe(lambda key: key.kind == "counter")
        for served in range(10_000):
            mirror.put(counter_picture(MINE, served_today=served))
            mirror.put(counter_picture(OTHER, served_today=served))
        return await slow.newest()

    frames = [json.loads(frame) for frame in asyncio.run(story())]
    assert [(frame["id"], frame["message"]["served_today"]) for frame in frames] == [(MINE, 9_999), (OTHER, 9_999)]


def test_nothing_is_lost_between_two_readings() -> None:
    async def story() -> tuple[list[str], list[str]]:
        mirror = Mirror()
        browser = mirror.subscribe(lambda key: key.kind == "link")
        mirror.set_state(LinkState(True, False))
        first = await browser.newest()
        mirror.set_state(LinkState(True, True))
        return first, await browser.newest()

    first, second = asyncio.run(story())
    assert '"server": false' in first[0]
    assert '"server": true' in second[0]


def test_browsers_are_told_when_wrong_certificates_keep_the_broker_away(tmp_path: Path) -> None:
    broker, mirror = Broker(tmp_path, secured(Authority(tmp_path))), Mirror()
    broker.start()
    tls = Tls(Authority(tmp_path, "other").ca)
    wire = Wire(Link(HALL, Address(broker.host, broker.port, "console", "", tls)), mirror, 1.0, 1)
    wire.start()
    away = {"broker": False, "server": False, "trouble": "certificate_wrong"}
    until(lambda: mirror.state.told == away, "the trouble is known")
    wire.stop()
    broker.stop()


def test_who_comes_late_begins_with_what_is_there() -> None:
    async def story() -> list[str]:
        mirror = Mirror()
        mirror.put(counter_picture(MINE))
        return await mirror.subscribe(lambda key: key == Key("counter", MINE)).newest()

    assert len(asyncio.run(story())) == 1


def test_pictures_are_counted_and_bounded() -> None:
    mirror = Mirror()
    most = KEYS_MAX // 2
    """Each counter has one for its clerk and one for its tablet."""
    for number in range(most + 3):
        mirror.put(counter_picture(f"c{number}"))
    assert mirror.overflows == 3
    assert mirror.get(Key("tablet", f"c{most - 1}")) is not None
    assert mirror.get(Key("counter", f"c{most}")) is None
