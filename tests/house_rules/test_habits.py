"""Habits of style.md that a program can see: time is an argument, tests run and repeat, catches are narrow."""

import ast
from collections.abc import Iterator

from tests.house_rules.source import Source, expect_none, is_product, python_sources

# Where everything is caught, and why: "path function": reason. An entry whose place is gone is a breach too.
BROAD_CATCHES = {
    "devices/life.py _live": "a broken driver becomes a device that is down with a reason; it never stops the room",
}

WALL_CLOCK = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
SLEEPS = {"time.sleep", "asyncio.sleep"}
NOT_RUNNING = {"pytest.skip", "pytest.xfail", "pytest.importorskip", "mark.skip", "mark.skipif", "mark.xfail"}
TOPIC_TABLE = "config/wire/catalogue.py"
TESTS_THAT_TALK = ("tests/demo", "tests/bench")


def dotted_uses(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Every `a.b` in the file, and every `from a import b`, as the pair of its last two names."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            yield node, f"{name}.{node.attr}"
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def use_breaches(source: Source, uses: set[str], wrong: str) -> list[str]:
    """Uses of one of the given dotted names."""
    return [source.at(node, f"{name} ({wrong})") for node, name in dotted_uses(source) if name in uses]


def clock_breaches(source: Source) -> list[str]:
    """The wall clock read outside the files that start a program or are the clock."""
    if source.name in ("__main__.py", "clock.py"):
        return []
    return use_breaches(source, WALL_CLOCK, "time is an argument: __main__ passes the clock in")


def print_breaches(source: Source) -> list[str]:
    """`print` in a file that is not a program."""
    if source.is_program or source.path.startswith(TESTS_THAT_TALK):
        return []
    return [
        source.at(node, "print (return it, log it, or leave it to __main__)")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]


def topic_breaches(source: Source) -> list[str]:
    """A topic spelled outside the one table of the wire."""
    if source.path == TOPIC_TABLE:
        return []
    return [
        source.at(node, f"{node.value!r} is a topic ({TOPIC_TABLE} holds them all, config/wire/topics.py makes them)")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("hall/")
    ]


def is_broad(kind: ast.expr | None) -> bool:
    """Whether an except clause catches everything."""
    if isinstance(kind, ast.Tuple):
        return any(is_broad(one) for one in kind.elts)
    return kind is None or (isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException"))


def catches_all(node: ast.AST) -> bool:
    """Whether this very node is a catch-all: an except clause or contextlib.suppress."""
    if isinstance(node, ast.ExceptHandler):
        return is_broad(node.type)
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return name == "suppress" and any(is_broad(kind) for kind in node.args)
    return False


def broad_catches(source: Source) -> set[str]:
    """The places that catch everything, each as "path function"; code outside functions is "<module>"."""
    places: set[str] = set()

    def visit(node: ast.AST, function: str) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            function = node.name
        if catches_all(node):
            places.add(f"{source.path} {function}")
        for child in ast.iter_child_nodes(node):
            visit(child, function)

    visit(source.tree, "<module>")
    return places


def test_time_is_an_argument() -> None:
    expect_none(breach for source in filter(is_product, python_sources()) for breach in clock_breaches(source))


def test_only_programs_print() -> None:
    expect_none(breach for source in python_sources() for breach in print_breaches(source))


def test_topics_stand_in_one_table() -> None:
    expect_none(breach for source in filter(is_product, python_sources()) for breach in topic_breaches(source))


def test_tests_never_sleep() -> None:
    wrong = "wait for what you wait for, with a limit: an event, a queue, a frame of bytes"
    files = [source for source in python_sources() if source.room == "tests"]
    expect_none(breach for source in files for breach in use_breaches(source, SLEEPS, wrong))


def test_every_test_runs() -> None:
    wrong = "a test that cannot run says why and fails"
    files = [source for source in python_sources() if source.room == "tests"]
    expect_none(breach for source in files for breach in use_breaches(source, NOT_RUNNING, wrong))


def test_everything_is_caught_only_where_a_reason_is_given() -> None:
    found = {place for source in python_sources() for place in broad_catches(source)}
    assert found - BROAD_CATCHES.keys() == set(), "catch narrow, or give the reason in BROAD_CATCHES"
    assert BROAD_CATCHES.keys() - found == set(), "these are gone: take them out of BROAD_CATCHES"


def test_a_read_of_the_wall_clock_is_found() -> None:
    for text in ("datetime.now(zone)", "x = dt.datetime.utcnow()", "clock = time.time", "from time import time_ns"):
        assert clock_breaches(Source("kiosk/flow.py", text)) != []
        assert clock_breaches(Source("kiosk/__main__.py", text)) == []
    assert clock_breaches(Source("kiosk/flow.py", "state.now; time.monotonic(); clock.now()")) == []


def test_a_print_is_found() -> None:
    assert print_breaches(Source("kiosk/flow.py", "print(1)")) != []
    assert print_breaches(Source("config/fonts.py", 'print(1)\nif __name__ == "__main__":\n    main()')) == []
    assert print_breaches(Source("kiosk/flow.py", "printer.print(1)")) == []


def test_a_topic_outside_the_table_is_found() -> None:
    for text in ('topic = "hall/longli/news/call"', 'topic = f"hall/{hall}/health"'):
        assert topic_breaches(Source("kiosk/app.py", text)) != []
        assert topic_breaches(Source(TOPIC_TABLE, text)) == []
    assert topic_breaches(Source("kiosk/app.py", 'path = "./hall/plan"')) == []


def test_a_sleep_and_a_skip_are_found() -> None:
    for text in ("time.sleep(1)", "from time import sleep", "await_ = asyncio.sleep"):
        assert use_breaches(Source("tests/a.py", text), SLEEPS, "") != []
    for text in ("pytest.skip('no')", "@pytest.mark.skipif(True)\ndef test_a(): ...", "from pytest import xfail"):
        assert use_breaches(Source("tests/a.py", text), NOT_RUNNING, "") != []
    assert use_breaches(Source("tests/a.py", "clock.sleep(1)\npytest.fail('no')"), SLEEPS | NOT_RUNNING, "") == []


def test_a_catch_all_is_found() -> None:
    body = "def f():\n    try:\n        g()\n    except {}:\n        pass\n"
    for kind in ("Exception", "(OSError, BaseException)", "Exception as fault"):
        assert broad_catches(Source("kiosk/app.py", body.format(kind))) == {"kiosk/app.py f"}
    assert broad_catches(Source("kiosk/app.py", "with suppress(Exception): g()")) == {"kiosk/app.py <module>"}
    assert broad_catches(Source("kiosk/app.py", body.format("(OSError, ValueError)"))) == set()
