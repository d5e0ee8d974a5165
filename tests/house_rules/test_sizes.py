"""Sizes of style.md. A file over its limit is a question: what two things is this?"""

import ast
from collections import Counter
from collections.abc import Iterable

from tests.house_rules.source import Source, expect_none, python_sources, sources

FUNCTION_LINES_MAX = 50
FILE_LINES_MAX = 350
MAIN_LINES_MAX = 120
KV_LINES_MAX = 150
KIND_LINES_MAX = 40
FILES_PER_FOLDER_MAX = 15

CODE_ENDINGS = (".py", ".kv", ".js", ".css", ".html", ".sh", ".sql")


def file_lines_max(path: str) -> int:
    """The limit for one file, in lines."""
    if path.endswith("/__main__.py"):
        return MAIN_LINES_MAX
    if path.startswith("devices/kinds/"):
        return KIND_LINES_MAX
    return KV_LINES_MAX if path.endswith(".kv") else FILE_LINES_MAX


def file_breaches(source: Source) -> list[str]:
    """A code file that is too long."""
    limit = file_lines_max(source.path)
    if source.path.endswith(CODE_ENDINGS) and source.lines > limit:
        return [f"{source.path}:1: {source.lines} lines, at most {limit} (what two things is this?)"]
    return []


def function_breaches(source: Source) -> list[str]:
    """Functions that are too long, counted from `def` to the last line."""
    breaches = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                breaches.append(source.at(node, f"{node.name} has {lines} lines, at most {FUNCTION_LINES_MAX}"))
    return breaches


def folder_breaches(files: Iterable[Source]) -> list[str]:
    """Folders with too many code files in them; what lies in folders below does not count."""
    folders = Counter(source.path.rpartition("/")[0] for source in files if source.path.endswith(CODE_ENDINGS))
    return [
        f"{folder or '.'}: {count} code files, at most {FILES_PER_FOLDER_MAX} (which of them belong together?)"
        for folder, count in folders.items()
        if count > FILES_PER_FOLDER_MAX
    ]


def test_no_file_is_too_long() -> None:
    expect_none(breach for source in sources() for breach in file_breaches(source))


def test_no_function_is_too_long() -> None:
    expect_none(breach for source in python_sources() for breach in function_breaches(source))


def test_no_folder_is_too_full() -> None:
    expect_none(folder_breaches(sources()))


def test_a_long_file_is_found() -> None:
    for path, limit in (
        ("kiosk/app.py", FILE_LINES_MAX),
        ("kiosk/__main__.py", MAIN_LINES_MAX),
        ("kiosk/screens/welcome.kv", KV_LINES_MAX),
        ("devices/kinds/speaker.py", KIND_LINES_MAX),
    ):
        assert file_breaches(Source(path, "x\n" * limit)) == []
        assert file_breaches(Source(path, "x\n" * (limit + 1))) != []


def test_a_long_function_is_found() -> None:
    body = "    x = 1\n"
    assert function_breaches(Source("a.py", "def f():\n" + body * (FUNCTION_LINES_MAX - 1))) == []
    assert function_breaches(Source("a.py", "class A:\n  async def f():\n" + body * FUNCTION_LINES_MAX)) != []


def test_a_full_folder_is_found() -> None:
    files = [Source(f"kiosk/a{number}.py", "") for number in range(FILES_PER_FOLDER_MAX)]
    assert folder_breaches([*files, Source("kiosk/screens/b.py", ""), Source("kiosk/notes.md", "")]) == []
    assert folder_breaches([*files, Source("kiosk/b.kv", "")]) != []
