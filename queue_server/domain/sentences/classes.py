"""The names of the classes in sentences."""

from collections.abc import Sequence
from typing import Final

from config.plan import Text
from config.vocabulary import TicketClass
from config.words import CLASS_NAMES as CLASS_NAMES

CLASS_WORDS: Final = {
    TicketClass.ORDINARY: Text("普通号", "an ordinary ticket"),
    TicketClass.BOOKED: Text("预约号", "a booked ticket"),
    TicketClass.PRIORITY: Text("优先号", "a priority ticket"),
}


def and_text(names: Sequence[Text]) -> Text:
    """One after another: A, B and C."""
    zh, en = [name.zh for name in names], [name.en for name in names]
    if len(names) < 2:
        return Text("".join(zh), "".join(en))
    return Text(f"{'、'.join(zh[:-1])}和{zh[-1]}", f"{', '.join(en[:-1])} and {en[-1]}")
