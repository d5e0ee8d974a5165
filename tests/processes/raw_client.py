"""A client of the broker that sends whatever it likes: any topic, any bytes, and a wish for an answer."""

import queue
from types import TracebackType
from typing import Any, Final, Self

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from config.wire.codec import Unreadable, decode_reply
from config.wire.replies import Reply
from config.wire.topics import reply_topic

TIMEOUT_S: Final = 20.0


class RawClient:
    """One user without any of the link's care."""

    def __init__(self, hall: str, port: int, user: str, password: str, called: str = "") -> None:
        self._hall = hall
        self._port = port
        self._user = user
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=called or user, protocol=mqtt.MQTTv5)
        self._client.username_pw_set(user, password)
        self._client.on_connect = lambda _c, _d, _f, code, _p: self.codes.put(code.value)
        self._client.on_publish = lambda _c, _d, _m, code, _p: self.codes.put(code.value)
        self._client.on_subscribe = lambda _c, _d, _m, codes, _p: self.codes.put(codes[0].value)
        self._client.on_message = self._on_message
        self.codes: queue.Queue[int] = queue.Queue()
        """The broker's verdicts: on the connection, then on each subscription and publication."""
        self.messages: queue.Queue[mqtt.MQTTMessage] = queue.Queue()

    def __enter__(self) -> Self:
        self._client.connect("127.0.0.1", self._port)
        self._client.loop_start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def verdict(self) -> int:
        """The broker's next verdict, as MQTT's reason code."""
        return self.codes.get(timeout=TIMEOUT_S)

    def listen(self, topic: str) -> int:
        """Subscribe; the verdict."""
        self._client.subscribe(topic, qos=1)
        return self.verdict()

    def send(self, topic: str, payload: bytes, *, answer: bool = False, retain: bool = False) -> int:
        """Publish and wait for the verdict."""
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        if answer:
            properties.ResponseTopic = reply_topic(self._hall, self._user)
            properties.CorrelationData = b"raw"
        self._client.publish(topic, payload, 1, retain, properties)
        return self.verdict()

    def reply(self) -> Reply:
        """The next answer of the server."""
        packet = self.messages.get(timeout=TIMEOUT_S)
        reply = decode_reply(getattr(packet.properties, "ContentType", None), bytes(packet.payload))
        assert not isinstance(reply, Unreadable), reply
        return reply

    def _on_message(self, _client: mqtt.Client, _data: Any, packet: mqtt.MQTTMessage) -> None:
        self.messages.put(packet)
