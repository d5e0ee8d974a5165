"""Sound devices under the real host: shared by two speakers, and one that is not there."""

import os
from pathlib import Path

import pytest

from config.vocabulary import DeviceState, Trouble
from devices.drivers.speaker import sounds
from devices.events import DeviceHealth
from devices.host import Host
from devices.kinds.speaker import CallToSay
from devices.ports.address import SoundAddress, parse_address
from devices.ports.sound_port import SoundPort, SoundTurns
from devices.simulated.speakers.maker import speaker_twin
from tests.devices.host.hosting import hosting
from tests.devices.rig import SITE_KEY, device, watch_until
from tests.devices.speakers.makes import PACE, Z01

CHINESE = device("va", "speaker", "espeak_ng", "sound:hall", languages=["zh"], times=2)
ENGLISH = device("vb", "speaker", "espeak_ng", "sound:hall", languages=["en"], times=2)


def test_two_speakers_at_one_device_take_turns_by_calls(ports: Path) -> None:
    twin = speaker_twin(CHINESE, parse_address(CHINESE.port, ports), PACE)
    twin.start()
    found = hosting((CHINESE, ENGLISH), ports)
    watch_until(lambda: all(each.state is DeviceState.OK for each in found.host.health()), "both to be well")
    for number in range(3):
        found.host.say_call(CallToSay(f"A00{number}", Z01, "2号窗口", "Counter 2"))
    watch_until(
        lambda: sum(bool(each.to_its_end) for each in twin.ear.heard) == 12, "every call twice in each language"
    )
    found.host.stop()
    twin.stop()
    said = [each.words for each in twin.ear.heard]
    assert not twin.ear.talked_over
    assert said[0::2] == said[1::2], "a call is said as often as it has to be before the other speaker's turn"
    assert len(set(said)) == 6


def test_whoever_asked_first_has_the_device_and_who_leaves_is_not_waited_for(tmp_path: Path) -> None:
    turns = SoundTurns()
    one, other, third = (SoundPort(SoundAddress("hall", tmp_path / "none"), turns) for _ in range(3))
    elsewhere = SoundPort(SoundAddress("roof", tmp_path / "none"), turns)
    assert [each.my_turn() for each in (one, other, third, one, elsewhere)] == [True, False, False, True, True]
    other.close()
    one.leave()
    assert (other.my_turn(), third.my_turn()) == (False, True)


def test_a_device_that_is_not_there_is_told_once(ports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = tmp_path / "tries"
    player = tmp_path / "aplay"
    player.write_text(f"#!/bin/sh\necho x >> {tries}\necho 'audio open error: No such file or directory' >&2\nexit 1\n")
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    found = hosting((CHINESE,), ports)
    gone = found.health_of("va", DeviceState.DOWN)
    if gone.trouble is Trouble.STARTING:
        gone = found.health_of("va", DeviceState.DOWN)
    watch_until(lambda: tries.exists() and len(tries.read_text().split()) >= 3, "three tries")
    (health,) = found.host.health()
    told = [event for event in found.host.events.queue if isinstance(event, DeviceHealth)]
    found.host.stop()
    assert (gone.trouble, health.trouble, health.since) == (Trouble.PORT_GONE, Trouble.PORT_GONE, gone.since)
    assert not told


def test_a_device_that_takes_its_time_is_not_waited_for(ports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sounds, "OPEN_WAIT_S", 0.1)
    twin = speaker_twin(CHINESE, parse_address(CHINESE.port, ports), PACE)
    twin.start()
    twin.switch("busy", True)
    host = Host([CHINESE], SITE_KEY, ports)
    host.start()
    watch_until(lambda: host.health()[0].trouble is Trouble.SPEAKER_REFUSES, "the sound that is held up")
    twin.switch("busy", False)
    watch_until(lambda: host.health()[0].state is DeviceState.OK, "its end")
    host.stop()
    twin.stop()
