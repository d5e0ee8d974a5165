"""Any bytes on any route: a named refusal, never a failure of ours, and the console goes on."""

import json
import socket
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosedError

from queue_server.console.feed import UNSUPPORTED
from tests.queue_server.console.desk_side import MINE, WAIT_MAX_S, ConsoleThread, Visit, read_until

EXAMPLES = 150
PATHS = (
    "/ /overview /sign-in /sign-out /language /ws /healthz /openapi.json /docs /static/clerk.js /static/ /static/%00 "
    "/static/../app.py /static/..%2fapp.py /api /api/requests/open /api/requests/pause /api/requests/call-next "
    "/api/requests/hold /api/requests/resume /api/requests/transfer /api/requests/finish "
    "/api/tickets/20261121-A001/cancel /api/tickets/20261121-A001/explain /api/tickets/%ff/cancel "
    "/api/tickets//explain /api/tickets/..%2f..%2f/explain /api/tickets/20261121-A001/nothing /api/hall/end-waiting "
    "/api/hall/nothing /api/requests/nothing "
    "/api/pictures/wall /api/pictures/services /api/pictures/counter/z01 /api/pictures/waiting/%0"
)
METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "BREW")
LENIENT = settings(
    max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
FIELDS = ("reason", "counter", "by", "ticket", "service", "outcome", "items")
likely = st.fixed_dictionaries(
    {}, optional={"request_id": json_values | st.just("press-0001")} | dict.fromkeys(FIELDS, json_values)
)
bodies = (
    st.binary(max_size=300)
    | (json_values | likely).map(lambda value: json.dumps(value).encode())
    | st.sampled_from(
        [b"[" * 10_000, b'{"request_id":' * 500, b"1" * 9_000, b'{"request_id":"\\ud800aaaaaaa"}', b"a=%ff&" * 99]
    )
)
header_values = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60)
headers = st.dictionaries(
    st.sampled_from(["Content-Type", "Accept", "Cookie", "Origin", "Accept-Language", "Range", "If-Modified-Since"]),
    header_values | st.sampled_from(["console=null", "text/html", "application/json", "bytes=9-1,", "http://["]),
    max_size=4,
)
paths = st.sampled_from(PATHS.split(" ")) | st.binary(max_size=30).map(lambda path: "/" + quote(path))


def raw(values: dict[str, str]) -> dict[bytes, bytes]:
    """Headers as bytes, whatever stands in them."""
    return {name.encode(): value.strip().encode("latin-1") for name, value in values.items()}


@LENIENT
@given(method=st.sampled_from(METHODS), path=paths, body=bodies, more=headers, token=st.booleans())
def test_any_request_gets_a_named_answer(
    clerk: Visit, method: str, path: str, body: bytes, more: dict[str, str], token: bool
) -> None:
    sent = raw(more) | ({b"X-CSRF-Token": clerk.token.encode()} if token else {})
    answer = clerk.http.request(method, path, content=body, headers=sent)
    assert answer.status_code < 500, (method, path, answer.text)
    if answer.status_code >= 400 and method != "HEAD" and "json" in answer.headers.get("content-type", ""):
        assert answer.json()["code"], (method, path, answer.text)


@LENIENT
@given(
    chunk=st.binary(max_size=400),
    line=st.sampled_from([b"", b"GET /ws HTTP/1.1\r\nHost: a\r\n", b"POST / HTTP/1.1\r\n"]),
)
def test_any_bytes_on_the_port_leave_the_console_standing(console: ConsoleThread, chunk: bytes, line: bytes) -> None:
    with socket.create_connection(("127.0.0.1", console.port), timeout=5) as raw_socket:
        raw_socket.sendall(line + chunk)
        raw_socket.shutdown(socket.SHUT_WR)
        while raw_socket.recv(4096):
            pass
    assert httpx.get(f"http://{console.address}/healthz").status_code == 200


@settings(LENIENT, max_examples=40)
@given(said=st.text(max_size=200) | st.binary(max_size=200))
def test_any_frame_is_refused_and_the_next_socket_works(clerk: Visit, said: str | bytes) -> None:
    with clerk.socket("counter") as talk:
        talk.send(said)
        read_until(talk, lambda frame: frame["kind"] == "problem")
        with pytest.raises(ConnectionClosedError) as closed:
            talk.recv(timeout=WAIT_MAX_S)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == UNSUPPORTED
    assert clerk.http.get(f"/api/pictures/counter/{MINE}").status_code in (200, 404)
