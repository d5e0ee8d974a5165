"""What goes to and from strips that a template tells."""

from collections.abc import Sequence

from config.settings.plan_files import DeviceSettings
from devices.drivers.sign.template import TemplateOptions
from devices.frames.signs.form_reader import FormReader, words_of
from devices.frames.signs.strip_template import strip_template
from devices.meanings.piece import PART, Piece
from devices.ports.tap import Way


class TemplateMeaning:
    """All strips of one line."""

    def __init__(self, settings: DeviceSettings) -> None:
        options = TemplateOptions.model_validate(settings.options)
        self._strip = strip_template(options.template, options.strip)
        addresses = {int(address) for address in options.counters}
        self._texts = FormReader(self._strip.form, addresses, self._strip.length_adds)
        self._asks = FormReader(self._strip.ask_form, addresses, 0) if self._strip.ask else None
        self._expected = bytes.fromhex(self._strip.answer)

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Each frame is one write."""
        if way is Way.FROM_DEVICE:
            heard = bool(self._expected) and self._expected in data
            return [Piece("heard" if heard else PART, data)]
        if found := self._texts.read(data):
            values, text = found
            return [Piece(f"strip {values.get('address', '')}: show {words_of(self._strip, text or b'')}", data)]
        asked = self._asks is not None and self._asks.read(data) is not None
        return [Piece("are you there?" if asked else "no frame of this template", data)]
