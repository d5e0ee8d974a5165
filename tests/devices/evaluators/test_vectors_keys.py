"""The published bytes and words of call pads and evaluators: the FF 68 bus, the GWQ device, buttons that speak MQTT."""

import json

import pytest

from config.vocabulary import Level
from devices.drivers.call_pad.ff68_bus import CONFIRMED_KEYS, KEYS
from devices.frames.evaluators.button_form import GATEWAY, ButtonReader, KeySaid, UnitThere, form_of
from devices.frames.evaluators.ff68 import LENGTH_MAX_HOST, Ff68Frame, Ff68Reader, display_frame
from devices.frames.evaluators.gwq import (
    LEVEL_OF,
    NUMBER_OF,
    GwqAnswer,
    answer_text,
    ask_text,
    cancel_text,
    read_answer,
)
from devices.kinds.call_pad import PadKey

UNIT = "unit-1"


@pytest.mark.parametrize(
    ("frame", "published"),
    [
        (Ff68Frame(1, 0x10, b"\x0c"), "FF68 0303 68 01100C 1D 16"),
        (Ff68Frame(1, 0x11, b"\x02"), "FF68 0303 68 011102 14 16"),
        (Ff68Frame(1, 0x10, b"\x06\x0f"), "FF68 0404 68 0110060F 26 16"),
        (Ff68Frame(255, 0x11, b"\x05"), "FF68 0303 68 FF1105 15 16"),
        (display_frame(3, "A012"), "FF68 0808 68 0302 0A0A0A000102 26 16"),
        (display_frame(3, "7"), "FF68 0808 68 0302 0A0A0A0A0A07 3E 16"),
    ],
)
def test_bus_frames_both_ways(frame: Ff68Frame, published: str) -> None:
    assert frame.to_bytes() == bytes.fromhex(published)
    assert Ff68Reader(LENGTH_MAX_HOST).feed(bytes.fromhex(published)) == [frame]


def test_a_frame_is_echoed_as_it_is_and_a_mark_with_func_01_and_a_sum_less_by_ten() -> None:
    call_next, mark = Ff68Frame(1, 0x10, b"\x0c"), Ff68Frame(1, 0x11, b"\x02")
    assert call_next.echo() == call_next
    assert mark.echo().to_bytes() == bytes.fromhex("FF68 0303 68 010102 04 16")
    assert mark.to_bytes()[-2] - mark.echo().to_bytes()[-2] == 0x10


def test_what_the_keys_of_a_pad_mean() -> None:
    assert {
        0x0C: PadKey.CALL_NEXT,
        0x0D: PadKey.CALL_AGAIN,
        0x0B: PadKey.ASK_EVALUATION,
        0x0E: PadKey.CANCEL,
        0x12: PadKey.PAUSE,
        0x13: PadKey.TRANSFER,
        0x11: PadKey.STAND_BEHIND_LINE,
    } == KEYS
    assert {6: PadKey.NO_SHOW, 0: PadKey.HOLD, 3: PadKey.CALL_BACK} == CONFIRMED_KEYS


def test_one_is_best_and_every_level_of_the_device_comes_back_as_itself() -> None:
    assert (LEVEL_OF[1], LEVEL_OF[4]) == (Level.VERY_SATISFIED, Level.VERY_DISSATISFIED)
    assert [NUMBER_OF[LEVEL_OF[number]] for number in range(1, 5)] == [1, 2, 3, 4]
    for level in NUMBER_OF:
        assert read_answer(answer_text(0, level)) == GwqAnswer(0, level)
    with pytest.raises(KeyError):
        answer_text(0, Level.DISSATISFIED)


def test_messages_as_the_maker_writes_them() -> None:
    asked = '{"type": 10, "TellerName": "李", "TellerNo": "z01", "TellerPhoto": "", "Timeout": 60}'
    assert ask_text("李", "z01", 60) == asked
    assert read_answer('{"type":10,"ret":0,"EvaluatorLevel":1}') == GwqAnswer(0, Level.VERY_SATISFIED)
    assert read_answer('{"type":10,"ret":-2}') == GwqAnswer(-2)
    assert read_answer('{"type":2,"ret":0}') is None
    assert read_answer('{"type":10,"ret":0,"EvaluatorLevel":5}') == GwqAnswer(0)
    assert read_answer('{"type":10,"ret":0,"EvaluatorLevel":true}') == GwqAnswer(0)


def test_taking_a_question_back_and_all_reasons() -> None:
    assert json.loads(cancel_text()) == {"type": 2}
    reasons = (
        "parameter",
        "time out",
        "device",
        "write",
        "read",
        "file",
        "device error",
        "file read",
        "cancelled",
        "buffer",
    )
    for ret, reason in enumerate(reasons, 1):
        assert reason in GwqAnswer(-ret).words


@pytest.mark.parametrize(
    ("preset", "topic", "payload", "said"),
    [
        ("zigbee2mqtt", "zigbee2mqtt/unit-1", '{"action":"single","battery":98}', [KeySaid(UNIT, "single")]),
        ("zigbee2mqtt", "zigbee2mqtt/unit-1", '{"action":"1_single"}', [KeySaid(UNIT, "1_single")]),
        ("zigbee2mqtt", "zigbee2mqtt/unit-1", '{"action":"","battery":98}', []),
        ("zigbee2mqtt", "zigbee2mqtt/unit-1", '{"battery":98,"linkquality":87}', []),
        ("zigbee2mqtt", "zigbee2mqtt/unit-1", '{"action":null}', []),
        ("zigbee2mqtt", "zigbee2mqtt/unit-2", '{"action":"single"}', []),
        ("zigbee2mqtt", "zigbee2mqtt/bridge/state", "online", [UnitThere(GATEWAY, True)]),
        ("zigbee2mqtt", "zigbee2mqtt/bridge/state", '{"state":"offline"}', [UnitThere(GATEWAY, False)]),
        ("zigbee2mqtt", "zigbee2mqtt/bridge/info", "online", []),
        ("zigbee2mqtt", "zigbee2mqtt/unit-1/availability", "online", [UnitThere(UNIT, True)]),
        ("zigbee2mqtt", "zigbee2mqtt/unit-1/availability", "offline", [UnitThere(UNIT, False)]),
        ("zigbee2mqtt", "zigbee2mqtt/unit-1/availability", '{"state":"online"}', [UnitThere(UNIT, True)]),
        ("tasmota", "stat/unit-1/RESULT", '{"Button1":{"Action":"SINGLE"}}', [KeySaid(UNIT, "SINGLE", "Button1")]),
        ("tasmota", "stat/unit-1/RESULT", '{"Button2":{"Action":"DOUBLE"}}', [KeySaid(UNIT, "DOUBLE", "Button2")]),
        ("tasmota", "stat/unit-1/RESULT", '{"Button1":{"Action":"HOLD"}}', [KeySaid(UNIT, "HOLD", "Button1")]),
        ("tasmota", "stat/unit-1/RESULT", '{"POWER":"ON"}', []),
        ("tasmota", "tele/unit-1/LWT", "Online", [UnitThere(UNIT, True)]),
        ("tasmota", "tele/unit-1/LWT", "Offline", [UnitThere(UNIT, False)]),
        ("esphome", "unit-1/binary_sensor/best/state", "ON", [KeySaid(UNIT, "ON", "best")]),
        ("esphome", "unit-1/binary_sensor/best/state", "OFF", [KeySaid(UNIT, "OFF", "best")]),
        ("esphome", "unit-1/status", "offline", [UnitThere(UNIT, False)]),
        ("esphome", "unit-1/status", "online", [UnitThere(UNIT, True)]),
        ("shelly", "shellies/unit-1/input_event/0", '{"event":"SS","event_cnt":7}', [KeySaid(UNIT, "SS", "0")]),
        ("shelly", "shellies/unit-1/input_event/0", '{"event":"L","event_cnt":8}', [KeySaid(UNIT, "L", "0")]),
        ("shelly", "shellies/unit-1/input_event/2", '{"event":"","event_cnt":0}', []),
        ("shelly", "shellies/unit-1/online", "true", [UnitThere(UNIT, True)]),
    ],
)
def test_each_make_is_read_as_it_speaks(preset: str, topic: str, payload: str, said: list[KeySaid | UnitThere]) -> None:
    assert list(ButtonReader(form_of(preset, "", {}), [UNIT]).read(topic, payload.encode())) == said
