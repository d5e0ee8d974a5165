"""The sheet: its colours are the theme's, text can be read, the words are whole in both languages."""

import re
from itertools import combinations
from pathlib import Path

from config import theme
from config.counted import Counted
from config.vocabulary import Language, Redress, RefusalCode, ServiceOutcome, TicketClass, Trouble
from devices.bridge import Unanswered
from devices.counters import REFUSED
from queue_server.console.app import STATIC
from queue_server.console.appointments.words import APPOINTMENT_WORDS
from queue_server.console.lead.counts import COUNT_WORDS
from queue_server.console.lead.words import LEAD_WORDS
from queue_server.console.marks.words import MARK_WORDS
from queue_server.console.pages import TEMPLATES
from queue_server.console.phone.words import PHONE_WORDS
from queue_server.console.problems import ProblemCode
from queue_server.console.tablet.words import TABLET_WORDS
from queue_server.console.words import PAGE_WORDS, words_in

VARIABLE = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
CLASSES = {"booked": TicketClass.BOOKED, "priority": TicketClass.PRIORITY}


def colours() -> dict[str, str]:
    """The sheet's variables."""
    return dict(VARIABLE.findall((STATIC / "theme.css").read_text()))


def test_colours_are_the_themes() -> None:
    for name, colour in colours().items():
        expected = (
            theme.CLASS_COLOUR[CLASSES[name]] if name in CLASSES else getattr(theme, name.replace("-", "_").upper())
        )
        assert colour == expected, name


def test_no_page_takes_anothers_words() -> None:
    for words, others in combinations(
        (PAGE_WORDS, APPOINTMENT_WORDS, PHONE_WORDS, MARK_WORDS, LEAD_WORDS, COUNT_WORDS, TABLET_WORDS), 2
    ):
        assert not words.keys() & others.keys()


def test_text_stands_out() -> None:
    got = colours()
    on_light = [(ink, ground) for ink in ("ink", "quiet", "primary", "accent", "good") for ground in ("paper", "card")]
    others = [("ink", "sunken"), ("primary", "pressed"), ("ink", "pressed")]
    on_colour = [
        ("on-dark", ground) for ground in ("primary", "primary-pressed", "accent", "good", "booked", "priority")
    ]
    for ink, ground in [*on_light, *others, *on_colour]:
        assert theme.contrast(got[ink], got[ground]) >= theme.CONTRAST_MIN, (ink, ground)


def test_the_sheet_has_no_colour_of_its_own() -> None:
    for name in ("console.css", "visitors/visit.css", "lead/lead.css", "visitors/tablet.css"):
        sheet = (STATIC / name).read_text()
        assert re.findall(r"#[0-9a-f]{6}\b", sheet) == []
        assert set(re.findall(r"var\(--([a-z-]+)\)", sheet)) <= colours().keys()


def test_every_word_that_a_page_uses_exists_in_both_languages() -> None:
    used = {
        found
        for file in (*STATIC.rglob("*.js"), *TEMPLATES.rglob("*.html"))
        for found in re.findall(r'(?:say\("|\bw\.)([a-z][a-z0-9_]*)', file.read_text())
    }
    chinese, english = words_in(Language.CHINESE), words_in(Language.ENGLISH)
    assert used - chinese.keys() == set()
    for key, words in chinese.items():
        assert words, key
        assert english[key], key
        assert set(re.findall(r"\{\w+\}", words)) == set(re.findall(r"\{\w+\}", english[key])), key


def test_every_trouble_of_a_device_has_its_words() -> None:
    keys = {f"trouble_{trouble}" for trouble in Trouble if trouble is not Trouble.NONE}
    assert {key for key in words_in(Language.CHINESE) if key.startswith("trouble_")} == keys


def test_everything_that_a_device_counts_has_its_words_and_nothing_else_has() -> None:
    refusals = {f"{REFUSED}{code}" for code in (*RefusalCode, *ProblemCode)}
    names = {key.removeprefix("count_") for key in words_in(Language.CHINESE) if key.startswith("count_")}
    assert names - refusals == {*Counted, *Unanswered, f"{REFUSED}other"}
    assert len(set(COUNT_WORDS.values())) == len(COUNT_WORDS)


def test_every_redress_has_its_words() -> None:
    keys = {f"redress_{redress}" for redress in Redress}
    assert {key for key in words_in(Language.CHINESE) if key.startswith("redress_")} == keys


def test_every_outcome_can_be_chosen_and_has_its_words() -> None:
    dialogs = (TEMPLATES / "clerk_dialogs.html").read_text()
    for outcome in ServiceOutcome:
        assert f"'{outcome}'" in dialogs
        assert {f"outcome_{outcome}", f"outcome_{outcome}_hint"} <= words_in(Language.CHINESE).keys()


def test_pages_name_no_other_host() -> None:
    for file in (*STATIC.rglob("*.*"), *TEMPLATES.rglob("*.html")):
        text = Path(file).read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|//cdn|@import", text), file
