"""What comes from buttons that speak MQTT: which unit said what, and what that means here."""

from collections.abc import Mapping, Sequence

from config.settings.plan_files import DeviceSettings
from devices.drivers.call_pad.mqtt_pad import PadButtonOptions
from devices.drivers.evaluator.mqtt_buttons import MarkButtonOptions
from devices.drivers.presses.topic_buttons import ButtonOptions
from devices.frames.evaluators.button_form import FORM, ButtonReader, KeySaid, UnitThere, form_of
from devices.kinds.pad_key import Meaning
from devices.meanings.piece import Piece
from devices.ports.address import MqttAddress, parse_address
from devices.ports.mqtt_topic import TOPIC_END
from devices.ports.tap import Way


class TopicsMeaning:
    """Topic and payload come as one piece."""

    def __init__(self, settings: DeviceSettings) -> None:
        options: ButtonOptions
        self._meant: Mapping[str, Meaning]
        if settings.kind == "call_pad":
            options = pad = PadButtonOptions.model_validate(settings.options)
            self._meant = pad.keys
        else:
            options = marks = MarkButtonOptions.model_validate(settings.options)
            self._meant = marks.levels
        address = parse_address(settings.port)
        topic = address.topic if isinstance(address, MqttAddress) else ""
        form = form_of(options.preset, topic, {name: getattr(options, name) for name in FORM})
        self._reader = ButtonReader(form, options.counters)

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Messages whole."""
        del way  # nothing is ever sent
        topic, _, payload = data.partition(TOPIC_END)
        try:
            said = self._reader.read(topic.decode("utf-8", "replace"), payload)
        except ValueError:
            return [Piece("no message of this make", data)]
        return [Piece("; ".join(map(self._words, said)) or "nothing that counts", data)]

    def _words(self, said: KeySaid | UnitThere) -> str:
        if isinstance(said, UnitThere):
            return f"{said.address} is {'there' if said.there else 'away'}"
        return f"{said.address}: {said.sign}: {self._meant.get(said.sign, 'not in the settings')}"
