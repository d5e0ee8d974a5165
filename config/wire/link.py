"""The MQTT 5 client of every room: will, presence, reconnect, bounded outbox and inbox, request and reply.

The only importer of paho. Its network thread decodes and puts into a bounded queue; nothing else runs on it.
"""

import itertools
import logging
import queue
import socket
import sys
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from config.tls import Tls, refusal_in, why_away
from config.vocabulary import Trouble
from config.wire.catalogue import REPLY_EXPIRY_S, ROW_OF, Row
from config.wire.codec import Unreadable, decode, decode_reply, encode, encode_reply
from config.wire.message import Message
from config.wire.presence import Presence
from config.wire.replies import Reply
from config.wire.requests import Request
from config.wire.topics import read_reply_topic, reply_topic, topic_of

log = logging.getLogger(__name__)

INBOX_MAX: Final = 10_000
OUTBOX_MAX: Final = 10_000
INFLIGHT_MAX: Final = 1_000
KEEPALIVE_S: Final = 15
WILL_DELAY_S: Final = 2
RECONNECT_MIN_S: Final = 0.1
RECONNECT_MAX_S: Final = 2
SESSION_EXPIRY_S: Final = 3600


class OutboxFull(Exception):
    """The broker has been away for so long that nothing more can be kept for it."""


@dataclass(frozen=True)
class Address:
    """Where the broker is and who we are, and over TLS or not. ``password`` never appears in a log."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: Tls | None = None


@dataclass(frozen=True)
class Asked:
    """Where an answer goes: the asker's topic and correlation data."""

    topic: str
    correlation: bytes


@dataclass(frozen=True)
class Received:
    """One readable message. ``asked`` is set when an answer is wanted; ``retained`` when the broker had kept it."""

    message: Message
    retained: bool = False
    asked: Asked | None = None
    came_at: float = field(default_factory=time.monotonic)
    """When it came in, in monotonic seconds: what waited too long in a queue can be refused."""


@dataclass(frozen=True)
class Rejected:
    """Bytes that were no message, with the address for a refusal if one was given."""

    problem: Unreadable
    asked: Asked | None = None


@dataclass(frozen=True)
class Connection:
    """The link came up or went down; ``reason`` in English, for a log; ``trouble`` where certificates are wrong."""

    up: bool
    reason: str = ""
    trouble: Trouble = Trouble.NONE


Inbound = Received | Rejected | Connection


class Link:
    """One user's connection to one hall's broker. ``inbox`` is read by one thread of the owner."""

    def __init__(
        self,
        hall: str,
        address: Address,
        listen: Iterable[str] = (),
        *,
        keep_session: bool = False,
        presence: bool = True,
        inbox_max: int = INBOX_MAX,
    ) -> None:
        self.hall = hall
        self.address = address
        self.inbox: queue.Queue[Inbound] = queue.Queue(inbox_max)
        self.connected = threading.Event()
        self.overflows = 0
        """Messages that did not fit into the inbox; QoS 1 requests among them are asked again by their sender."""
        self.unsent = 0
        """Messages that did not fit into the outbox."""
        self._filters = [*listen, reply_topic(hall, address.user)]
        self._keep_session = keep_session
        self._presence = presence
        self._numbers = itertools.count(1)
        self._open_requests: dict[bytes, Future[Reply]] = {}
        self._newest: mqtt.MQTTMessageInfo | None = None
        self._refusal = ""
        """Why the broker broke off TLS. It stands until another try ends otherwise: not each one hears the reason."""
        self._client = self._make_client()

    def start(self) -> None:
        """Connect in the background and stay connected. Raises TlsWrong."""
        self._aim()
        self._client.loop_start()

    def _aim(self) -> None:
        """Tell the client where to connect, without doing it yet. Raises TlsWrong."""
        if self.address.tls is not None:
            self._client.tls_set_context(self.address.tls.context())
            self._client.on_log = self._on_log
        properties = _properties(PacketTypes.CONNECT)
        properties.SessionExpiryInterval = SESSION_EXPIRY_S if self._keep_session else 0
        properties.ReceiveMaximum = INFLIGHT_MAX
        self._client.connect_async(
            self.address.host,
            self.address.port,
            keepalive=KEEPALIVE_S,
            clean_start=not self._keep_session,
            properties=properties,
        )

    def stop(self) -> None:
        """Say goodbye and close; unanswered requests are cancelled."""
        self._leave()
        self._client.loop_stop()
        for future in list(self._open_requests.values()):
            future.cancel()

    def send(self, message: Message) -> bool:
        """Publish by the catalogue's row. A bounded outbox keeps it while the broker is away; False when it is full."""
        row = ROW_OF[type(message)]
        return self._publish(topic_of(self.hall, message), encode(message), row, _expiry(row.expiry_s))

    def ask(self, request: Request) -> Future[Reply]:
        """Publish a request; the future holds the answer, or OutboxFull.

        The owner decides how long to wait, cancels what it no longer waits for, and asks again.
        """
        row = ROW_OF[type(request)]
        correlation = str(next(self._numbers)).encode()
        future: Future[Reply] = Future()
        self._open_requests[correlation] = future
        future.add_done_callback(lambda _: self._open_requests.pop(correlation, None))
        properties = _expiry(row.expiry_s) or _properties(PacketTypes.PUBLISH)
        properties.ResponseTopic = reply_topic(self.hall, self.address.user)
        properties.CorrelationData = correlation
        if not self._publish(topic_of(self.hall, request), encode(request), row, properties):
            future.set_exception(OutboxFull(OutboxFull.__doc__))
        return future

    def answer(self, asked: Asked, reply: Reply) -> None:
        """Send an answer to whoever asked."""
        kind, payload = encode_reply(reply)
        properties = copy(_of_reply(kind))
        properties.CorrelationData = asked.correlation
        self._publish(asked.topic, payload, ROW_OF[type(reply)], properties)

    def _publish(self, topic: str, payload: bytes, row: Row, properties: Properties | None) -> bool:
        """Into the outbox; what does not fit is counted and told."""
        info = self._client.publish(topic, payload, row.qos, row.retained, properties)
        if info.rc != MQTTErrorCode.MQTT_ERR_QUEUE_SIZE:
            self._newest = info
            return True
        self.unsent += 1
        log.warning("outbox full, %d messages not sent since the start", self.unsent)
        return False

    def wait_sent(self, timeout_s: float) -> bool:
        """Whether the broker has acknowledged the newest message, waiting for that no longer than ``timeout_s``."""
        if self._newest is not None and self.connected.is_set():
            self._newest.wait_for_publish(timeout_s)
        return self._newest is None or self._newest.is_published()

    def _leave(self) -> None:
        if self._presence and self.connected.is_set():
            self.send(Presence(user=self.address.user, online=False))
        self._client.disconnect()

    def _make_client(self) -> mqtt.Client:
        client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=self.address.user, protocol=mqtt.MQTTv5)
        client.username_pw_set(self.address.user, self.address.password)
        client.max_inflight_messages_set(INFLIGHT_MAX)
        client.max_queued_messages_set(OUTBOX_MAX)
        client.reconnect_delay_set(RECONNECT_MIN_S, RECONNECT_MAX_S)  # type: ignore[arg-type]
        if self._presence:
            will = Presence(user=self.address.user, online=False)
            properties = _properties(PacketTypes.WILLMESSAGE)
            properties.WillDelayInterval = WILL_DELAY_S
            client.will_set(topic_of(self.hall, will), encode(will), 1, True, properties)
        client.on_socket_open = no_delay
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_connect_fail = self._on_connect_fail
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        return client

    def _on_connect(self, client: mqtt.Client, _data: Any, _flags: Any, code: ReasonCode, _props: Any) -> None:
        if code.is_failure:
            self._put(Connection(False, str(code)))
            return
        self._refusal = ""
        client.subscribe([(name, SubscribeOptions(qos=1)) for name in self._filters])

    def _on_subscribe(self, _client: mqtt.Client, _data: Any, _mid: int, _codes: Any, _props: Any) -> None:
        """Only now nothing is missed any more."""
        if self._presence:
            self.send(Presence(user=self.address.user, online=True))
        self.connected.set()
        self._put(Connection(True))

    def _on_connect_fail(self, _client: mqtt.Client, _data: Any) -> None:
        """Called where the error is handled."""
        self._not_reached(sys.exception())

    def _not_reached(self, error: BaseException | None) -> None:
        trouble, reason = why_away(error)
        self._refusal = ""
        self._put(Connection(False, reason, trouble if trouble is Trouble.CERTIFICATE_WRONG else Trouble.NONE))

    def _on_log(self, _client: mqtt.Client, _data: Any, level: int, said: str) -> None:
        """A broker that does not accept our certificate says so behind the handshake, and paho only in its log."""
        if level == mqtt.MQTT_LOG_ERR:
            self._refusal = refusal_in(said) or self._refusal

    def _on_disconnect(self, _client: mqtt.Client, _data: Any, _flags: Any, code: ReasonCode, _props: Any) -> None:
        self.connected.clear()
        trouble = Trouble.CERTIFICATE_WRONG if self._refusal else Trouble.NONE
        self._put(Connection(False, self._refusal or str(code), trouble))

    def _on_message(self, _client: mqtt.Client, _data: Any, packet: mqtt.MQTTMessage) -> None:
        correlation = getattr(packet.properties, "CorrelationData", None)
        if correlation is not None and packet.topic == reply_topic(self.hall, self.address.user):
            self._settle(correlation, getattr(packet.properties, "ContentType", None), bytes(packet.payload))
            return
        response = getattr(packet.properties, "ResponseTopic", None)
        asked = Asked(response, correlation) if response and correlation and self._may_answer(response) else None
        message = decode(self.hall, packet.topic, bytes(packet.payload))
        if isinstance(message, Unreadable):
            self._put(Rejected(message, asked))
        else:
            self._put(Received(message, packet.retain, asked))

    def _may_answer(self, response: str) -> bool:
        """Only reply topics of this hall: an asker must not make the server write elsewhere for it."""
        return read_reply_topic(self.hall, response) is not None

    def _settle(self, correlation: bytes, kind: str | None, payload: bytes) -> None:
        future = self._open_requests.get(correlation)
        reply = decode_reply(kind, payload)
        if future is None or isinstance(reply, Unreadable) or not future.set_running_or_notify_cancel():
            log.info("an answer came that nobody waits for")
            return
        future.set_result(reply)

    def _put(self, item: Inbound) -> None:
        try:
            self.inbox.put_nowait(item)
        except queue.Full:
            self.overflows += 1
            log.warning("inbox full, %d messages lost since the start", self.overflows)


def _properties(packet: int) -> Properties:
    return Properties(packet)  # type: ignore[no-untyped-call]


@cache
def _of_reply(kind: str) -> Properties:
    """What all replies of one kind share: paho takes longer to make it than to send it."""
    properties = _properties(PacketTypes.PUBLISH)
    properties.MessageExpiryInterval = REPLY_EXPIRY_S
    properties.ContentType = kind
    return properties


def _expiry(expiry_s: int | None) -> Properties | None:
    if expiry_s is None:
        return None
    properties = _properties(PacketTypes.PUBLISH)
    properties.MessageExpiryInterval = expiry_s
    return properties


def no_delay(_client: mqtt.Client, _data: Any, connection: Any) -> None:
    """paho's hook for a new socket: small messages leave at once (0.6 ms instead of 88 with Nagle)."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
