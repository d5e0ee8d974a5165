"""The bare loop: MQTT QoS 1 request, one synced commit to SQLite, reply. What this machine can do at the very best
with these parts and no product in between. ``python -m tests.bench.bare PORT DATABASE``.
"""

import sqlite3
import sys
from typing import Any, Final

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from config.wire.link import no_delay

TOPIC: Final = "hall/longli/kiosk/+/take-ticket"
ANSWER: Final = (
    b'{"request_id":"","ticket":"20261121-A001","number":"A001","service":"s",'
    b'"service_name":{"zh":"","en":""},"department_name":{"zh":"","en":""},"hall_name":{"zh":"","en":""},'
    b'"ticket_class":"ordinary","people_ahead":0,"taken_at":"2026-11-21T01:00:00Z",'
    b'"counted_from":"2026-11-21T01:00:00Z","counter_names":[]}'
)


def main(port: int, database: str) -> None:
    """Answer until ended."""
    kept = sqlite3.connect(database, check_same_thread=False, isolation_level=None)
    kept.execute("pragma journal_mode=wal")
    kept.execute("pragma synchronous=full")
    kept.execute("create table if not exists facts (seq integer primary key, body text)")

    def answer(client: mqtt.Client, _data: Any, packet: mqtt.MQTTMessage) -> None:
        kept.execute("insert into facts (body) values (?)", (packet.payload.decode(),))
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        properties.CorrelationData = packet.properties.CorrelationData  # type: ignore[union-attr]
        properties.ContentType = "TicketGiven"
        topic: str = packet.properties.ResponseTopic  # type: ignore[union-attr]
        client.publish(topic, ANSWER, 1, False, properties)

    client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id="bare", protocol=mqtt.MQTTv5)
    client.max_inflight_messages_set(1_000)
    client.on_socket_open = no_delay
    client.on_connect = lambda joined, *_: joined.subscribe(TOPIC, 1)
    client.on_subscribe = lambda *_: print("ready", flush=True)
    client.on_message = answer
    client.username_pw_set("bare", "bare")
    client.connect("127.0.0.1", port)
    client.loop_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
