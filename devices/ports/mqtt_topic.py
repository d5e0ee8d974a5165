"""Some topics of an MQTT broker as a port, by paho: one connection, read in the caller's own thread with bounded waits.

MQTT 3.1.1, which brokers of every age speak. No session is kept: a press while nobody listened is lost, not late.
"""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from config.tls import Tls, TlsWrong, refusal_in, why_away
from config.vocabulary import Trouble
from config.wire.link import Address, no_delay
from devices.faults import PortGone, SettingsWrong
from devices.ports.tap import Tap

CONNECT_TIMEOUT_S: Final = 2.0
ANSWER_WAIT_S: Final = 0.1
KEEPALIVE_S: Final = 10
TOPIC_END: Final = b"\0"
"""Between topic and payload, for whoever listens: no topic holds it."""


@dataclass(frozen=True)
class Arrived:
    """One message; ``retained``: the broker had kept it from before."""

    topic: str
    payload: bytes
    retained: bool


class MqttTopic:
    """One connection, made by us; it only listens."""

    def __init__(self, address: Address, filters: Sequence[str], tap: Tap) -> None:
        self._tap = tap
        self._address = address
        self._filters = [(name, 1) for name in filters]
        self._client: mqtt.Client | None = None
        self._arrived: list[Arrived] = []
        self._listening = False
        self._refusal = self._distrust = ""
        """Why the broker says no, in words of MQTT and of TLS. The latter stand until it lets us in: whoever breaks off
        is not always heard out."""

    def open(self) -> None:
        """Connect and subscribe. Raises PortGone, or SettingsWrong for files that TLS can't use."""
        self.close()
        self._listening, self._refusal = False, ""
        client = self._client = self._new_client()
        try:
            client.connect(self._address.host, self._address.port, KEEPALIVE_S)
        except ssl.SSLError as error:
            trouble, words = why_away(error)
            raise PortGone(f"{self._name}: {words}", trouble) from error
        except (OSError, ValueError) as error:
            raise PortGone(f"{self._name} cannot be reached: {type(error).__name__}") from error
        until = monotonic() + CONNECT_TIMEOUT_S
        while not self._listening:
            self._turn(ANSWER_WAIT_S)
            if monotonic() > until:
                raise PortGone(f"{self._name} does not answer")
        self._distrust = ""

    def read(self, timeout_s: float) -> Sequence[Arrived]:
        """What has come; empty when nothing came in time. Raises PortGone."""
        if not self._arrived:
            self._turn(timeout_s)
        arrived, self._arrived = self._arrived, []
        return arrived

    def close(self) -> None:
        """Disconnect."""
        client, self._client = self._client, None
        if client is not None:
            client.disconnect()
        self._arrived.clear()

    @property
    def _name(self) -> str:
        return f"the broker at {self._address.host}:{self._address.port}"

    def _turn(self, timeout_s: float) -> None:
        """At most some packets; paho calls back from here."""
        if self._client is None:
            raise PortGone(f"{self._name} is not connected")
        code = self._client.loop(timeout_s)
        if self._refusal:
            raise PortGone(f"{self._name} refuses: {self._refusal}")
        if code != MQTTErrorCode.MQTT_ERR_SUCCESS and self._distrust:
            raise PortGone(f"{self._name}: {self._distrust}", Trouble.CERTIFICATE_WRONG)
        if code != MQTTErrorCode.MQTT_ERR_SUCCESS:
            raise PortGone(f"{self._name} is gone: {mqtt.error_string(code)}")

    def _new_client(self) -> mqtt.Client:
        client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv311, clean_session=True)
        client.connect_timeout = CONNECT_TIMEOUT_S
        if self._address.user:
            client.username_pw_set(self._address.user, self._address.password or None)
        if self._address.tls is not None:
            client.tls_set_context(_context(self._address.tls))
            client.on_log = self._on_log
        client.on_socket_open = no_delay
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        return client

    def _on_log(self, _client: mqtt.Client, _data: Any, level: int, said: str) -> None:
        """Only here paho tells that the broker broke off TLS."""
        if level == mqtt.MQTT_LOG_ERR:
            self._distrust = refusal_in(said) or self._distrust

    def _on_connect(self, client: mqtt.Client, _data: Any, _flags: Any, code: ReasonCode, _props: Any) -> None:
        if code.is_failure:
            self._refusal = str(code)
        else:
            client.subscribe(self._filters)

    def _on_subscribe(self, _client: mqtt.Client, _data: Any, _mid: int, codes: list[ReasonCode], _props: Any) -> None:
        if any(code.is_failure for code in codes):
            self._refusal = "its topics may not be read"
        self._listening = True

    def _on_message(self, _client: mqtt.Client, _data: Any, packet: mqtt.MQTTMessage) -> None:
        self._tap.came(packet.topic.encode() + TOPIC_END + bytes(packet.payload))
        self._arrived.append(Arrived(packet.topic, bytes(packet.payload), packet.retain))


def _context(tls: Tls) -> ssl.SSLContext:
    try:
        return tls.context()
    except TlsWrong as wrong:
        raise SettingsWrong(f"options: {wrong}") from wrong
