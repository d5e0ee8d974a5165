"""Every make's ordinary frames have a meaning on the spy's lines; noise has none, and breaks nothing."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.settings.plan_files import DeviceSettings
from devices.host import Host
from devices.kinds.evaluator import MarkWanted
from devices.kinds.slip import TicketSlip
from devices.meanings.piece import Unexplained
from devices.ports.tap import Way
from devices.registry import MAKES, explainer_of
from devices.simulated.stage import Stage
from tests.devices.evaluators.makes import gwq, keypad, mqtt_buttons, serial_frames
from tests.devices.evaluators.pads import mqtt_pad, serial_pad, usb_pad
from tests.devices.fuzz import EXAMPLES, NOISE
from tests.devices.rig import LEVELS, device, watch_until
from tests.devices.signs.makes import CALLED, OWN_STRIP
from tests.devices.speakers.makes import CALL
from tests.devices.spying.listeners import listened
from tests.ports import free_port

Act = Callable[[Host, Any], object]
Words = tuple[str, ...]
SLIP = TicketSlip("龙里大厅", "A012", "居民身份证", "公安", 3, "09:10", "2026-11-22 09:10", qr="http://hall/v/secret")
Z01 = {"1": "z01"}


def sign(name: str, driver: str, **options: Any) -> DeviceSettings:
    """A sign over z01."""
    return device(name, "sign", driver, f"serial:{name}", **({"counters": Z01} | options))


def looked(_host: Host, _twin: Any) -> None:
    """Nothing happens: drivers ask by themselves."""


def shown(host: Host, _twin: Any) -> None:
    """A face for every sign."""
    host.show_face("z01", CALLED)


def printed(host: Host, _twin: Any) -> None:
    """A slip."""
    host.print_slip("printer", "1", SLIP)


def pressed(_host: Host, twin: Any) -> None:
    """A pad's key."""
    twin.press("z01", "call_next")


def numbered(host: Host, _twin: Any) -> None:
    """Digits on a pad."""
    host.show_number("z01", "A012")


def judged(_host: Host, twin: Any) -> None:
    """The first key."""
    twin.judge(twin.counters[0], 1)


def asked(host: Host, twin: Any) -> None:
    """An evaluator that has to be asked."""
    host.ask_mark("z01", MarkWanted("20261122-A007", "A007", "li", 60))
    watch_until(lambda: twin.asked is not None, "the device asks")


SITUATIONS: Mapping[str, tuple[DeviceSettings, tuple[tuple[Act, Words], ...]]] = {
    "escpos": (
        device("printer", "ticket_printer", "escpos", "serial:printer?baud=115200", settle_s=0),
        (
            (looked, ("how are you? question 4", "nothing to complain of")),
            (
                printed,
                ("begin anew", "text: 居民身份证", "a QR code's part", "cut"),
            ),
        ),
    ),
    "cups_queue": (
        device("printer", "ticket_printer", "cups_queue", f"cups:ticket@127.0.0.1:{free_port()}"),
        (
            (looked, ("get printer attributes", "done, none", "how are you? question 4", "nothing to complain of")),
            (printed, ("print job", "done, job", "get job attributes", "completed")),
        ),
    ),
    "ff68_bus": (
        device("bus", "call_pad", "ff68_bus", "serial:bus", counters=Z01, levels=LEVELS),
        (
            (pressed, ("pad 1 (z01): key call_next", "pad 1 (z01): heard")),
            (judged, ("pad 1 (z01): mark 1: very_satisfied",)),
            (numbered, ("pad 1 (z01): show 012",)),
        ),
    ),
    "serial_frames": (serial_frames(), ((judged, ("z01: very_satisfied", "-> heard")),)),
    "serial_pad": (serial_pad(), ((pressed, ("z01: call_next",)),)),
    "usb_pad": (usb_pad(), ((pressed, (": call_next",)),)),
    "mqtt_buttons": (mqtt_buttons(), ((judged, ("button-z01: 1_single: very_satisfied",)),)),
    "mqtt_pad": (mqtt_pad(), ((pressed, (": call_next",)),)),
    "keypad": (keypad(), ((judged, ("key '1': very_satisfied",)),)),
    "gwq": (gwq(), ((asked, ("have the visitor judge",)), (judged, ("mark: very_satisfied",)))),
    "onbon": (sign("onbon", "onbon"), ((shown, ("are you there?", "请A012到综合1号窗口", "done")),)),
    "template": (
        sign("own", "template", strip=OWN_STRIP, counters={"126": "z01"}),
        ((shown, ("strip 126: show A012",)),),
    ),
    "template, asked": (
        sign("a1", "template", template="a1", asked=True),
        ((shown, ("strip 1: show 请A012到综合1号窗口", "are you there?", "heard")),),
    ),
    "alpha": (sign("alpha", "alpha", parity="even", checksum=True), ((shown, ("sign 1: show A012, stands",)),)),
    "cd5220": (sign("pole", "cd5220"), ((shown, ("begin anew", "clear; upper line: A012; lower line: General 1")),)),
    "modbus_digits": (
        sign("digits", "modbus_digits", register=1, blank=0xFFFF),
        ((shown, ("display 1: register 1 = 12", "display 1: written")),),
    ),
    "modbus_digits, by places": (
        sign("places", "modbus_digits", register=16, blank=10, form="digits"),
        ((shown, ("display 1: register 16 and after = 0 1 2", "display 1: written")),),
    ),
}
SPEAKERS: Mapping[str, DeviceSettings] = {
    "espeak_ng": device("voice", "speaker", "espeak_ng", "sound:hall"),
    "clips": device("recorded", "speaker", "clips", "sound:hall", folder="clips"),
    "xf_s4240": device("module", "speaker", "xf_s4240", "serial:module"),
    "syn6288": device("module", "speaker", "syn6288", "serial:module"),
}
CARDS: Mapping[str, DeviceSettings] = {
    "sam_v": device("id", "card_reader", "sam_v", "serial:id"),
    "pcsc": device("card", "card_reader", "pcsc", "pcsc:Virtual PCD 00 00"),
    "serial_scanner": device("line", "code_scanner", "serial_scanner", "serial:line"),
    "keyboard_scanner": device("keys", "code_scanner", "keyboard_scanner", "input:keys"),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_ordinary_frames_are_named(name: str, ports: Path) -> None:
    settings, acts = SITUATIONS[name]
    stage = Stage(ports)
    stage.build([settings])
    stage.start()
    try:
        with listened([settings], ports) as (host, heard):
            heard.until(settings.name, "== ok")
            for act, words in acts:
                act(host, stage.twins[settings.name])
                heard.until(settings.name, *words)
    finally:
        stage.stop()
    assert not any("secret" in line for line in heard.lines[settings.name])


@pytest.mark.parametrize("driver", ["xf_s4240", "syn6288"])
def test_a_speech_module_says_what_it_is_told(driver: str, ports: Path) -> None:
    settings, stage = SPEAKERS[driver], Stage(ports)
    stage.build([settings])
    stage.start()
    try:
        with listened([settings], ports) as (host, heard):
            heard.until("module", "are you speaking?", "nothing to say any more", "== ok")
            host.say_call(CALL)
            heard.until("module", "say: 请", "taken")
    finally:
        stage.stop()


@pytest.mark.parametrize("driver", ["espeak_ng", "clips"])
def test_a_sound_is_told_by_its_words(driver: str) -> None:
    (piece,) = explainer_of(SPEAKERS[driver]).explain(Way.TO_DEVICE, "请A001".encode())
    assert (piece.words, piece.shown) == ("play: 请A001", b"")


def test_every_make_explains_its_bytes() -> None:
    silent = [name for name, make in MAKES.items() if make.explain is Unexplained]
    assert not silent, "give them an explainer in devices/meanings/, and a situation here"
    tried = {settings.driver for settings, _ in SITUATIONS.values()} | CARDS.keys() | SPEAKERS.keys()
    assert tried == MAKES.keys()


@pytest.mark.parametrize("name", [*SITUATIONS, *CARDS, *SPEAKERS])
@settings(max_examples=EXAMPLES, deadline=None)
@given(pieces=st.lists(st.tuples(st.booleans(), st.one_of(NOISE, st.binary(max_size=300))), max_size=8))
def test_noise_is_no_trouble(name: str, pieces: list[tuple[bool, bytes]]) -> None:
    explainer = explainer_of({**CARDS, **SPEAKERS}.get(name) or SITUATIONS[name][0])
    assert not isinstance(explainer, Unexplained)
    for out, data in pieces:
        told = explainer.explain(Way.TO_DEVICE if out else Way.FROM_DEVICE, data)
        assert all(piece.words for piece in told)


def test_a_device_with_wrong_settings_is_not_explained() -> None:
    wrong = device("odd", "sign", "template", "serial:odd")
    assert isinstance(explainer_of(wrong), Unexplained)
    strange = explainer_of(device("odd", "card_reader", "nobodys", "serial:odd"))
    (piece,) = strange.explain(Way.FROM_DEVICE, b"secret")
    assert (piece.shown, piece.hidden) == (b"", 6)
