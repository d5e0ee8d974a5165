"""No dead files: a module is imported or can be started, a page or a layout is loaded by somebody."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from tests.house_rules.source import Source, expect_none, imports, python_sources, sources

LOADED_BY_NAME = (".kv", ".html", ".js", ".css", ".sh", ".sql")

# Loaded by a library from their place, never imported.
LOADED_BY_PLACE = ("queue_server/journal/migrations/",)


def is_entry(source: Source) -> bool:
    """Whether a Python file lives without being imported."""
    return (
        source.is_program
        or source.name in ("__init__.py", "conftest.py")
        or source.name.startswith("test_")
        or source.path.startswith(LOADED_BY_PLACE)
    )


def dead_modules(files: Iterable[Source]) -> list[str]:
    """Python modules that no other file imports and that are no entry point."""
    everything = list(files)
    imported = {(found.name, source.path) for source in everything for found in imports(source)}
    alive = {name for name, _ in imported} | {name.rpartition(".")[0] for name, _ in imported}
    itself = {source.module for source in everything if source.module in alive and only_itself(source, imported)}
    return [
        f"{source.path}:1: nobody imports it (use it, give it a start, or delete it)"
        for source in everything
        if not is_entry(source) and (source.module not in alive or source.module in itself)
    ]


def only_itself(source: Source, imported: set[tuple[str, str]]) -> bool:
    """Whether the only file that imports a module is the module."""
    names = {name for name, _ in imported if name == source.module or name.startswith(source.module + ".")}
    return {path for name, path in imported if name in names} <= {source.path}


def dead_others(files: Iterable[Source]) -> list[str]:
    """Layouts, pages and scripts whose name stands in no other file; a .kv may belong to the .py of the same name."""
    everything = list(files)
    paths = {source.path for source in everything}
    breaches = []
    for source in everything:
        if not source.path.endswith(LOADED_BY_NAME) or str(PurePosixPath(source.path).with_suffix(".py")) in paths:
            continue
        if not any(source.name in other.text for other in everything if other.path != source.path):
            breaches.append(f"{source.path}:1: nobody names it (load it or delete it)")
    return breaches


def test_no_module_is_dead() -> None:
    expect_none(dead_modules(python_sources()))


def test_no_page_or_layout_is_dead() -> None:
    expect_none(dead_others(sources()))


def test_a_dead_module_is_found() -> None:
    used = Source("kiosk/flow.py", "from kiosk import flow")
    assert dead_modules([used]) != []
    assert dead_modules([used, Source("kiosk/__main__.py", "from kiosk.flow import step")]) == []
    assert dead_modules([Source("config/fonts.py", 'x = 1\nif __name__ == "__main__":\n    x')]) == []


def test_a_dead_page_is_found() -> None:
    page = Source("queue_server/console/pages/counter.html", "<p>")
    assert dead_others([page]) != []
    assert dead_others([page, Source("queue_server/console/pages.py", 'PAGE = "counter.html"')]) == []
    assert dead_others([Source("kiosk/screens/a.kv", ""), Source("kiosk/screens/a.py", "")]) == []
