"""The rules that go before the printed times, each in half a sentence: for who was called, and for who was passed."""

from config.plan import Text
from config.vocabulary import TicketClass
from queue_server.domain.sentences.classes import CLASS_WORDS

THIS_COUNTER = Text("本窗口", "this counter")


def by_turn(counter: Text, after: int, last: TicketClass) -> Text:
    """A turn of the last class is due."""
    name, others = CLASS_WORDS[last], "one other ticket" if after == 1 else f"{after} other tickets in a row"
    in_row = "" if after == 1 else "连续"
    return Text(
        f"{counter.zh}{in_row}叫{after}张其他号票后即叫一张{name.zh}",
        f"after {others} {counter.en} calls {name.en}",
    )


def by_preference(counter: Text, prefers: Text) -> Text:
    """The counter calls some before all others."""
    return Text(f"{counter.zh}先叫{prefers.zh}", f"{counter.en} calls {prefers.en} first")


def by_own_service(whose: Text, counter: Text, passed: str, minutes: int) -> Text:
    """The counter's own services go before its second ones. ``whose``: service."""
    return Text(
        f"{whose.zh}办的是{counter.zh}主办业务，先于协办业务{passed}（{passed}早到不超过{minutes}分钟）",
        f"{whose.en} is {counter.en}'s own and goes before {passed} of a second service,"
        f" which came at most {minutes} minute{'s' * (minutes != 1)} earlier",
    )
