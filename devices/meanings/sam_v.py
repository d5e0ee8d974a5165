"""What goes to and from a security module. Only its own short answers are shown: never a byte of a card's text."""

from collections.abc import Sequence
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.frames.cards import sam_v
from devices.frames.cards.sam_v import FrameReader, Status, answer_of
from devices.meanings.piece import PART, Piece
from devices.ports.tap import Way

COMMANDS: Final = {
    sam_v.RESET: "begin anew",
    sam_v.STATUS: "how are you?",
    sam_v.SAM_NUMBER: "which module are you?",
    sam_v.FIND: "find a card",
    sam_v.SELECT: "select the card",
    sam_v.READ_BASE: "read text and photo",
}
ANSWERS: Final = {
    Status.OK: "done",
    Status.FOUND: "a card is found",
    Status.BAD_SUM: "the command's checksum is wrong",
    Status.BAD_LENGTH: "the command's length is wrong",
    Status.UNKNOWN_COMMAND: "the command is not known",
    Status.NOT_ALLOWED: "not authorised for this",
    Status.UNDEFINED: "an error without a name",
    Status.CARD_DISTRUSTS: "the card does not trust the module",
    Status.MODULE_DISTRUSTS: "the module does not trust the card",
    Status.NOT_GENUINE: "what was read is not genuine",
    Status.OTHER_CARD: "a card of another kind",
    Status.READ_FAILED: "reading failed",
    Status.NO_RANDOM: "no random number",
    Status.SELF_TEST_FAILED: "the module's self test failed",
    Status.NOT_AUTHORISED: "the module is not authorised",
    Status.NO_CARD: "no card",
    Status.SELECT_FAILED: "selecting failed",
    Status.NO_CONTENT: "there is nothing in it",
}
IMPERSONAL: Final = frozenset({sam_v.RESET, sam_v.STATUS, sam_v.SAM_NUMBER, sam_v.FIND})
"""What is answered to these is the module's own."""
OWN_BYTES_MAX: Final = 16
"""A module's number. Anything longer could only be a late answer of a card."""


class SamVMeaning:
    """Frames are cut as the driver cuts them."""

    def __init__(self, settings: DeviceSettings) -> None:
        del settings  # all modules speak alike
        self._reader = FrameReader()
        self._held = b""
        self._asked = b""

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Commands whole; answers by their status, with their bytes where these are the module's own."""
        if way is Way.TO_DEVICE:
            return [self._command(data)]
        bodies = self._reader.feed(data)
        self._held += data[: sam_v.FRAME_LEN_MAX]
        if not bodies:
            return [Piece(PART, hidden=len(data))]
        held, self._held = self._held, b""
        words = "; ".join(map(_answer, bodies))
        own = all(map(self._own, bodies)) and held == b"".join(map(sam_v.frame, bodies))
        return [Piece(words, held) if own else Piece(words, hidden=len(data))]

    def _command(self, data: bytes) -> Piece:
        self._reader.end_of_talk()
        self._held = b""
        bodies = FrameReader().feed(data)
        self._asked = bodies[0] if len(bodies) == 1 else b""
        return Piece(COMMANDS.get(self._asked, "a command that the driver does not use"), data)

    def _own(self, body: bytes) -> bool:
        answer = answer_of(body)
        known = answer is not None and answer.status in ANSWERS and not any(body[:2])
        return known and (not body[3:] or (self._asked in IMPERSONAL and len(body[3:]) <= OWN_BYTES_MAX))


def _answer(body: bytes) -> str:
    answer = answer_of(body)
    if answer is None:
        return "an answer that is too short"
    words = ANSWERS[Status(answer.status)] if answer.status in ANSWERS else "not documented"
    return f"{answer.status:02X}: {words}, {len(answer.data)} bytes of data"
