"""Who starts the server, and why its plan was changed while it was down: that stands in the journal."""

import argparse
import os
from collections.abc import Callable
from getpass import getuser

from config.wire.message import WORDS_MAX
from config.wire.requests import WHO_MAX


def add_options(parser: argparse.ArgumentParser) -> None:
    """``--by`` and ``--why``; without them the system's user answers for the files."""
    who, why = "who starts it, if not this user", "why the plan's files were changed, if they were"
    parser.add_argument("--by", metavar="NAME", type=_words(1, WHO_MAX), default=_user(), help=who)
    parser.add_argument("--why", metavar="TEXT", type=_words(0, WORDS_MAX), default="", help=why)


def _words(least: int, most: int) -> Callable[[str], str]:
    def read(given: str) -> str:
        if not least <= len(given.strip()) <= most:
            raise argparse.ArgumentTypeError(f"{least} to {most} characters")
        return given.strip()

    return read


def _user() -> str:
    """The name that the system knows, else the number."""
    try:
        return getuser()[:WHO_MAX]
    except (KeyError, OSError):
        return str(os.getuid())
