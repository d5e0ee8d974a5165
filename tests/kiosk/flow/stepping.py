"""From a state through some happenings: what the tests of the flow have in common."""

from typing import Any, Final

from config.vocabulary import Language, RequestId
from devices.kinds.card_reader import CardSeen, CardType
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.step import step
from tests.kiosk import samples
from tests.kiosk.samples import RULES

CARD: Final = CardSeen("a" * 32, "李*", CardType.RESIDENT, "k1-id")
FRESH: Final = RequestId("fresh-id-0001")
VISIT: Final = s.Visit(Language.CHINESE)
KNOWN: Final = s.Visit(Language.CHINESE, s.Card(CARD.token, CARD.masked_name))


def state(screen: s.Screen, visit: s.Visit = VISIT, hall: s.Hall = samples.FULL, **values: Any) -> s.State:
    """Somebody at this screen."""
    return s.State(screen, visit, hall, **values)


def after(start: s.State, *happenings: h.Happening, rules: s.Rules = RULES) -> tuple[s.State, list[e.Effect]]:
    """Where it leads, and all that was to be done."""
    effects: list[e.Effect] = []
    for happening in happenings:
        start, more = step(rules, start, happening, FRESH)
        effects += more
    return start, effects
