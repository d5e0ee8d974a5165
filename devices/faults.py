"""What can go wrong with a device. A fault's docstring is its default message; none holds personal data."""

import errno
import os
import termios
from typing import ClassVar, Final

from config.vocabulary import Trouble


class DeviceFault(Exception):
    """The device failed."""

    usual: ClassVar[Trouble]
    """The trouble of this family, where the place that raises does not know better."""

    def __init__(self, detail: str | None = None, trouble: Trouble | None = None) -> None:
        super().__init__(detail or (type(self).__doc__ or "").strip())
        self.trouble = trouble or self.usual


class PortGone(DeviceFault):
    """The port is gone: unplugged, switched off, or never there."""

    usual = Trouble.PORT_GONE


OF_ERRNO: Final = {
    errno.EACCES: Trouble.PORT_FORBIDDEN,
    errno.EPERM: Trouble.PORT_FORBIDDEN,
    errno.EBUSY: Trouble.PORT_BUSY,
}


def trouble_of(error: OSError) -> Trouble:
    """Why a port cannot be opened."""
    return OF_ERRNO.get(error.errno or 0, Trouble.PORT_GONE)


WORDS_OF: Final = {
    errno.EAGAIN: "another program has it open",
    errno.EBUSY: "another program has it open",
    errno.ENOTTY: "it is no serial port",
}
"""Where the system's own words lead nowhere."""


def why(error: BaseException) -> str:
    """Why a port cannot be used: in the system's words, or ours where those are no help."""
    if isinstance(error, TimeoutError):
        return "nobody answers there"
    inner = error.__context__
    number = getattr(error, "errno", None) or (inner.args[0] if isinstance(inner, termios.error) else None)
    if number in WORDS_OF:
        return WORDS_OF[number]
    if number and number > 0:
        return os.strerror(number)
    return getattr(error, "strerror", None) or type(error).__name__


class NoAnswer(DeviceFault):
    """The device does not answer in time."""

    usual = Trouble.NO_ANSWER


class NotUnderstood(DeviceFault):
    """The device answers, but not what was asked."""

    usual = Trouble.CARD_UNREADABLE


class OutOfOrder(DeviceFault):
    """The device itself says that it cannot work."""

    usual = Trouble.SELF_TEST_FAILED


class SettingsWrong(DeviceFault):
    """The device's settings cannot be used; it stays down until they are changed."""

    usual = Trouble.SETTINGS_WRONG


class CardGone(DeviceFault):
    """The card was taken away while it was being read."""

    usual = Trouble.CARD_UNREADABLE


class SignRefuses(DeviceFault):
    """The sign answers that it does not show what it was told."""

    usual = Trouble.SIGN_REFUSES


class ProgramMissing(DeviceFault):
    """A program that the driver starts is not installed."""

    usual = Trouble.PROGRAM_MISSING
