"""Words: names that say nothing are banned, modules say what they are for, and nothing is left as a promise."""

import ast
import re
from pathlib import PurePosixPath

from tests.house_rules.source import Source, expect_none, python_sources, sources

BANNED_NAME_PARTS = {
    "manager": "say what it does: registry, host, desk, store; the person is fine in prose",
    "helper": "name the thing that it makes or decides",
    "helpers": "name the thing that they make or decide",
    "utils": "one module for one thing, named for it",
    "util": "one module for one thing, named for it",
    "misc": "two things are two modules",
    "common": "name what is shared, and put it in the lowest part that needs it",
}

PROMISES = ("TO" + "DO", "FIX" + "ME", "X" + "XX")
PROMISE = re.compile(rf"\b({'|'.join(PROMISES)})\b")

INDEX_HOSTS = re.compile(
    "|".join(
        (
            "pypi" + r"\.(org|python)",
            "python" + r"hosted\.org",
            "npm" + r"js\.(org|com)",
            "deb" + r"ian\.org/debian",
            "(archive|security|ports)" + r"\.ubuntu\.com",
            "crates" + r"\.io/",
            r"\bindex-" + "url",
            r"//[\w.-]+/simple\b",
            r"//[\w.-]*mirror[\w.-]*",
        )
    )
)


def name_parts(name: str) -> list[str]:
    """Lower-case words of a snake_case or CamelCase name."""
    return [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def banned_name_breaches(source: Source) -> list[str]:
    """Banned words in the names of modules, folders and classes."""
    names = [(1, part) for part in PurePosixPath(source.path).with_suffix("").parts]
    names += [(node.lineno, node.name) for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)]
    return [
        f"{source.path}:{line}: {name} is named {part} ({BANNED_NAME_PARTS[part]})"
        for line, name in names
        for part in name_parts(name)
        if part in BANNED_NAME_PARTS
    ]


def docstring_breaches(source: Source) -> list[str]:
    """A module with content that does not open with what it is for."""
    if source.text.strip() and not ast.get_docstring(source.tree):
        return [f"{source.path}:1: no docstring (open with what the module is for)"]
    return []


def pattern_breaches(source: Source, pattern: re.Pattern[str], wrong: str) -> list[str]:
    """Lines of any text file in which the pattern stands."""
    return [
        f"{source.path}:{number}: {found.group()} ({wrong})"
        for number, line in enumerate(source.text.splitlines(), start=1)
        if (found := pattern.search(line))
    ]


def test_no_name_says_nothing() -> None:
    expect_none(breach for source in python_sources() for breach in banned_name_breaches(source))


def test_every_module_says_what_it_is_for() -> None:
    expect_none(breach for source in python_sources() for breach in docstring_breaches(source))


def test_nothing_is_left_as_a_promise() -> None:
    wrong = "do it, or file it as an issue"
    expect_none(breach for source in sources() for breach in pattern_breaches(source, PROMISE, wrong))


def test_no_package_index_is_named() -> None:
    wrong = "the machine's own settings say where packages come from"
    expect_none(breach for source in sources() for breach in pattern_breaches(source, INDEX_HOSTS, wrong))


def test_a_banned_name_is_found() -> None:
    for path, text in (
        ("kiosk/utils.py", ""),
        ("devices/common/port.py", ""),
        ("kiosk/screen_helper.py", ""),
        ("kiosk/app.py", "class ScreenManager: ..."),
    ):
        assert banned_name_breaches(Source(path, text)) != []
    assert banned_name_breaches(Source("kiosk/app.py", '"""The manager\'s wall."""\nmanager = 1')) == []


def test_a_module_without_a_docstring_is_found() -> None:
    assert docstring_breaches(Source("kiosk/app.py", "# says nothing\nx = 1\n")) != []
    assert docstring_breaches(Source("kiosk/__init__.py", "")) == []


def test_a_promise_is_found() -> None:
    for word in PROMISES:
        assert pattern_breaches(Source("a.kv", f"# {word}: later"), PROMISE, "") != []
    assert pattern_breaches(Source("a.py", "todo_list = 1"), PROMISE, "") == []


def test_a_package_index_is_found() -> None:
    for text in (
        "https://" + "pypi" + ".org/simple/",
        "--extra-" + "index-" + "url x",
        "http://deb." + "deb" + "ian.org/debian",
        "https://files." + "python" + "hosted.org/x",
        "http://example.test/" + "simple",
    ):
        assert pattern_breaches(Source("a.txt", text), INDEX_HOSTS, "") != []
    assert pattern_breaches(Source("README.md", "https://example.test/a simple hall"), INDEX_HOSTS, "") == []
