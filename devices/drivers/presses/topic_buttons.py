"""Buttons that speak MQTT: what the drivers of evaluators and of call pads share."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final

from pydantic import Field, StringConstraints, ValidationError, model_validator

from config.counted import Counted
from config.settings.load import CHECKOUT
from config.settings.plan_files import DeviceSettings
from config.tls import Tls, TlsWrong, tls_of
from config.vocabulary import CounterId, DeviceState, Trouble
from devices.drivers.options import Site, refuse_unused
from devices.drivers.presses.counting import CounterName, Pressed, Presses, PressOptions
from devices.faults import SettingsWrong
from devices.frames.evaluators.button_form import FORM, ButtonReader, KeySaid, TopicForm, UnitThere, form_of
from devices.kinds.driver import Feeling
from devices.kinds.pad_key import Meaning
from devices.ports.address import MqttAddress
from devices.ports.mqtt_topic import Arrived, MqttTopic

WAIT_S: Final = 0.1
TLS: Final = ("tls_ca", "tls_certificate", "tls_key")
"""The options for it."""
ButtonName = Annotated[str, StringConstraints(pattern=r"^[^+#{}\x00]{1,100}$")]
Said = Annotated[str, StringConstraints(min_length=1, max_length=130)]


class ButtonOptions(PressOptions):
    """Which units are whose, how their make speaks, and who we are at a broker that is not the hall's own."""

    counters: Annotated[dict[ButtonName, CounterName], Field(min_length=1)]
    preset: str = ""
    path: str | None = None
    released: tuple[str, ...] | None = None
    availability: TopicForm | None = None
    gateway: str | None = None
    availability_path: str | None = None
    online: str | None = None
    offline: str | None = None
    user: str = ""
    tls_ca: str = ""
    tls_certificate: str = ""
    tls_key: str = ""

    @model_validator(mode="before")
    @classmethod
    def no_password(cls, given: object) -> object:
        """Raises ValueError for a secret in a file that is shown and compared."""
        if isinstance(given, dict) and "password" in given:
            raise ValueError("password: it stands in the hall's secrets.toml, [device_passwords], by the device's name")
        return given

    def tls(self) -> Tls | None:
        """How that broker is spoken to. Raises SettingsWrong."""
        try:
            return tls_of(CHECKOUT, self.tls_ca, self.tls_certificate, self.tls_key)
        except TlsWrong as wrong:
            raise SettingsWrong(f"options: {wrong}") from None


class TopicButtons:
    """Listens to the messages of its units."""

    pause_s = 0.0
    """None: a step waits on the broker itself."""

    def __init__(
        self,
        settings: DeviceSettings,
        site: Site,
        clock: Callable[[], float],
        options: ButtonOptions,
        meanings: Mapping[str, Meaning],
    ) -> None:
        address = site.address(settings)
        if not isinstance(address, MqttAddress):
            raise SettingsWrong("this driver needs an mqtt: port")
        try:
            form = form_of(options.preset, address.topic, {name: getattr(options, name) for name in FORM})
            self._reader = ButtonReader(form, options.counters)
        except ValidationError as wrong:
            raise SettingsWrong(f"options: {wrong.errors(include_input=False)[0]['msg']}") from None
        except ValueError as wrong:
            raise SettingsWrong(f"options: {wrong}") from None
        if not form.availability and not form.gateway:
            refuse_unused(
                options, ["availability_path", "online", "offline"], "no topic says it (availability, gateway)"
            )
        if not address.host:
            refuse_unused(options, ["user", *TLS], "the hall's own broker has its settings, [broker]")
        self._released = frozenset(form.released)
        self._meanings = meanings
        self._counter_of = {name: CounterId(counter) for name, counter in options.counters.items()}
        self.counters = frozenset(self._counter_of.values())
        self._presses = Presses(options, clock)
        self._away: set[str] = set()
        broker = site.broker(settings, address, options.user, options.tls())
        self._port = MqttTopic(broker, self._reader.filters, address.tap)

    def open(self) -> None:
        """Connect. Raises PortGone."""
        self._presses.forget()
        self._away.clear()
        self._port.open()

    def step(self) -> Sequence[Pressed]:
        """Hear what was pressed. Raises PortGone."""
        return [event for arrived in self._port.read(WAIT_S) for event in self._heard(arrived)]

    def feeling(self) -> Feeling:
        """A warning while a unit is away, by the word of its gateway."""
        counts = dict(self._presses.counts)
        if self._away:
            detail = f"offline: {', '.join(sorted(self._away))}"
            return Feeling(DeviceState.WARNING, Trouble.NO_ANSWER, detail, counters=counts)
        return Feeling(DeviceState.OK, counters=counts)

    def close(self) -> None:
        """Disconnect."""
        self._port.close()

    def _heard(self, arrived: Arrived) -> Sequence[Pressed]:
        try:
            said = self._reader.read(arrived.topic, arrived.payload)
        except ValueError:
            self._presses.counts[Counted.NOT_UNDERSTOOD] += 1
            return []
        events: list[Pressed] = []
        for each in said:
            match each:
                case UnitThere(address, there):
                    (self._away.discard if there else self._away.add)(address)
                case KeySaid():
                    events += self._key(each, arrived.retained)
        return events

    def _key(self, said: KeySaid, retained: bool) -> Sequence[Pressed]:
        """What the broker kept was pressed for somebody else."""
        if said.value in self._released:
            return []
        meaning = self._meanings.get(said.sign)
        if retained or meaning is None:
            self._presses.counts[Counted.RETAINED if retained else Counted.UNKNOWN_KEY] += 1
            return []
        return self._presses.pressed(self._counter_of[said.address], meaning)
