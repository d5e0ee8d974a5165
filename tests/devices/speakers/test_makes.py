"""What is special about single makes: languages, marks, cut texts, lost answers, files of clips."""

import shutil
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.vocabulary import CounterId, DeviceState, Language, Trouble
from devices.drivers.speaker.module import BUSY_MAX_S, PACES_MIN
from devices.drivers.speaker.packs import read_pack
from devices.drivers.speaker.wording import Spoken
from devices.faults import PortGone, ProgramMissing, SettingsWrong
from devices.frames.speakers.modules import Answer, Command
from devices.kinds.speaker import CallToSay
from devices.ports.address import SoundAddress
from devices.ports.sound_port import SoundPort, SoundTurns
from devices.simulated.speakers import module_twin, sound_twin
from tests.devices.rig import watch_until
from tests.devices.speakers.makes import CALL, CLIPS, MAKES, OTHER, Z01, SpeakerBench, record, sentence_of, speakers

TWO_LANGUAGES = {"languages": ["zh", "en"], "texts": {"en": "{number} to {counter}"}, "names": {"z01": {"zh": "大厅"}}}


@pytest.fixture
def module(ports: Path, pack: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SpeakerBench]:
    """A serial module that is asked often."""
    monkeypatch.setattr("devices.drivers.speaker.module.ASK_EVERY_S", 0.1)
    monkeypatch.setattr("devices.drivers.speaker.module.LATE_ASK_EVERY_S", 0.5)
    with speakers(MAKES["syn6288"], ports, pack) as bench:
        yield bench


@pytest.mark.parametrize("name", ["espeak_ng", "xf_s4240", "syn6288"])
def test_a_call_is_said_in_each_language_in_its_turn(name: str, ports: Path, pack: Path) -> None:
    with speakers(MAKES[name], ports, pack, **TWO_LANGUAGES) as bench:
        bench.driver.say_call(CALL)
        bench.driver.say_call(OTHER)
        bench.hears(
            "请A零零幺号到大厅", "A zero zero one to General two", "请B幺二零号到大厅", "B one two zero to General two"
        )


def test_a_call_is_said_from_each_pack_in_its_turn_in_the_packs_own_words(
    ports: Path, pack: Path, tmp_path: Path
) -> None:
    words = ("综合", "号窗口", "号，", "A", "零", "一", "两", "来")
    reads = 'text = "{number}来{counter}"\none = "一"\ntwo = "两"\nletters = "A"\n'
    dialect = record(tmp_path / "dialect", words, reads)
    with speakers(MAKES["clips"], ports, pack, packs=[str(pack), str(dialect)]) as bench:
        bench.driver.say_call(CALL)
        bench.hears(sentence_of(), "A零零一来综合两号窗口")
        assert bench.driver.feeling().trouble is Trouble.CLIPS_MISSING


def test_an_english_voice_spells_the_letter_a(ports: Path, pack: Path) -> None:
    with speakers(MAKES["espeak_ng"], ports, pack, languages=["en"]) as bench:
        driver: Any = bench.driver
        one, same = (driver._sound(Spoken(Language.ENGLISH, text))[0] for text in ("A one", "Eigh one"))
        assert one == same


def test_a_louder_and_a_slower_voice_is_another_sound(ports: Path, pack: Path) -> None:
    said = Spoken(Language.CHINESE, "请A零零幺号")
    sounds = []
    for options in ({}, {"words_per_minute": 100}, {"volume": 10}, {"voices": {"zh": "yue"}}, {"gap_ms": 300}):
        with speakers(MAKES["espeak_ng"], ports, pack, **options) as bench:
            sounds.append(bench.driver._sound(said)[0])
    assert len({sound.frames for sound in sounds}) == len(sounds)
    assert sounds[1].seconds > sounds[0].seconds


def test_a_modules_marks_stand_before_every_text(ports: Path, pack: Path) -> None:
    with speakers(MAKES["xf_s4240"], ports, pack, marks="[v8][s5]") as bench:
        bench.driver.say_call(CALL)
        bench.hears("[v8][s5]" + sentence_of())
    with pytest.raises(SettingsWrong), speakers(MAKES["xf_s4240"], ports, pack, marks="[v8]\x04"):
        pass


def test_a_text_that_is_too_long_for_a_module_is_cut_and_counted(module: SpeakerBench) -> None:
    module.driver.say_call(CallToSay("A001", Z01, "办" * 150, "x"))
    module.until(lambda: module.counted("said") == 1, "the call")
    (words,) = module.heard()
    assert len(words.encode("gbk")) == 199
    assert module.counted("unsayable") == len("请A零零幺号到") + 150 - len(words)


def test_an_idle_byte_that_is_lost_is_asked_for(module: SpeakerBench) -> None:
    module.twin.switch("no_idle_byte", True)
    module.twin.switch("noise_before", True)
    for call in (CALL, OTHER):
        module.driver.say_call(call)
    module.hears(sentence_of(), sentence_of("B幺二零"))
    assert module.driver.feeling().state is DeviceState.OK
    assert module.counted("noise") > 0


def test_what_a_module_did_not_take_is_not_said_twice(module: SpeakerBench) -> None:
    module.driver.say_call(CALL)
    module.hears(sentence_of())
    module.driver.say_call(OTHER)
    module.twin.switch("silent", True)
    module.until(lambda: module.driver.feeling().trouble is Trouble.NO_ANSWER, "the silence")
    module.twin.switch("silent", False)
    module.until(lambda: module.driver.feeling().state is DeviceState.OK, "its end")
    module.until(lambda: not module.driver._waiting and not module.counted("open"), "the end of what waited")
    assert len(module.heard()) <= 2
    assert not module.twin.ear.talked_over


def test_a_module_that_refuses_gets_each_sentence_once_more_and_no_further(module: SpeakerBench) -> None:
    module.until(lambda: module.driver.feeling().state is DeviceState.OK, "a start")
    ask = module_twin.ModuleTwin._carry_out

    def refuse(twin: module_twin.ModuleTwin, command: int, body: bytes) -> None:
        if command == Command.SAY:
            twin._say(Answer.REFUSED)
        else:
            ask(twin, command, body)

    twin: Any = module.twin
    twin._carry_out = lambda command, body: refuse(twin, command, body)
    module.driver.say_call(CALL)
    module.until(lambda: module.counted("unsaid") == 1, "the refusal")
    assert module.counted("refused") == 1
    assert not module.twin.ear.heard


def test_a_module_that_is_stuck_while_it_speaks_is_named_soon_after_it_should_have_ended(module: SpeakerBench) -> None:
    for number in range(PACES_MIN):
        module.driver.say_call(CallToSay(f"A00{number}", Z01, "综合2号窗口", "General 2"))
    module.until(lambda: module.counted("said") == PACES_MIN, "its pace is known")
    module.driver.say_call(OTHER)
    module.until(lambda: module.driver._saying is not None, "it speaks")
    module.twin.switch("busy", True)
    module.until(lambda: module.driver.feeling().trouble is Trouble.SPEAKER_REFUSES, "it stays busy")
    sentence = module.twin.ear.heard[-1]
    assert module.driver._over_s + BUSY_MAX_S < sentence.began_s + sentence.seconds + 3
    module.twin.switch("busy", False)
    module.until(lambda: module.driver.feeling().state is DeviceState.OK, "its end")
    assert len(module.driver._paces) == PACES_MIN


def test_a_modules_pace_is_that_of_its_last_sentences_not_of_one_that_was_stuck(
    module: SpeakerBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BYTE_S", "BUSY_MAX_S"):
        monkeypatch.setattr(f"devices.drivers.speaker.module.{name}", 0.001)
    paces = []
    for number in range(3):
        module.driver.say_call(CallToSay(f"A00{number}", Z01, "综合2号窗口", "General 2"))
        module.until(lambda count=number: module.counted("said") == count + 1, "the call")  # type: ignore[misc]
        paces.append(len(module.driver._paces))
    assert paces == [0, 1, 2]


def test_a_module_that_starts_again_is_not_waited_for(module: SpeakerBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module_twin, "SECONDS_PER_SIGN", 50.0)
    module.driver.say_call(CALL)
    module.until(lambda: bool(module.twin.ear.heard), "the call")
    monkeypatch.setattr(module_twin, "SECONDS_PER_SIGN", 0.2)
    module.twin.switch("power_lost", True)
    module.until(lambda: module.driver.feeling().state is DeviceState.DOWN, "the silence")
    module.twin.switch("power_lost", False)
    module.driver.say_call(OTHER)
    module.until(lambda: module.heard() == [sentence_of("B幺二零")], "only the next call")
    assert module.counted("unsaid") == 1


@pytest.mark.parametrize("fault", ["late", "busy"])
def test_a_sound_that_is_held_up_holds_the_next_one_up(
    fault: str, ports: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound_twin, "LATE_S", 0.3)
    monkeypatch.setattr(sound_twin, "BUSY_S", 0.5)
    with speakers(MAKES["clips"], ports, pack) as bench:
        bench.twin.switch(fault, True)
        for call in (CALL, OTHER):
            bench.driver.say_call(call)
        bench.hears(sentence_of(), sentence_of("B幺二零"))
        assert not bench.twin.ear.talked_over


def test_a_sound_that_never_ends_is_ended(ports: Path, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.drivers.speaker.sounds.STUCK_S", 0.3)
    with speakers(MAKES["clips"], ports, pack) as bench:
        bench.twin.switch("busy", True)
        bench.driver.say_call(CALL)
        monkeypatch.setattr("devices.drivers.speaker.sounds.STUCK_S", -60.0)
        with pytest.raises(PortGone, match="come to an end"):
            bench.until(lambda: False, "the end")
        bench.driver.close()
        bench.twin.switch("busy", False)
        monkeypatch.setattr("devices.drivers.speaker.sounds.STUCK_S", 15.0)
        bench.driver.open()
        bench.driver.say_call(OTHER)
        bench.until(lambda: bench.heard()[-1:] == [sentence_of("B幺二零")], "the next call")
        assert not bench.twin.ear.talked_over


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("pack.toml", b"language = 3", "language"),
        ("pack.toml", b"=", "pack.toml"),
        ("pack.toml", b'text = "{name}"', "no {name}"),
        ("pack.toml", b'files = { A = "../A.wav" }', "files"),
        ("B.wav", b"RIFF", "B.wav"),
        ("B.wav", b"x" * 3_000_000, "more than"),
    ],
)
def test_a_pack_that_cannot_be_used_says_why(
    file: str, content: bytes, reason: str, pack: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(pack, tmp_path / "pack")
    (folder / file).write_bytes(content)
    with pytest.raises(SettingsWrong, match=reason):
        read_pack(folder)


def test_clips_of_different_form_are_refused_and_named_files_are_taken(pack: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(pack, tmp_path / "pack")
    (folder / "号窗口.wav").rename(folder / "window.wav")
    (folder / "pack.toml").write_text(
        'letters = "AB"\nneeded = ["号窗口", "公安"]\nfiles = { "号窗口" = "window.wav" }'
    )
    assert read_pack(folder).gaps((), ()).words == ("公安",)
    with wave.open(str(folder / "A.wav"), "wb") as stereo:
        stereo.setnchannels(2)
        stereo.setsampwidth(2)
        stereo.setframerate(8_000)
    with pytest.raises(SettingsWrong, match="differ"):
        read_pack(folder)
    assert len(CLIPS) == len(list(pack.glob("*.wav")))
    assert CounterId("z01") == Z01


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ("aplay: main:831: audio open error: Device or resource busy", Trouble.PORT_BUSY),
        ("aplay: main:831: audio open error: Permission denied", Trouble.PORT_FORBIDDEN),
        ("aplay: main:831: audio open error: No such file or directory", Trouble.PORT_GONE),
        ("", Trouble.PORT_GONE),
    ],
)
def test_why_a_sound_device_cannot_be_used_is_told(
    said: str, trouble: Trouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = tmp_path / "aplay"
    player.write_text(f"#!/bin/sh\necho 'ALSA lib pcm.c:2666: words for programmers' >&2\necho '{said}' >&2\nexit 1\n")
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    port = SoundPort(SoundAddress("default", tmp_path / "none"), SoundTurns())
    port.play(b"")
    with pytest.raises(PortGone) as fault:
        watch_until(lambda: not port.playing(), "the player's end")
    assert fault.value.trouble is trouble
    assert not said or str(fault.value) == f"sound device default: {said}"
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ProgramMissing, match="aplay is not installed"):
        port.play(b"")
    port.close()
