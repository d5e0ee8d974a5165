"""Packs of clips: the list that is printed is enough, what a plan needs is named, what can be said is said."""

import re
from pathlib import Path
from string import ascii_uppercase
from typing import Final

import pytest

from config.settings.plan_files import load_hall
from config.vocabulary import CounterId, Language, Trouble
from devices.checking import check
from devices.drivers.speaker import clips
from devices.drivers.speaker.packs import Pack
from devices.drivers.speaker.wording import TEXTS
from devices.frames.speakers.hall_calls import HallCalls
from devices.frames.speakers.sound import NOTHING
from devices.frames.speakers.wording import Reading, call_pieces, number_words
from devices.host import Host
from devices.kinds.speaker import CallToSay
from devices.ports.address import parse_address
from devices.simulated.speakers.maker import speaker_twin
from tests.devices.rig import SITE_KEY, device
from tests.devices.speakers.makes import CLIPS, MAKES, PACE, Z01, record, speakers

READING: Final = Reading(Language.CHINESE, TEXTS[Language.CHINESE])
PLAN: Final = load_hall(Path("config/halls/longli")).plan
PREFIXES: Final = tuple(service.prefix for service in PLAN.services)
NAMES: Final = tuple(counter.name.zh for counter in PLAN.counters)
HALL: Final = HallCalls(
    ("A", "AB"), (CallToSay("", Z01, "综合2号窗口", ""), CallToSay("", CounterId("z02"), "公安1号窗口", ""))
)


def printed() -> set[str]:
    """The clips that the driver's header lists."""
    assert clips.__doc__ is not None
    words = set(re.findall(r"([^\s,]+)\.wav", clips.__doc__))
    assert "A.wav … Z.wav" in clips.__doc__
    return {word for word in words if not word.isascii()} | set(ascii_uppercase)


def pack_of(*words: str) -> Pack:
    return Pack(READING, dict.fromkeys(words, NOTHING))


def test_the_printed_list_is_all_that_calls_need_besides_the_counters_names() -> None:
    fixed = set(call_pieces(READING, "", ""))
    assert printed() == fixed | number_words(READING) | set(ascii_uppercase) | {"综合", "号窗口"}
    gaps = pack_of(*printed()).gaps(PREFIXES, NAMES)
    own = {word for name in NAMES for word in re.findall(r"[^0-9]+", name)}
    assert gaps.prefixes == 0
    assert gaps.words
    assert all(any(word in name for name in own) for word in gaps.words)
    assert not pack_of(*printed(), *own).gaps(PREFIXES, NAMES).words
    assert not pack_of(*printed()).gaps((), ()).words


@pytest.mark.parametrize("gone", ["一", "号到", "Q", "七"])
def test_one_clip_that_lacks_is_named(gone: str) -> None:
    assert pack_of(*(printed() - {gone})).gaps(PREFIXES, ("综合1号窗口", "综合17号窗口")).words == (gone,)


def test_as_much_of_a_call_is_said_as_there_are_clips_for() -> None:
    whole = pack_of(*printed())
    assert whole.say("A001", "公安3号窗口").words == ("请", "A", "零", "零", "幺", "号到")
    assert whole.say("A001", "公安3号窗口").missing == ("公安",)
    assert pack_of(*(printed() - {"请"})).say("A001", "综合3号窗口").words == ("A", "零", "零", "幺")
    assert pack_of(*(printed() - {"A"})).say("A001", "综合3号窗口").words == ()


def test_a_pack_without_digits_or_letters_speaks_for_nobody() -> None:
    assert pack_of(*(printed() - {"B"})).gaps(("A", "B"), ()).speaks
    assert not pack_of(*(printed() - {"A", "B"})).gaps(("A", "B"), ()).speaks
    assert not pack_of("请", "A").gaps(("A",), ()).speaks


def test_a_call_whose_counter_lacks_a_clip_is_said_without_it_and_counted(ports: Path, pack: Path) -> None:
    with speakers(MAKES["clips"], ports, pack) as bench:
        bench.driver.say_call(CallToSay("A001", Z01, "公安3号窗口", ""))
        bench.hears("请A零零幺号到")
        assert (bench.counted("shortened"), bench.counted("lacking")) == (1, 0)
        assert bench.driver.feeling().trouble is Trouble.CLIPS_MISSING


def test_check_tells_what_of_the_plan_cannot_be_said(ports: Path, pack: Path, tmp_path: Path) -> None:
    mute = record(tmp_path / "mute", CLIPS[-5:], "")
    devices = (
        device("gappy", "speaker", "clips", "sound:hall", packs=[str(pack)]),
        device("whole", "speaker", "clips", "sound:hall", packs=[str(pack)], only_counters=["z01"]),
        device("mute", "speaker", "clips", "sound:hall", packs=[str(mute)]),
    )
    twin = speaker_twin(devices[0], parse_address("sound:hall", ports), PACE)
    twin.start()
    table, _ = check(Host(devices, SITE_KEY, ports, calls=HALL), devices)
    twin.stop()
    rows = {line.split()[0]: line for line in table.splitlines()}
    assert "warning" in rows["gappy"]
    assert rows["gappy"].endswith("1 of 2 counters not named: 公安")
    assert " ok " in rows["whole"]
    assert " down " in rows["mute"]
    assert "2 of 2 counters not named, 2 of 2 prefixes not said: " in rows["mute"]
