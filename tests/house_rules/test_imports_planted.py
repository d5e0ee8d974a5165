"""The import rules find what they are for: each is shown a planted breach and the honest form beside it."""

import pytest

from tests.house_rules.source import Source, imports
from tests.house_rules.test_imports import (
    layer_breaches,
    library_breaches,
    pure_breaches,
    purity_breaches,
    room_breaches,
    separate_breaches,
)


@pytest.mark.parametrize(
    ("path", "text", "wrong"),
    [
        ("kiosk/flow.py", "import queue_server.desk", True),
        ("kiosk/flow.py", "def late():\n    from hall_display import board", True),
        ("queue_server/desk/loop.py", "from devices.kinds import slip", True),
        ("config/plan.py", "import tests.hall", True),
        ("setup.py", "import os", True),
        ("kiosk/flow.py", "from config import vocabulary", False),
        ("tests/hall/test_day.py", "import kiosk.flow, queue_server.domain", False),
    ],
)
def test_a_wrong_arrow_between_rooms_is_found(path: str, text: str, wrong: bool) -> None:
    assert bool(room_breaches(Source(path, text))) is wrong


@pytest.mark.parametrize(
    ("path", "text", "wrong"),
    [
        ("queue_server/journal/store.py", "from queue_server.desk import loop", True),
        ("queue_server/journal/store.py", "from ..console import pages", True),
        ("queue_server/desk/loop.py", "from queue_server.simulation import day", True),
        ("queue_server/__main__.py", "from queue_server.simulation import day", True),
        ("devices/drivers/card_reader/sam_v.py", "from devices.simulated import sam_v", True),
        ("devices/faults.py", "from devices.kinds import slip", True),
        ("queue_server/desk/loop.py", "from queue_server.journal import store", False),
        ("queue_server/__main__.py", "from queue_server.broker import child", False),
        ("devices/drivers/card_reader/pcsc.py", "from devices.drivers.options import Options", False),
        ("devices/host.py", "from devices.faults import DeviceFault", False),
    ],
)
def test_a_wrong_arrow_inside_a_room_is_found(path: str, text: str, wrong: bool) -> None:
    assert bool(layer_breaches(Source(path, text))) is wrong


@pytest.mark.parametrize(
    ("path", "text", "wrong"),
    [
        ("queue_server/broker/child.py", "from queue_server.domain import hall", True),
        ("queue_server/console/pages.py", "from queue_server.broker import child", True),
        ("queue_server/broker/child.py", "from config.wire import catalogue", False),
        ("queue_server/__main__.py", "from queue_server.broker import child", False),
    ],
)
def test_a_tie_to_the_broker_is_found(path: str, text: str, wrong: bool) -> None:
    assert bool(separate_breaches(Source(path, text))) is wrong


@pytest.mark.parametrize(
    ("path", "text", "wrong"),
    [
        ("queue_server/domain/hall.py", "import pydantic", True),
        ("queue_server/domain/hall.py", "from config.wire import pictures", True),
        ("queue_server/domain/hall.py", "from queue_server.journal import store", True),
        ("queue_server/domain/hall.py", "from queue_server.simulation import day", True),
        ("queue_server/domain/hall.py", "from dataclasses import dataclass\nfrom .ticket import Ticket", False),
        ("queue_server/domain/hall.py", "from config.vocabulary import Mark", False),
        ("queue_server/simulation/day.py", "from config.settings.load import load_settings", True),
        ("queue_server/simulation/day.py", "from queue_server.desk import desk", True),
        ("queue_server/simulation/day.py", "from queue_server.domain.decide import decide", False),
        ("queue_server/simulation/__main__.py", "from config.settings.load import load_settings", False),
    ],
)
def test_an_impure_core_or_simulated_day_is_found(path: str, text: str, wrong: bool) -> None:
    assert bool(pure_breaches(Source(path, text))) is wrong


@pytest.mark.parametrize(
    ("path", "text", "wrong"),
    [
        ("queue_server/desk/loop.py", "from sqlalchemy import select", True),
        ("devices/host.py", "import paho.mqtt.client as mqtt", True),
        ("config/wire/link.py", "import paho.mqtt.client as mqtt", False),
        ("devices/ports/mqtt_topic.py", "import paho.mqtt.client as mqtt", False),
        ("queue_server/journal/store.py", "from sqlalchemy import select", False),
    ],
)
def test_a_library_out_of_its_place_is_found(path: str, text: str, wrong: bool) -> None:
    assert bool(library_breaches(Source(path, text))) is wrong


def test_a_flow_that_reaches_the_screens_is_found() -> None:
    flow = Source("kiosk/flow/step.py", "from kiosk.flow.states import Welcome")
    assert purity_breaches([flow, Source("kiosk/flow/states.py", "from enum import Enum")]) == []
    assert purity_breaches([flow, Source("kiosk/flow/states.py", "from kivy.app import App")]) != []


def test_relative_imports_are_resolved() -> None:
    source = Source("devices/drivers/call_pad/bus.py", "from . import a\nfrom ..options import b\nimport os")
    assert [found.name for found in imports(source)] == [
        "devices.drivers.call_pad.a",
        "devices.drivers.options.b",
        "os",
    ]
