"""What is special about each make of sign: light, colours, running texts, pauses between frames, registers."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from config.counted import Counted
from config.vocabulary import CounterId, DeviceState, Trouble
from devices.drivers.sign.template import TemplateStrips
from devices.faults import SettingsWrong
from devices.frames.signs.strip_template import strip_template
from devices.kinds.sign import SignFace, SignMode
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.signs.cd5220_twin import PoleTwin
from devices.simulated.signs.maker import sign_twin
from devices.simulated.signs.onbon_twin import OnbonTwin
from devices.simulated.signs.sign_twin import Shown
from tests.devices.rig import device, site, watch_until
from tests.devices.signs.makes import CALLED, FREE, MAKES, PAUSED, Z01, signs

Z02 = CounterId("z02")
LONG = SignFace(SignMode.CALLED, "A012", "不动产登记综合受理三号窗口", "Real estate registration counter 3")


@dataclass
class Clock:
    """A clock moved by hand."""

    now_s: float = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_onbon_takes_brightness_colours_and_runs_what_is_too_wide(ports: Path) -> None:
    with signs(MAKES["onbon"], ports, brightness=9, colours={"paused": "green"}, width=160) as bench:
        bench.until(lambda: bench.driver.feeling().state is DeviceState.OK, "the greeting")
        assert isinstance(bench.twin, OnbonTwin)
        assert bench.twin.brightness == {1: 9}
        bench.show(CALLED)
        assert bench.twin.shown("z01") == Shown(("请A012到综合1号窗口",), "red", scrolling=False)
        bench.show(LONG)
        assert bench.twin.shown("z01") == Shown(("请A012到不动产登记综合受理三号窗口",), "red", scrolling=True)
        bench.show(SignFace(SignMode.PAUSED, reason=r"\C1"))
        assert bench.twin.shown("z01") == Shown(("暂停服务 ＼C1",), "green", scrolling=False)


def test_larger_onbon_fonts_take_more_room(ports: Path) -> None:
    with signs(MAKES["onbon"], ports, width=160, height=32, font_px=32) as bench:
        bench.show(CALLED)
        assert bench.twin.shown("z01") == Shown(("请A012到综合1号窗口",), "red", scrolling=True)
        assert rb"\FO002\FE002" in bench.twin.heard


def test_a_pole_display_runs_above_and_cuts_below(ports: Path) -> None:
    with signs(MAKES["cd5220"], ports, brightness=3, texts={"called": "{number} {counter}\n{counter}"}) as bench:
        bench.show(LONG)
        bench.stands("A012 Real estate registration counter 3", "Real estate")
        assert isinstance(bench.twin, PoleTwin)
        assert (bench.twin.brightness, bench.twin.shown("z01").scrolling) == (3, True)


def test_an_alpha_sign_rotates_what_is_too_wide_in_its_colour(ports: Path) -> None:
    texts = {"called": "{number} {counter}"}
    with signs(MAKES["alpha-7e1"], ports, colours={"called": "amber"}, texts=texts) as bench:
        bench.show(LONG)
        bench.until(lambda: bench.twin.shown("z01").scrolling, "the text")
        assert bench.twin.shown("z01") == Shown(("A012 Real estate registration counter 3",), "amber", scrolling=True)
        bench.show(CALLED)
        bench.stands("A012 General 1")
        assert not bench.twin.shown("z01").scrolling


def test_a_strip_runs_where_its_make_can_and_is_cut_to_the_number_where_not(ports: Path) -> None:
    with signs(MAKES["a1"], ports, strip={"columns": 12}) as bench:
        bench.show(LONG)
        bench.stands("请A012到不动产登记综合受理三号窗口")
        assert bench.twin.shown("z01").scrolling
    with signs(MAKES["c"], ports, strip={"columns": 12}) as bench:
        bench.show(LONG)
        bench.stands("A012")


def test_a_wrong_register_is_a_refusal(ports: Path) -> None:
    with signs(MAKES["number"], ports) as bench:
        bench.driver._options = bench.driver._options.model_copy(update={"first_register": 7})
        bench.driver.show_face(Z01, CALLED)
        bench.until(lambda: bench.driver.feeling().trouble is Trouble.SIGN_REFUSES, "the refusal")
        assert bench.driver.feeling().detail == "z01: the display says: exception 2"


def test_two_strips_on_a_line_get_their_frames_with_the_pause_between(ports: Path) -> None:
    counters, clock = {"1": "z01", "2": "z02"}, Clock()
    settings = device("strips", "sign", "template", "serial:strips", template="a2", counters=counters)
    twin = sign_twin(settings, lambda hear: PtyLine(ports / "strips", hear))
    twin.start()
    driver = TemplateStrips(settings, site(ports), clock)
    driver.open()
    driver.show_face(Z01, CALLED)
    driver.show_face(Z02, PAUSED)
    driver.step()
    driver.step()
    assert driver.feeling().counters[Counted.SHOWN] == 1
    assert 0.1 < driver.pause_s <= 0.2
    clock.now_s += 0.2
    driver.step()
    assert driver.feeling().counters[Counted.SHOWN] == 2
    watch_until(lambda: bool(twin.shown("z02").lines), "both strips")
    clock.now_s += 61
    driver.step()
    assert driver.pause_s == 0, "it is time to tell them again"
    driver.close()
    twin.stop()


def test_frames_are_numbered_where_the_family_wants_it(ports: Path) -> None:
    with signs(MAKES["d"], ports) as bench:
        bench.show(CALLED)
        bench.show(FREE)
        bench.stands("请等候叫号")
        strip = strip_template("d", {})
        assert strip.to_bytes(1, 1, "请等候叫号", "") in bench.twin.heard


@pytest.mark.parametrize("options", [{"template": "z9"}, {"template": "c", "asked": True}, {"strip": {"frame": "AA"}}])
def test_a_template_that_cannot_be_used_is_named(ports: Path, options: dict[str, object]) -> None:
    settings = device("strip", "sign", "template", "serial:strip", counters={"1": "z01"}, **options)
    with pytest.raises(SettingsWrong, match=r"options: (template|strip|asked)"):
        TemplateStrips(settings, site(ports))
