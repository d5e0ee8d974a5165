"""The published bytes of speech modules: what our drivers send, and what a module does with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.frames.speakers.modules import SYN6288, XF_S4240, Answer, Command, CommandReader, ModuleForm
from devices.ports.address import parse_address
from devices.ports.byte_port import BytePort, byte_port
from devices.simulated.speakers.module_twin import ModuleTwin
from tests.devices.rig import watch_until

SENTENCE = "请A001号到3号窗口"
OF_XF = "FD0013 01 01 C7EB41303031BAC5B5BD33BAC5B4B0BFDA"
OF_SYN = "FD0014 01 01 C7EB41303031BAC5B5BD33BAC5B4B0BFDA EF"
PACE = 0.01


@pytest.mark.parametrize(("form", "published"), [(XF_S4240, OF_XF), (SYN6288, OF_SYN)])
def test_what_the_driver_sends(form: ModuleForm, published: str) -> None:
    assert form.say(SENTENCE.encode("gbk")) == bytes.fromhex(published)
    assert CommandReader(form).feed(bytes.fromhex(published)) == [(Command.SAY, b"\x01" + SENTENCE.encode("gbk"))]


@pytest.mark.parametrize(("command", "of_xf"), [(Command.STOP, "FD000102"), (Command.ASK, "FD000121")])
def test_commands_without_data(command: Command, of_xf: str) -> None:
    assert XF_S4240.frame(command) == bytes.fromhex(of_xf)


def test_the_xor_is_counted() -> None:
    assert SYN6288.frame(Command.ASK) == bytes.fromhex("FD000221DE")


@pytest.mark.parametrize("command", [0x01, 0x02, 0x03, 0x04, 0x21, 0x88])
def test_every_command_is_cut_at_its_end(command: int) -> None:
    assert CommandReader(XF_S4240).feed(bytes([0xFD, 0, 1, command]) * 2) == [(command, b"")] * 2


def test_answers() -> None:
    assert {answer.name: answer.value for answer in Answer} == {
        "STARTED": 0x4A,
        "TAKEN": 0x41,
        "REFUSED": 0x45,
        "BUSY": 0x4E,
        "IDLE": 0x4F,
    }


@contextmanager
def module(ports: Path, form: ModuleForm, pace: float = PACE) -> Iterator[tuple[ModuleTwin, BytePort]]:
    """A module and its port."""
    twin = ModuleTwin(ports / "voice", form, pace)
    twin.start()
    port = byte_port(parse_address("serial:voice", ports), 9_600)
    port.open()
    yield twin, port
    port.close()
    twin.stop()


def answers(port: BytePort) -> Callable[[bytes], bool]:
    """Whether just this has been answered by now."""
    came = bytearray()

    def just(wanted: bytes) -> bool:
        came.extend(port.read(0.05))
        return bytes(came) == wanted

    return just


@pytest.mark.parametrize(
    ("form", "frame"),
    [
        (XF_S4240, OF_XF),
        (SYN6288, OF_SYN),
        (XF_S4240, OF_XF.replace("01 01", "01 00")),
        (XF_S4240, XF_S4240.frame(Command.SAY, b"\x02" + "請A001號到3號窗口".encode("big5")).hex()),
    ],
    ids=["xf_s4240", "syn6288", "gb2312", "big5"],
)
def test_a_sentence_is_taken_said_and_its_end_is_told(ports: Path, form: ModuleForm, frame: str) -> None:
    with module(ports, form) as (twin, port):
        just = answers(port)
        port.write(bytes.fromhex(frame))
        watch_until(lambda: just(bytes([Answer.TAKEN, Answer.IDLE])), "both answers")
        assert twin.ear.heard[-1].words in (SENTENCE, "請A001號到3號窗口")
        assert twin.ear.heard[-1].to_its_end


def test_a_module_that_speaks_is_busy_until_it_is_stopped(ports: Path) -> None:
    with module(ports, XF_S4240, pace=1.0) as (twin, port):
        just = answers(port)
        port.write(bytes.fromhex(OF_XF) + bytes.fromhex("FD000121" + "FD000102" + "FD000121"))
        watch_until(
            lambda: just(bytes([Answer.TAKEN, Answer.BUSY, Answer.TAKEN, Answer.IDLE])), "it is quiet in the end"
        )
        assert twin.ear.heard[-1].to_its_end is False


def test_a_new_sentence_cuts_off_the_one_before(ports: Path) -> None:
    with module(ports, XF_S4240, pace=1.0) as (twin, port):
        just = answers(port)
        port.write(bytes.fromhex(OF_XF) * 2)
        watch_until(lambda: just(bytes([Answer.TAKEN] * 2)), "both are taken")
        assert [each.to_its_end for each in twin.ear.heard] == [False, None]
