"""Sign-in, the pages, and what surrounds every answer."""

from datetime import timedelta

import httpx
import pytest

from tests.queue_server.console.desk_side import MINE, OTHER, PASSWORD, ConsoleThread, HandClock, Visit


def test_a_stranger_is_sent_to_sign_in(visit: Visit) -> None:
    for path in ("/", "/overview"):
        answer = visit.http.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_a_clerk_comes_to_the_counter(visit: Visit) -> None:
    assert visit.sign_in("clerk", counter=MINE).headers["location"] == "/"
    page = visit.http.get("/").text
    assert "综合1号窗口" in page
    assert "王丽" in page
    assert visit.http.get("/overview").status_code == 403


def test_a_lead_without_a_counter_comes_to_the_overview(visit: Visit) -> None:
    assert visit.sign_in("lead").headers["location"] == "/overview"
    assert visit.http.get("/").headers["location"] == "/overview"
    assert visit.http.get("/overview").status_code == 200


@pytest.mark.parametrize(
    ("name", "password", "counter", "status", "words"),
    [
        ("clerk", "wrong", MINE, 401, "账号或密码不正确"),
        ("nobody", PASSWORD, MINE, 401, "账号或密码不正确"),
        ("clerk", PASSWORD, "", 422, "没有这个窗口"),
        ("clerk", PASSWORD, "no-such", 422, "没有这个窗口"),
        ("clerk", PASSWORD, OTHER, 403, "您不能在这个窗口办公"),
    ],
)
def test_who_is_not_let_in_reads_why(
    visit: Visit, name: str, password: str, counter: str, status: int, words: str
) -> None:
    answer = visit.sign_in(name, password, counter)
    assert answer.status_code == status
    assert words in answer.text
    assert visit.http.get("/").status_code == 303


def test_a_name_rests_after_wrong_tries_whether_it_exists_or_not(visit: Visit, clock: HandClock) -> None:
    for name in ("clerk", "nobody"):
        for _ in range(3):
            assert visit.sign_in(name, "wrong", MINE).status_code == 401
        assert visit.sign_in(name, PASSWORD, MINE).status_code == 429
    clock.forward(timedelta(seconds=301))
    assert visit.sign_in("clerk", PASSWORD, MINE).status_code == 303


def test_a_right_password_forgets_the_wrong_tries(visit: Visit) -> None:
    for _ in range(2):
        for _ in range(2):
            visit.sign_in("clerk", "wrong", MINE)
        assert visit.sign_in("clerk", counter=MINE).status_code == 303


def test_signing_in_needs_this_browsers_token(visit: Visit) -> None:
    visit.read_token()
    form = {"token": "wrong", "name": "clerk", "password": PASSWORD, "counter": MINE}
    assert visit.http.post("/sign-in", data=form).status_code == 403


def test_signing_in_gives_a_fresh_token(visit: Visit) -> None:
    before = visit.read_token()
    visit.sign_in("clerk", counter=MINE)
    assert visit.token != before


def test_signing_out_takes_a_post_and_a_token(visit: Visit) -> None:
    visit.sign_in("clerk", counter=MINE)
    assert visit.http.get("/sign-out").status_code == 405
    assert visit.http.post("/sign-out").status_code == 403
    assert visit.http.post("/sign-out", data={"token": visit.token}).status_code == 303
    assert visit.http.get("/").status_code == 303


def test_a_session_ends_after_its_hours(visit: Visit, clock: HandClock) -> None:
    visit.sign_in("clerk", counter=MINE)
    clock.forward(timedelta(hours=11))
    assert visit.http.get("/").status_code == 200
    clock.forward(timedelta(hours=2))
    assert visit.http.get("/").status_code == 303


def test_an_account_taken_away_is_out_at_once(visit: Visit, console: ConsoleThread) -> None:
    visit.sign_in("clerk", counter=MINE)
    console.parts.doorkeeper.accounts.remove("clerk")
    assert visit.http.get("/").status_code == 303


def test_the_language_is_switched_by_a_form(visit: Visit) -> None:
    form = {"token": visit.read_token(), "language": "en", "back": "/sign-in"}
    assert visit.http.post("/language", data=form).headers["location"] == "/sign-in"
    assert "Counter desk" in visit.http.get("/sign-in").text
    assert visit.http.post("/language", data=form | {"back": "//elsewhere"}).headers["location"] == "/"
    assert visit.http.post("/language", data=form | {"language": "xx"}).status_code == 422


def test_the_cookie_is_for_this_site_and_not_for_scripts(visit: Visit) -> None:
    cookie = visit.http.get("/sign-in").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("path", ["/sign-in", "/static/console.css", "/healthz", "/nowhere"])
def test_every_answer_has_the_security_headers(visit: Visit, path: str) -> None:
    headers = visit.http.get(path).headers
    assert "script-src 'self';" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static/") else "no-store")


def test_no_page_has_a_script_in_it(visit: Visit) -> None:
    visit.sign_in("lead", counter=MINE)
    for path in ("/", "/overview", "/sign-in"):
        page = visit.http.get(path).text
        assert page.count("<script") == page.count('<script type="module" src="/static/') + 2
        assert page.count('<script type="application/json"') == 2
        assert " style=" not in page
        assert " onclick=" not in page


def test_a_lost_browser_gets_a_page_and_a_program_gets_json(visit: Visit) -> None:
    assert visit.http.get("/nowhere", headers={"Accept": "text/html"}).text.startswith("<!doctype html>")
    assert visit.http.get("/nowhere").json()["code"] == "not_found"
    assert visit.http.put("/healthz").json()["code"] == "method_wrong"


def test_a_large_body_is_refused(visit: Visit) -> None:
    answer = visit.http.post("/sign-in", content=b"x" * 20_000)
    assert (answer.status_code, answer.json()["code"]) == (httpx.codes.REQUEST_ENTITY_TOO_LARGE, "too_large")
    chunks = iter([b"x" * 10_000] * 3)
    assert visit.http.post("/sign-in", content=chunks).status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE


def test_a_lead_without_a_counter_can_go_to_one(visit: Visit) -> None:
    visit.sign_in("lead")
    assert 'href="/counter"' in visit.http.get("/overview").text
    assert "综合2号窗口B岗" in visit.http.get("/counter").text
    token = visit.token
    wrong = visit.http.post("/counter", data={"token": token, "counter": "no-such"})
    assert (wrong.status_code, "没有这个窗口" in wrong.text) == (422, True)
    assert visit.http.post("/counter", data={"token": "forged", "counter": MINE}).status_code == 403
    assert visit.http.post("/counter", data={"token": token, "counter": MINE}).headers["location"] == "/"
    assert "综合1号窗口" in visit.http.get("/").text


def test_a_clerk_stays_at_the_counter_of_the_sign_in(visit: Visit) -> None:
    assert visit.http.get("/counter").headers["location"] == "/sign-in"
    visit.sign_in("clerk", counter=MINE)
    assert visit.http.get("/counter").status_code == 403
    assert visit.http.post("/counter", data={"token": visit.token, "counter": OTHER}).status_code == 403
    assert "综合1号窗口" in visit.http.get("/").text
