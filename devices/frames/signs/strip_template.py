"""A serial strip's template: its frame, its character set, its widths and values, read from TOML.

Those that come with the product lie in ``templates/``; a hall's own stands in its devices.toml.
"""

import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from devices.frames.signs.lettering import Charset, cells
from devices.frames.signs.template import LENGTHS, FrameForm, frame_form

FOLDER: Final = Path(__file__).with_name("templates")
COLOUR: Final = "colour"
MERGED: Final = ("values", "colours", "scrolling", "escapes")
ByteValue = Annotated[int, Field(ge=0, le=255, strict=True)]
Hex = Annotated[str, StringConstraints(pattern=r"^\s*([0-9A-Fa-f]{2}\s*)*$")]


class StripTemplate(BaseModel):
    """How one family of strips is told a text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    frame: str
    charset: Charset = Charset.GBK
    columns: Annotated[int, Field(ge=0, le=200)] = 0
    """Half-width places; 0: unknown, everything is sent and the strip does with it what it does."""
    text_max: Annotated[int, Field(ge=1, le=250)] = 120
    """The longest text in half-width places."""
    pad: Literal["", "left", "right", "centre"] = ""
    """Blanks up to ``columns``, with the text on this side."""
    blank: Annotated[str, StringConstraints(pattern=r"^ *$")] = " "
    """The text of a dark strip: some would leave the old one standing when there is none."""
    after_each: Hex = ""
    """Bytes that follow each sign of the text, or each byte of it."""
    after_each_what: Literal["sign", "byte"] = "sign"
    values: dict[str, ByteValue] = Field(default_factory=dict)
    colours: dict[str, ByteValue] = Field(default_factory=dict)
    """What stands for ``{colour}``; the first is the usual one."""
    scrolling: dict[str, ByteValue] = Field(default_factory=dict)
    """Values for a text that is wider than the strip; without them it is cut."""
    escapes: dict[str, str] = Field(default_factory=dict)
    length_adds: Annotated[int, Field(ge=-100, le=100)] = 0
    gap_ms: Annotated[int, Field(ge=0, le=2_000)] = 0
    """The least pause between two frames."""
    ask: str = ""
    """The frame that makes a strip answer."""
    answer: Hex = ""
    """What it answers to each frame, where it answers at all."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        """Raises ValueError."""
        given = {*self.values, *([COLOUR] if self.colours else [])}
        if missing := (self.form.values | self.ask_form.values) - given:
            named = ", ".join(f"{{{name}}}" for name in sorted(missing))
            raise ValueError(
                f"values: the frame has {named}, which is neither there nor a name of its own like {{text}}"
            )
        if unknown := given - self.form.values - self.ask_form.values:
            raise ValueError(f"values: the frame has no {', '.join(sorted(unknown))}")
        if unknown := self.scrolling.keys() - self.values.keys():
            raise ValueError(f"scrolling: the values have no {', '.join(sorted(unknown))}")
        if "text" not in {part.name for part in self.form.parts}:
            raise ValueError("frame: it has no {text}")
        self._nothing_unused()
        if bool(self.ask) and not self.answer:
            raise ValueError("answer: what does the strip answer when it is asked?")
        return self

    def _nothing_unused(self) -> None:
        """Raises ValueError for what would do nothing."""
        if self.pad and not self.columns:
            raise ValueError("pad: columns must say up to how many places")
        if self.after_each_what == "byte" and not self.after_each:
            raise ValueError("after_each_what: nothing follows (after_each)")
        if self.length_adds and not {part.name for part in self.form.parts} & LENGTHS.keys():
            raise ValueError("length_adds: the frame has no length")

    @cached_property
    def form(self) -> FrameForm:
        """The text's frame."""
        return frame_form(self.frame, self.escapes)

    @cached_property
    def ask_form(self) -> FrameForm:
        """The question's frame; empty for none."""
        return frame_form(self.ask)

    def scrolls(self, text: str) -> bool:
        """Whether the strip lets this text run."""
        return bool(self.scrolling) and 0 < self.columns < cells(text)

    def places(self, text: str) -> int:
        """How many places this text may take."""
        return self.text_max if self.scrolls(text) or not self.columns else min(self.columns, self.text_max)

    def text_bytes(self, text: str) -> bytes:
        """Legible text as it goes into the frame."""
        signs = [sign.encode(self.charset) for sign in self._padded(text)]
        if self.after_each_what == "byte":
            signs = [bytes([byte]) for sign in signs for byte in sign]
        return b"".join(sign + bytes.fromhex(self.after_each) for sign in signs)

    def to_bytes(self, address: int, sequence: int, text: str, colour: str) -> bytes:
        """The frame that puts this text onto the strip."""
        values = self.values | (self.scrolling if self.scrolls(text) else {})
        if self.colours:
            values = values | {COLOUR: self.colours[colour]}
        values = values | {"address": address, "sequence": sequence}
        return self.form.to_bytes(values, self.text_bytes(text), self.length_adds)

    def _padded(self, text: str) -> str:
        room = max(self.columns - cells(text), 0)
        match self.pad:
            case "left":
                return text + " " * room
            case "right":
                return " " * room + text
            case "centre":
                return " " * (room // 2) + text + " " * (room - room // 2)
            case _:
                return text


def template_names() -> list[str]:
    """The templates that come with the product."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def strip_template(name: str, changes: Mapping[str, Any]) -> StripTemplate:
    """The template of this name with a hall's changes, or without a name the hall's own. Raises ValueError."""
    if name and name not in template_names():
        raise ValueError(f"no template {name!r}; there are {', '.join(template_names())}")
    table: dict[str, Any] = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")) if name else {}
    for key, change in changes.items():
        both = key in MERGED and isinstance(change, dict) and isinstance(table.get(key), dict)
        table[key] = table[key] | change if both else change
    made = StripTemplate.model_validate(table)
    if "scrolling" in changes and not made.columns:
        raise ValueError("scrolling: columns must say how wide the strip is")
    return made
