"""The pages that visitors see, on their phones or at a counter: without an account, in their language, few words."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse

from config.indicators import OF_LEVEL
from config.vocabulary import Language
from queue_server.console.parts import Parts
from queue_server.console.words import words_in

TEMPLATES: Final = Path(__file__).parents[1] / "templates"
PREFERRED: Final = re.compile(r"^\s*(zh|en)\b")


class VisitorPages:
    """Makes HTML with these words; the clerks' stay with the clerks."""

    def __init__(self, parts: Parts, words: Iterable[str]) -> None:
        self._parts = parts
        self._words = tuple(words)
        self._templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)

    def __call__(self, template: str, language: Language, status: int = 200, **more: Any) -> HTMLResponse:
        """One page."""
        all_words = words_in(language)
        values = {
            "w": {name: all_words[name] for name in self._words},
            "language": language.value,
            "other_language": (Language.CHINESE if language is Language.ENGLISH else Language.ENGLISH).value,
            "hall": self._parts.plan.name,
            "time_zone": self._parts.plan.time_zone,
        }
        return HTMLResponse(self._templates.get_template(template).render(values | more), status)


def language_of(request: Request, default: Language) -> Language:
    """The language that was chosen on the page, else the browser's own, else the hall's."""
    asked = request.query_params.get("language") or request.headers.get("accept-language", "")
    found = PREFERRED.match(asked)
    return Language(found[1]) if found else default


def reasons_in(language: Language) -> dict[str, list[dict[str, str]]]:
    """The national reasons for each level, in one language."""
    return {
        level: [{"code": reason.code, "words": reason.words.in_language(language)} for reason in of_level]
        for level, of_level in OF_LEVEL.items()
    }
