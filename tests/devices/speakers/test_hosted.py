"""Speakers under the real host: who says whose calls, a dead one stops nobody, and what is missing is named."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.counted import Counted
from config.vocabulary import CounterId, DeviceState, Trouble
from devices.checking import check
from devices.host import Host
from devices.kinds.speaker import CallToSay
from devices.ports.address import parse_address
from devices.registry import MAKES as ALL_MAKES
from devices.simulated.speakers.heard import SpeakerTwin
from devices.simulated.speakers.maker import SPEAKER_MAKES, speaker_twin
from devices.simulated.stage import Stage
from tests.devices.host.hosting import Hosting, hosting
from tests.devices.rig import SITE_KEY, device, watch_until
from tests.devices.speakers.makes import CALL, CLIPS, PACE, record, sentence_of

EVERYWHERE = device("everywhere", "speaker", "espeak_ng", "sound:hall-voice", languages=["zh", "en"])
UPSTAIRS = device("upstairs", "speaker", "xf_s4240", "serial:upstairs", only_counters=["z02"])
NOWHERE = device("nowhere", "speaker", "syn6288", "serial:nowhere")
Twins = dict[str, SpeakerTwin]


@pytest.fixture
def twins(ports: Path) -> Iterator[Twins]:
    """Two speakers; the third is not plugged in."""
    made = {each.name: speaker_twin(each, parse_address(each.port, ports), PACE) for each in (EVERYWHERE, UPSTAIRS)}
    for twin in made.values():
        twin.start()
    yield made
    for twin in made.values():
        twin.stop()


@pytest.fixture
def running(twins: Twins, ports: Path) -> Iterator[Hosting]:
    """A host with all three."""
    del twins
    found = hosting((EVERYWHERE, UPSTAIRS, NOWHERE), ports)
    yield found
    found.host.stop()


def well(running: Hosting) -> set[str]:
    return {each.name for each in running.host.health() if each.state is DeviceState.OK}


def words(twin: SpeakerTwin) -> list[str]:
    return [heard.words for heard in twin.ear.heard if heard.to_its_end]


def test_each_speaker_says_the_calls_of_its_counters_in_its_languages(running: Hosting, twins: Twins) -> None:
    watch_until(lambda: well(running) == set(twins), "both to be well")
    assert running.host.say_call(CALL)
    assert running.host.say_call(CallToSay("B002", CounterId("z02"), "2号窗口", "Counter 2"))
    english = "Number A zero zero one, please go to General two"
    watch_until(lambda: words(twins["everywhere"])[:2] == [sentence_of(), english], "both languages")
    watch_until(lambda: words(twins["upstairs"]) == ["请B零零二号到二号窗口"], "its own counter's call")
    watch_until(lambda: len(words(twins["everywhere"])) == 4, "the second call")
    assert not any(twin.ear.talked_over for twin in twins.values())


def test_a_dead_speaker_is_named_and_says_nothing_of_before_when_it_is_back(running: Hosting, twins: Twins) -> None:
    running.health_of("upstairs", DeviceState.OK)
    twins["upstairs"].switch("unplugged", True)
    assert running.health_of("upstairs", DeviceState.DOWN).trouble is Trouble.PORT_GONE
    running.host.say_call(CallToSay("B001", CounterId("z02"), "2号窗口", "Counter 2"))
    watch_until(lambda: len(words(twins["everywhere"])) == 2, "the other one to say it")
    twins["upstairs"].switch("unplugged", False)
    running.health_of("upstairs", DeviceState.OK)
    running.host.say_call(CallToSay("B002", CounterId("z02"), "2号窗口", "Counter 2"))
    watch_until(lambda: words(twins["upstairs"]) == ["请B零零二号到二号窗口"], "only the new call")


def test_check_names_what_is_not_installed_not_plugged_in_and_not_recorded(
    ports: Path, pack: Path, tmp_path: Path, twins: Twins, monkeypatch: pytest.MonkeyPatch
) -> None:
    del twins
    gappy = record(tmp_path / "gappy", CLIPS[:3], "")
    devices = (
        EVERYWHERE,
        device("mute", "speaker", "espeak_ng", "sound:unplugged"),
        device("voiceless", "speaker", "espeak_ng", "sound:hall-voice", voices={"zh": "nobody"}),
        device("whole", "speaker", "clips", "sound:hall-voice", packs=[str(pack)]),
        device("gappy", "speaker", "clips", "sound:hall-voice", packs=[str(gappy)]),
        device("packless", "speaker", "clips", "sound:hall-voice", packs=[str(tmp_path / "none")]),
    )
    table, all_work = check(Host(devices, SITE_KEY, ports), devices)
    rows = {line.split()[0]: line for line in table.splitlines()}
    assert not all_work
    assert " ok " in rows["everywhere"]
    assert " ok " in rows["whole"]
    assert "port_gone" in rows["mute"]
    assert "unplugged: aplay" in rows["mute"]
    assert "voice does not exist" in rows["voiceless"]
    assert "warning" in rows["gappy"]
    assert "clips_missing" in rows["gappy"]
    assert "请" in rows["gappy"]
    assert "pack.toml" in rows["packless"]
    real = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "espeak-ng" else real(name))
    table, _ = check(Host(devices[:1], SITE_KEY, ports), devices[:1])
    assert "program_missing" in table
    assert "espeak-ng is not installed" in table


def test_a_call_without_its_clips_is_not_said_and_the_gap_is_named(ports: Path, pack: Path) -> None:
    settings = device("voice", "speaker", "clips", "sound:hall", packs=[str(pack)])
    twin = speaker_twin(settings, parse_address(settings.port, ports), PACE)
    twin.start()
    found = hosting((settings,), ports)
    found.health_of("voice", DeviceState.OK)
    found.host.say_call(CallToSay("C001", CounterId("z01"), "公安局3号窗口", "Police 3"))
    gap = found.health_of("voice", DeviceState.WARNING)
    assert (gap.trouble, gap.detail, gap.counters[Counted.LACKING]) == (Trouble.CLIPS_MISSING, "C, 公安局", 1)
    found.host.say_call(CALL)
    watch_until(lambda: [each.replace(" ", "") for each in words(twin)] == [sentence_of()], "a whole call")
    found.host.stop()
    twin.stop()


def test_every_make_has_a_twin_on_the_stage(ports: Path) -> None:
    makes = {name for name, make in ALL_MAKES.items() if make.kind == "speaker"}
    assert makes == set(SPEAKER_MAKES)
    port = {"espeak_ng": "sound:a", "clips": "sound:b", "xf_s4240": "serial:c", "syn6288": "serial:d"}
    stage = Stage(ports)
    stage.build(
        [
            *(device(name.replace("_", "-"), "speaker", name, port[name]) for name in sorted(makes)),
            device("card", "speaker", "espeak_ng", "sound:plughw:1,0"),
            device("far", "speaker", "syn6288", "tcp:x:1"),
        ]
    )
    assert len(stage.speakers) == len(makes)
    assert set(stage.missing) == {"card", "far"}
