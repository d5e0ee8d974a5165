"""Imports follow the arrows of ARCHITECTURE.md: between the rooms, inside them, and one library in one place."""

import sys
from collections.abc import Iterable

from tests.house_rules.source import ROOMS, Source, expect_none, imports, is_product, python_sources

ROOM_MAY_IMPORT = {
    "config": {"config"},
    "queue_server": {"config", "queue_server"},
    "devices": {"config", "devices"},
    "kiosk": {"config", "devices", "kiosk"},
    "hall_display": {"config", "hall_display"},
    "tests": set(ROOMS),
}

# Inside a room: a part may import itself and what stands in a row above it; a part not named here stands above all.
LAYERS = {
    "queue_server": (
        ("domain",),
        ("journal",),
        ("desk",),
        ("console", "planning"),
        ("__main__", "simulation", "documentation"),
    ),
    "devices": (
        *(("kinds",), ("events",), ("ports",), ("frames",), ("drivers", "simulated")),
        *(("meanings", "orders"), ("registry",), ("life", "documentation"), ("keeper",), ("host",)),
        *(("bridge", "asking", "checking", "spying"), ("counters",), ("__main__",)),
    ),
}

# Parts that stand alone: they import only config and themselves, and only these import them.
SEPARATE = {"queue_server.broker": ("queue_server.__main__",)}

DOMAIN, SIMULATION = "queue_server.domain", "queue_server.simulation"
WORDS = ("config.vocabulary", "config.text", "config.value", "config.indicators", "config.words")
WORDS_AND_PLAN = (*WORDS, "config.plan", "config.rules")
# Parts that are pure, and what they may import beside the standard library. Their programs read settings for them.
PURE_MAY_IMPORT = {
    DOMAIN: (*WORDS_AND_PLAN, DOMAIN),
    SIMULATION: (*WORDS_AND_PLAN, DOMAIN, SIMULATION),
}

# Pure modules: nothing that they reach, directly or through others, touches the library of the screens.
PURE_BESIDE_SCREENS = ("kiosk.flow.step", "hall_display.board")

LIBRARY_HOMES = {
    "sqlalchemy": ("queue_server.journal",),
    "alembic": ("queue_server.journal",),
    "paho": ("config.wire.link", "devices.ports.mqtt_topic", "devices.simulated.lines.broker_line"),
    "serial": ("devices.drivers", "devices.ports"),
    "smartcard": ("devices.drivers", "devices.ports"),
    "cryptography": ("devices.frames.cards",),
    "escpos": ("devices.drivers", "devices.ports"),
    "usb": ("devices.ports.printers",),
    "kivy": ("kiosk", "hall_display"),
    "fontTools": ("config.fonts",),
    "argon2": ("queue_server", "config"),
    "pytest": (),
    "hypothesis": (),
    "playwright": (),
}


def within(module: str, homes: Iterable[str]) -> bool:
    """Whether the module is one of the homes or lies inside one."""
    return any(module == home or module.startswith(home + ".") for home in homes)


def room_breaches(source: Source) -> list[str]:
    """Imports along an arrow that the design does not draw."""
    if source.room not in ROOMS:
        return [f"{source.path}:1: Python outside the six rooms (give it a room: {', '.join(ROOMS)})"]
    allowed = ROOM_MAY_IMPORT[source.room]
    return [
        source.at(found.node, f"{source.room} imports {found.name} (rooms meet on the wire, not by imports)")
        for found in imports(source)
        if found.name.partition(".")[0] in set(ROOMS) - allowed
    ]


def layer_of(room: str, module: str) -> tuple[int, str]:
    """Row and part of a module of a room; the row is -1 for a part without one."""
    part = module.split(".")[1] if "." in module else ""
    for row, parts in enumerate(LAYERS[room]):
        if part in parts:
            return row, part
    return -1, part


def layer_breaches(source: Source) -> list[str]:
    """Imports inside a room from a lower row or from a neighbour in the same row."""
    if source.room not in LAYERS or source.module == source.room or within(source.module, SEPARATE):
        return []
    row, part = layer_of(source.room, source.module)
    breaches = []
    for found in imports(source):
        if not found.reaches(source.room) or within(found.name, SEPARATE):
            continue
        other_row, other_part = layer_of(source.room, found.name)
        if other_part != part and (other_row > row or other_row == row >= 0):
            breaches.append(source.at(found.node, f"{part} imports {found.name} (the arrow goes the other way)"))
    return breaches


def separate_breaches(source: Source) -> list[str]:
    """Imports into or out of a part that stands alone."""
    breaches = []
    for alone, users in SEPARATE.items():
        inside = within(source.module, [alone])
        for found in imports(source):
            if inside and found.name.partition(".")[0] in ROOMS and not within(found.name, ["config", alone]):
                breaches.append(source.at(found.node, f"{alone} imports {found.name} (it may import config only)"))
            elif found.reaches(alone) and not inside and source.room != "tests" and source.module not in users:
                breaches.append(source.at(found.node, f"imports {alone} (only {', '.join(users)} may)"))
    return breaches


def pure_breaches(source: Source) -> list[str]:
    """Imports of the pure core, and of the simulated day, beyond the standard library, the words and the plan."""
    pure = next((part for part in PURE_MAY_IMPORT if within(source.module, [part])), None)
    if pure is None or source.name == "__main__.py":
        return []
    return [
        source.at(found.node, f"{pure} imports {found.name} (it is pure: pass what it needs as an argument)")
        for found in imports(source)
        if found.name.partition(".")[0] not in sys.stdlib_module_names and not within(found.name, PURE_MAY_IMPORT[pure])
    ]


def library_breaches(source: Source) -> list[str]:
    """Imports of a library outside its one place. Tests may import every library."""
    if source.room == "tests":
        return []
    breaches = []
    for found in imports(source):
        homes = LIBRARY_HOMES.get(found.name.partition(".")[0])
        if homes is not None and not within(source.module, homes):
            breaches.append(source.at(found.node, f"imports {found.name} (its place: {', '.join(homes) or 'tests'})"))
    return breaches


def reached(start: str, known: dict[str, Source]) -> set[str]:
    """Everything that a module imports, directly or through other modules of the project."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if "." in name:
            waiting.append(name.rpartition(".")[0])
        if name in known:
            waiting.extend(found.name for found in imports(known[name]))
    return seen


def purity_breaches(files: Iterable[Source]) -> list[str]:
    """Pure modules through which the screens' library is reached."""
    known = {source.module: source for source in files}
    return [
        f"{known[pure].path}:1: reaches kivy (the screens show what it decides, it knows nothing of them)"
        for pure in PURE_BESIDE_SCREENS
        if pure in known and "kivy" in reached(pure, known)
    ]


def test_rooms_import_only_along_the_arrows() -> None:
    expect_none(breach for source in python_sources() for breach in room_breaches(source))


def test_inside_a_room_the_layers_hold() -> None:
    expect_none(breach for source in python_sources() for breach in layer_breaches(source))


def test_the_broker_stands_alone() -> None:
    expect_none(breach for source in python_sources() for breach in separate_breaches(source))


def test_the_core_and_the_simulated_day_are_pure() -> None:
    expect_none(breach for source in python_sources() for breach in pure_breaches(source))


def test_each_library_has_one_place() -> None:
    expect_none(breach for source in filter(is_product, python_sources()) for breach in library_breaches(source))


def test_flow_and_board_know_nothing_of_the_screens() -> None:
    expect_none(purity_breaches(python_sources()))
