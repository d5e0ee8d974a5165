"""What a sign says for each face: a hall's own sentences, its names of counters, its colours."""

from string import Formatter
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, model_validator

from config.vocabulary import CounterId, Language
from devices.drivers.options import Options
from devices.drivers.sign.strips import SignOptions
from devices.frames.signs.lettering import Charset, legible
from devices.kinds.sign_face import SignFace, SignMode

PLACES: Final = frozenset({"number", "counter", "reason"})
LINE_END: Final = "\n"


def _sentence(text: str) -> str:
    if wrong := {name for _, name, _, _ in Formatter().parse(text) if name is not None} - PLACES:
        raise ValueError(f"there is no {{{', '.join(sorted(wrong))}}}; there are {{number}}, {{counter}}, {{reason}}")
    return text


Sentence = Annotated[str, AfterValidator(_sentence)]


class Texts(Options):
    """One sentence for each mode; empty: the sign is blank."""

    called: Sentence = "请{number}到{counter}"
    serving: Sentence = "正在办理{number}"
    free: Sentence = "请等候叫号"
    paused: Sentence = "暂停服务 {reason}"
    closed: Sentence = ""


class LatinTexts(Texts):
    """Where the sign has no Chinese; a pause's reason could be in any language."""

    called: Sentence = "{number}"
    serving: Sentence = "{number}"
    free: Sentence = ""
    paused: Sentence = "PAUSED"
    closed: Sentence = ""


class Wording(SignOptions):
    """Options of every sign that shows words."""

    texts: Texts = Texts()
    language: Language = Language.CHINESE
    """Of ``{counter}``."""
    names: dict[CounterId, str] = Field(default_factory=dict)
    """A counter's own name for its sign, where the plan's is too long."""

    @model_validator(mode="after")
    def _names_are_shown(self) -> Self:
        """Raises ValueError."""
        if strange := self.names.keys() - set(self.counters.values()):
            raise ValueError(f"names: no sign of {', '.join(sorted(strange))} is on this port")
        return self


class ColouredWording(Wording):
    """Options of those that show them in colours."""

    colours: dict[SignMode, str] = Field(default_factory=dict)


def lines_of(
    counter: CounterId, face: SignFace, wording: Wording, charset: Charset, rows: int
) -> tuple[list[str], int]:
    """At most so many legible lines, and how many of their signs had to be replaced."""
    name = face.counter_zh if wording.language is Language.CHINESE else face.counter_en
    sentence: str = getattr(wording.texts, face.mode.value)
    text = sentence.format(number=face.number, counter=wording.names.get(counter, name), reason=face.reason)
    lines = [line.strip() for line in text.split(LINE_END)]
    lines = [*lines[: rows - 1], " ".join(lines[rows - 1 :])]
    found = [legible(line, charset) for line in lines]
    return [line for line, _ in found], sum(count for _, count in found)
