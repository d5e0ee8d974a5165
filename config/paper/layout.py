"""The shape of a layout file: one line of the paper after another.

A line is exactly one of: ``text`` (with ``label``: one at the left, the other at the right; with ``mark``: the text
hangs behind it), ``rule``, ``feed``, ``qr``. Fields stand between braces, ``{number}``; ``{taken:5}`` stands right in
five columns. A line is left out when a field that it names is empty, or the one that it names in ``when``.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from config.paper.fields import FIELDS, PaperName
from config.settings.model import Section
from config.settings.problems import Problem
from config.settings.values.reasons import Wrong
from config.text import Text
from config.vocabulary import Language

FIELD: Final = re.compile(r"\{([a-z_]+)(?::([1-9][0-9]?))?\}")
LINES_MAX: Final = 100
LIST: Final = Text("列表", "list")
FIELD_WORD: Final = Text("字段", "field")
COLUMNS_MAX: Final = 400
"""Longest text in columns; the rest is cut with an ellipsis."""
Dots = Annotated[int, Field(ge=0, le=255, strict=True)]
Shown = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Place(StrEnum):
    """Where a text stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Both(Section):
    """A text in both languages."""

    zh: Shown
    en: Shown

    def in_language(self, language: Language) -> str:
        """One of the two."""
        return self.zh if language is Language.CHINESE else self.en


def _both(value: Any) -> Any:
    """One text may serve both languages."""
    return {"zh": value, "en": value} if isinstance(value, str) else value


InBoth = Annotated[Both, BeforeValidator(_both)]


class Line(Section):
    """One line of the file; on paper it may take several rows, or none."""

    text: InBoth | None = None
    label: InBoth | None = None
    mark: InBoth | None = None
    rule: Literal[True] | None = None
    feed: Dots | None = None
    qr: Shown | None = None
    each: str | None = None
    """Once for every entry of this list."""
    when: str | None = None
    """Only where this field or list is not empty."""
    size: Annotated[int, Field(ge=1, le=8, strict=True)] = 1
    """Times the printer's own signs, 12 × 24 dots."""
    fit: bool = False
    """One row as wide as the paper allows, at most ``size``; else a long text takes several rows."""
    align: Place | None = None
    above: Dots = 0
    """White above each of its rows."""
    below: Dots = 0
    """White below its last row."""
    module: Annotated[int, Field(ge=1, le=16, strict=True)] = 6
    """Dots of a code's module; smaller where the paper is too narrow."""
    longest: Annotated[int, Field(ge=8, le=COLUMNS_MAX, strict=True)] = 96

    @model_validator(mode="after")
    def is_one_thing(self) -> Self:
        """Raises ValueError for a line that says nothing, or two things."""
        things = [name for name in ("text", "rule", "feed", "qr") if getattr(self, name) is not None]
        if len(things) != 1:
            raise Wrong(Text("text、rule、feed、qr 必须有且只有一项", "must have exactly one of text, rule, feed, qr"))
        if self.text is None and (self.label or self.mark or self.each):
            raise Wrong(Text("有 label、mark 或 each 时必须有 text", "label, mark and each need a text"))
        if self.label and self.mark:
            raise Wrong(Text("label 和 mark 不能同时有", "can't have both label and mark"))
        return self

    def texts(self) -> Iterator[tuple[str, str]]:
        """Everything that may name fields, with its key."""
        for name in ("text", "label", "mark"):
            if (both := getattr(self, name)) is not None:
                yield f"{name}.zh", both.zh
                yield f"{name}.en", both.en
        if self.qr is not None:
            yield "qr", self.qr


class Layout(Section):
    """A layout file."""

    line: Annotated[tuple[Line, ...], Field(min_length=1, max_length=LINES_MAX)]


def fields_in(text: str) -> list[str]:
    """The names between braces."""
    return [found[1] for found in FIELD.finditer(text)]


def layout_problems(file: str, paper: PaperName, layout: Layout) -> list[Problem]:
    """Every name that this paper does not have, and what must stand on it and does not."""
    problems = [
        Problem(file, f"line[{place}].{key}", reason)
        for place, line in enumerate(layout.line, start=1)
        for key, reason in _breaches(paper, line)
    ]
    needed = FIELDS[paper].needed
    if not any(needed in fields_in(text) for line in layout.line for _, text in line.texts()):
        zh, en = f"没有一行含 {{{needed}}}", f"no line has {{{needed}}}"
        wrong = Text(f"{zh}：缺了它这种单据就没有用", f"{en}: without it this paper is of no use")
        problems.append(Problem(file, "line", wrong))
    return problems


def _breaches(paper: PaperName, line: Line) -> Iterator[tuple[str, Text]]:
    known = FIELDS[paper]
    if line.each is not None and line.each not in known.lists:
        yield "each", _unknown(LIST, line.each, known.lists)
    if line.when is not None and line.when not in known.texts | known.lists.keys():
        yield "when", _unknown(FIELD_WORD, line.when, known.texts | known.lists.keys())
    names = known.texts | known.lists.get(line.each or "", frozenset())
    for key, text in line.texts():
        for name in fields_in(text):
            if name not in names:
                yield key, _unknown(FIELD_WORD, f"{{{name}}}", names)
        if set(FIELD.sub("", text)) & set("{}"):
            zh, en = "字段写成大括号中的名称，如", "a field is a name between braces, such as"
            yield key, Text(f"{zh} {{{known.needed}}}", f"{en} {{{known.needed}}}")


def _unknown(what: Text, name: str, known: Any) -> Text:
    there = ", ".join(sorted(known))
    return Text(f"没有{what.zh} {name}；可用：{there}", f"there is no {what.en} {name}; there are: {there}")
