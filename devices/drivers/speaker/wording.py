"""What a synthetic voice says for a call: a hall's own sentences and names, in each of its languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from config.vocabulary import CounterId, Language
from devices.drivers.options import Options
from devices.drivers.speaker.speaking import CounterName, SpeakerOptions
from devices.frames.speakers.wording import CounterNumbers, Reading, call_pieces, check_text, sentence
from devices.kinds.speaker import CallToSay

TEXTS: Final = {
    Language.CHINESE: "请{number}号到{counter}",
    Language.ENGLISH: "Number {number}, please go to {counter}",
}
Text = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(check_text)]
Sign = Annotated[str, StringConstraints(min_length=1, max_length=1)]


@dataclass(frozen=True)
class Spoken:
    """One sentence in one language."""

    language: Language
    text: str


class NumberOptions(Options):
    """How numbers are read in Chinese; ``counter_numbers`` in every language."""

    zero: Sign = "零"
    one: Sign = "幺"
    two: Sign = "二"
    counter_numbers: CounterNumbers = CounterNumbers.WHOLE

    def read_in(self, *languages: Language) -> None:
        """Raises ValueError for what only Chinese has, where nothing is said in it."""
        given = {"zero", "one", "two"} & self.model_fields_set
        if given and Language.CHINESE not in languages:
            raise ValueError(f"{', '.join(sorted(given))}: nothing is said in Chinese")

    def reading(self, language: Language, text: str) -> Reading:
        """With this sentence."""
        return Reading(language, text, self.zero, self.one, self.two, self.counter_numbers)


class VoiceOptions(SpeakerOptions, NumberOptions):
    """Options of every speaker that makes a voice from a text."""

    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=2)] = (Language.CHINESE,)
    """In which a call is said, one after the other."""
    texts: dict[Language, Text] = Field(default_factory=dict)
    names: dict[CounterName, dict[Language, str]] = Field(default_factory=dict)
    """A counter's name as it is to be spoken, where the plan's is not."""

    @model_validator(mode="after")
    def _is_said(self) -> Self:
        """Raises ValueError."""
        self.read_in(*self.languages)
        said_only("texts", self.texts, self.languages)
        return self

    def spoken(self, call: CallToSay) -> list[Spoken]:
        """The call once, in each language."""
        return [Spoken(language, self._text(language, call)) for language in self.languages]

    def _text(self, language: Language, call: CallToSay) -> str:
        reading = self.reading(language, self.texts.get(language, TEXTS[language]))
        return sentence(language, call_pieces(reading, call.number, counter_name(call, language, self.names)))


def said_only(option: str, by_language: Mapping[Language, object], languages: Sequence[Language]) -> None:
    """Raises ValueError for a language in which nothing is said."""
    if unsaid := by_language.keys() - set(languages):
        raise ValueError(f"{option}: {', '.join(sorted(unsaid))} is not among languages")


def counter_name(call: CallToSay, language: Language, names: dict[CounterName, dict[Language, str]]) -> str:
    """The counter's name in a language: the settings' own, or the plan's."""
    plans = call.counter_zh if language is Language.CHINESE else call.counter_en
    return names.get(CounterId(call.counter), {}).get(language, plans)
