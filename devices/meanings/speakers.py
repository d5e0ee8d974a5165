"""What goes to and from speakers: the words of a sound, the sentences of speech modules and what these answer."""

from collections.abc import Sequence
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.frames.speakers.modules import SYN6288, XF_S4240, Answer, AnswerReader, Command, CommandReader
from devices.meanings.piece import PART, Piece
from devices.ports.tap import Way

FORMS: Final = {"xf_s4240": XF_S4240, "syn6288": SYN6288}
ENCODING: Final = "gbk"
ORDERS: Final = {Command.STOP: "stop", Command.ASK: "are you speaking?"}
ANSWERS: Final = {
    Answer.STARTED: "started",
    Answer.TAKEN: "taken",
    Answer.REFUSED: "refused",
    Answer.BUSY: "speaking",
    Answer.IDLE: "nothing to say any more",
}


class SoundMeaning:
    """A sound device is given its sounds whole; it says nothing."""

    def __init__(self, settings: DeviceSettings) -> None:
        del settings  # what is played is told by the port

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """The sound's words."""
        del way  # nothing ever comes back
        return [Piece(f"play: {data.decode('utf-8', 'replace')}")]


class ModuleMeaning:
    """One speech module."""

    def __init__(self, settings: DeviceSettings) -> None:
        self._commands = CommandReader(FORMS[settings.driver])
        self._answers = AnswerReader()

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Commands by name, answers byte by byte."""
        if way is Way.TO_DEVICE:
            words = [_command(*each) for each in self._commands.feed(data)]
        else:
            words = [ANSWERS[each] for each in self._answers.feed(data)]
        return [Piece("; ".join(words) or PART, data)]


def _command(command: int, data: bytes) -> str:
    if command == Command.SAY:
        return f"say: {data[1:].decode(ENCODING, 'replace')}"
    known = command in ORDERS
    return ORDERS[Command(command)] if known else f"command {command:02X}, which the driver does not use"
