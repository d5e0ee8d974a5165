"""Strips of one template: find its frames in what comes, show their text; a family that answers does so."""

from collections.abc import Mapping
from typing import Final

from devices.frames.signs.form_reader import FormReader, words_of
from devices.frames.signs.strip_template import COLOUR, StripTemplate
from devices.simulated.signs.sign_twin import LineMaker, Shown, SignTwin

HELD_MAX_BYTES: Final = 600


class TemplateTwin(SignTwin):
    """Strips on one line."""

    def __init__(self, line: LineMaker, counters: Mapping[int, str], strip: StripTemplate) -> None:
        self._strip = strip
        self._held = b""
        self._forms = [FormReader(strip.form, set(counters), strip.length_adds)]
        if strip.ask:
            self._forms.append(FormReader(strip.ask_form, set(counters), 0))
        super().__init__(line, counters)

    def _hear(self, data: bytes) -> None:
        self._held = (self._held + data)[-HELD_MAX_BYTES:]
        while (end := self._take()) is not None:
            self._held = self._held[end:]

    def _take(self) -> int | None:
        """Carry out the first frame; where it ends."""
        for start in range(len(self._held)):
            for end in range(start + 1, len(self._held) + 1):
                for form in self._forms:
                    if (found := form.read(self._held[start:end])) is not None:
                        self._show(*found)
                        return end
        return None

    def _show(self, values: Mapping[str, int], text: bytes | None) -> None:
        if text is not None:
            scrolling = bool(self._strip.scrolling) and values.items() >= self._strip.scrolling.items()
            line = words_of(self._strip, text).strip()
            shown = Shown((line,), self._colour(values), scrolling) if line else Shown()
            self._stand(values.get("address", 0), shown)
        if self._strip.answer:
            self._say(bytes.fromhex(self._strip.answer))

    def _colour(self, values: Mapping[str, int]) -> str:
        return next((name for name, value in self._strip.colours.items() if value == values.get(COLOUR)), "")
