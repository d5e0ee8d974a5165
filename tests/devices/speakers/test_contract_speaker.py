"""The contract of speakers, kept by every make against its twin on a real port."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from config.counted import Counted
from config.vocabulary import CounterId, DeviceState, Trouble
from devices.faults import PortGone, SettingsWrong
from devices.kinds.speaker import CallToSay, Speaker
from devices.registry import build_driver
from tests.devices.rig import device, site
from tests.devices.speakers.makes import CALL, MAKES, OTHER, Z01, SpeakerBench, sentence_of, settings_of, speakers

FAULTS = [(name, fault) for name, make in MAKES.items() for fault in make.faults]
QUICK = {
    "module.ASK_EVERY_S": 0.1,
    "module.LATE_ASK_EVERY_S": 0.8,
    "module.BUSY_MAX_S": 0.1,
    "sounds.TRY_EVERY_S": 0.1,
    "sounds.LATE_S": 0.3,
}
NAMED = {
    "busy": (DeviceState.WARNING, Trouble.SPEAKER_REFUSES),
    "refuses": (DeviceState.WARNING, Trouble.SPEAKER_REFUSES),
    "late": (DeviceState.DOWN, Trouble.ANSWERS_LATE),
    "silent": (DeviceState.DOWN, Trouble.NO_ANSWER),
    "garbled": (DeviceState.DOWN, Trouble.NO_ANSWER),
    "power_lost": (DeviceState.DOWN, Trouble.NO_ANSWER),
}


@pytest.fixture
def bench(
    request: pytest.FixtureRequest, ports: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SpeakerBench]:
    """The make that the test names; what is asked now and then is asked often."""
    for name, value in QUICK.items():
        monkeypatch.setattr(f"devices.drivers.speaker.{name}", value)
    monkeypatch.setattr("devices.simulated.speakers.module_twin.LATE_S", 0.5)
    with speakers(MAKES[request.param], ports, pack) as made:
        yield made
        assert not made.twin.ear.talked_over


every = pytest.mark.parametrize("bench", MAKES, indirect=True)


@every
def test_a_call_is_said_to_its_end_once_and_then_it_is_quiet(bench: SpeakerBench) -> None:
    assert isinstance(bench.driver, Speaker)
    assert not bench.driver.only_counters
    bench.driver.say_call(CALL)
    bench.hears(sentence_of())
    feeling = bench.driver.feeling()
    assert (feeling.state, feeling.counters[Counted.SAID]) == (DeviceState.OK, 1)
    tries = bench.twin.ear.heard
    bench.until(lambda: bench.driver.pause_s > 0.1, "nothing more to say")
    assert bench.twin.ear.heard == tries


@every
def test_calls_are_said_in_their_order_and_never_over_each_other(bench: SpeakerBench) -> None:
    for call in (CALL, OTHER, CALL):
        bench.driver.say_call(call)
    bench.hears(sentence_of(), sentence_of("B幺二零"), sentence_of())
    assert bench.twin.ear.talked_over == 0
    began = [each.began_s for each in bench.twin.ear.heard]
    assert began == sorted(began)


@pytest.mark.parametrize("name", MAKES)
def test_too_many_calls_push_out_the_oldest_that_wait_and_are_counted(name: str, ports: Path, pack: Path) -> None:
    with speakers(MAKES[name], ports, pack, waiting_max=2) as bench:
        for number in range(6):
            bench.driver.say_call(CallToSay(f"A00{number}", Z01, "综合2号窗口", "General 2"))
        assert bench.counted("left_out") == 4
        bench.hears(sentence_of("A零零四"), sentence_of("A零零五"))


@every
def test_a_call_that_waited_too_long_is_not_said(bench: SpeakerBench) -> None:
    bench.driver.say_call(CALL)
    since_s, call = bench.driver._waiting.pop()
    bench.driver._waiting.append((since_s - 61, call))
    bench.driver.say_call(OTHER)
    bench.hears(sentence_of("B幺二零"))
    assert bench.counted("left_out") == 1


@every
def test_an_old_call_is_not_said(bench: SpeakerBench) -> None:
    bench.driver.say_call(replace(CALL, age_s=31.0))
    bench.driver.say_call(replace(OTHER, age_s=5.0))
    bench.hears(sentence_of("B幺二零"))
    assert bench.counted("left_out") == 1


@every
def test_a_call_that_is_over_is_withdrawn_while_it_waits(bench: SpeakerBench) -> None:
    for call in (replace(CALL, ticket="a"), replace(OTHER, ticket="b"), replace(CALL, ticket="c")):
        bench.driver.say_call(call)
    for counter, ticket in ((Z01, "a"), (Z01, "c"), (CounterId("z02"), "b"), (Z01, "nobody")):
        bench.driver.withdraw_call(counter, ticket)
    bench.hears(sentence_of("B幺二零"))
    assert (bench.counted("withdrawn"), bench.counted("said")) == (2, 1)


@pytest.mark.parametrize("name", MAKES)
def test_a_call_that_is_over_is_not_said_once_more(name: str, ports: Path, pack: Path) -> None:
    with speakers(MAKES[name], ports, pack, times=2) as bench:
        bench.driver.say_call(replace(CALL, ticket="a"))
        bench.until(lambda: bool(bench.counted("open")), "its beginning")
        bench.driver.withdraw_call(Z01, "a")
        bench.driver.say_call(OTHER)
        bench.hears(sentence_of(), sentence_of("B幺二零"), sentence_of("B幺二零"))


@pytest.mark.parametrize("name", MAKES)
def test_a_call_is_said_so_often_as_the_settings_say(name: str, ports: Path, pack: Path) -> None:
    with speakers(MAKES[name], ports, pack, times=2, only_counters=["z01", "z02"]) as bench:
        assert bench.driver.only_counters == {CounterId("z01"), CounterId("z02")}
        bench.driver.say_call(CALL)
        bench.driver.say_call(OTHER)
        one, other = sentence_of(), sentence_of("B幺二零")
        bench.hears(one, one, other, other)


@pytest.mark.parametrize(("bench", "fault"), FAULTS, indirect=["bench"])
def test_a_fault_is_named_and_gone_when_it_ends(
    bench: SpeakerBench, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.driver.say_call(CALL)
    bench.hears(sentence_of())
    monkeypatch.setattr("devices.drivers.speaker.module.ANSWER_S", 0.2)
    bench.twin.switch(fault, True)
    if fault == "unplugged":
        with pytest.raises(PortGone) as gone:
            bench.until(lambda: False, "the loss")
        assert gone.value.trouble is Trouble.PORT_GONE
        bench.driver.close()
        bench.twin.switch(fault, False)
        bench.driver.open()
    else:
        state, trouble = NAMED[fault]
        bench.until(lambda: bench.driver.feeling().trouble is trouble, f"{trouble}")
        assert bench.driver.feeling().state is state
        bench.twin.switch(fault, False)
    bench.until(lambda: bench.driver.feeling().state is DeviceState.OK, "its end")
    bench.driver.say_call(OTHER)
    bench.until(lambda: bench.heard()[-1] == sentence_of("B幺二零"), "the next call")


@every
def test_after_a_fault_what_waited_is_not_said(bench: SpeakerBench) -> None:
    bench.driver.say_call(CALL)
    bench.driver.say_call(CALL)
    bench.driver.close()
    bench.driver.open()
    assert bench.counted("left_out") == 2
    bench.driver.say_call(OTHER)
    bench.hears(sentence_of("B幺二零"))


@every
def test_a_name_is_text_and_never_a_command(bench: SpeakerBench) -> None:
    bench.driver.say_call(CallToSay("A001[v10]", Z01, "[[h@l'oU]]\x1b综合2号窗口<break/>", "-w /tmp/x"))
    bench.until(lambda: bool(bench.heard()) or bench.counted("lacking") > 0, "an end of it")
    assert all("[" not in words and "<" not in words for words in bench.heard())
    bench.driver.say_call(CALL)
    bench.until(lambda: bench.heard()[-1:] == [sentence_of()], "the next call")


@every
def test_wrong_options_are_named(bench: SpeakerBench, ports: Path, pack: Path) -> None:
    for wrong in (
        {"times": 0},
        {"waiting_max": 100},
        {"wait_max_s": 0},
        {"nonsense": 1},
        {"packs": ["relative"]} if bench.make.driver == "clips" else {"texts": {"zh": "{name}"}},
        {"names": {"z01": {"fr": "x"}}},
    ):
        settings = settings_of(bench.make, pack)
        with pytest.raises(SettingsWrong, match="options"):
            build_driver(settings.model_copy(update={"options": {**settings.options, **wrong}}), site(ports))
    with pytest.raises(SettingsWrong):
        build_driver(device("voice", "speaker", bench.make.driver, "pcsc:x", **bench.settings.options), site(ports))
