"""The access list is the catalogue, read for each user: what the table says, and nothing else."""

import pytest

from config.settings.plan_files import DeviceSettings
from config.settings.users import User, joined, narrowed, users_of
from config.vocabulary import Role
from queue_server.broker.access import access_list, rights
from tests.queue_server.broker.longli import FILES, HALL, USER, USERS, may_hear, may_send, places


def covers(pattern: str, topic: str) -> bool:
    """Whether a filter with one-level wildcards takes this topic."""
    want, have = pattern.split("/"), topic.split("/")
    return len(want) == len(have) and all(w in ("+", h) for w, h in zip(want, have, strict=True))


def allowed(user: User, right: str) -> set[str]:
    """The topics among ``places`` that the list gives to a user."""
    filters = [topic for kind, topic in rights(HALL, user) if kind == right]
    return {topic for _, _, topic in places() if any(covers(pattern, topic) for pattern in filters)}


@pytest.mark.parametrize(
    "name", ["queue-server", "kiosk-1", "evaluator-z01", "counter-screen-z02", "wall-1", "calls-1"]
)
def test_a_user_may_what_the_catalogue_says(name: str) -> None:
    user = USER[name]
    assert allowed(user, "write") == may_send(user)
    assert allowed(user, "read") == may_hear(user)


def test_the_console_and_the_counters_computer_speak_for_their_counters() -> None:
    asked = f"hall/{HALL}/counter/{{}}/call-next"
    hosts = [user for user in USERS if user.role is Role.COUNTER_DEVICES]
    assert hosts
    for user in hosts:
        for counter in USER["console"].counters:
            may = any(covers(topic, asked.format(counter)) for right, topic in rights(HALL, user) if right == "write")
            assert may == (counter in user.counters), (user.name, counter)
    assert ("write", asked.format("+")) in rights(HALL, USER["console"])


def test_a_computer_with_speakers_hears_of_the_counters_whose_calls_it_says_and_speaks_for_none() -> None:
    speaker = DeviceSettings(name="hall-voice", kind="speaker", driver="espeak_ng", at="voices-1", port="sound:hall")
    upstairs = speaker.model_copy(update={"at": "voices-2", "options": {"only_counters": ["z02"]}})
    users = {user.name: user for user in users_of(FILES.plan, (speaker, upstairs))}
    of_counters = {name: covers_counters(users[name]) for name in ("voices-1", "voices-2")}
    assert of_counters == {"voices-1": {"z01", "z02"}, "voices-2": {"z02"}}
    written = [topic for name in of_counters for right, topic in rights(HALL, users[name]) if right == "write"]
    assert not any("/counter/" in topic for topic in written)


def covers_counters(user: User) -> set[str]:
    """Which of two counters' pictures a user may read."""
    read = [topic for right, topic in rights(HALL, user) if right == "read"]
    pictures = {counter: f"hall/{HALL}/picture/counter/{counter}" for counter in ("z01", "z02")}
    return {counter for counter, topic in pictures.items() if any(covers(pattern, topic) for pattern in read)}


def test_the_console_orders_papers_at_every_kiosk_and_a_kiosk_answers_for_itself() -> None:
    place = f"hall/{HALL}/kiosk/{{}}/{{}}"
    console, kiosk = rights(HALL, USER["console"]), rights(HALL, USER["kiosk-1"])
    for order in ("print-daily", "print-receipt", "print-slip"):
        assert ("write", place.format("+", order)) in console
        assert [topic for right, topic in kiosk if topic.endswith(order)] == [place.format("kiosk-1", order)]
        assert ("read", place.format("kiosk-1", order)) in kiosk
    assert ("read", place.format("+", "paper-printed")) in console
    assert ("write", place.format("kiosk-1", "paper-printed")) in kiosk
    assert ("write", place.format("console", "check-in")) in console, "it speaks for no kiosk"


def test_an_evaluator_may_just_this() -> None:
    assert rights(HALL, USER["evaluator-z01"]) == [
        ("write", "hall/longli/counter/z01/give-evaluation"),
        ("write", "hall/longli/presence/evaluator-z01"),
        ("write", "hall/longli/health/evaluator-z01/+"),
        ("read", "hall/longli/picture/counter/z01"),
        ("read", "hall/longli/presence/+"),
        ("read", "hall/longli/reply/evaluator-z01"),
    ]


def test_buttons_may_write_their_topics_and_their_driver_may_read_them() -> None:
    port, availability = "mqtt:hall/zigbee2mqtt/{address}", "zigbee2mqtt/{address}/availability"
    options = {"counters": {"button-1": "z01"}, "availability": availability}
    device = DeviceSettings(
        name="z2m", kind="evaluator", driver="mqtt_buttons", at="counters-1", port=port, options=options
    )
    outside = device.model_copy(update={"name": "far", "port": "mqtt:10.0.3.9:1883/zigbee2mqtt/{address}"})
    users = {user.name: user for user in users_of(FILES.plan, (device, outside))}
    topics = ["zigbee2mqtt/+", "zigbee2mqtt/+/availability"]
    assert rights(HALL, users["buttons-z2m"]) == [("write", topic) for topic in topics]
    assert rights(HALL, users["listener-z2m"]) == [("read", topic) for topic in topics]
    assert not [name for name in users if "far" in name]
    assert joined([users["buttons-z2m"]], [users["buttons-z2m"]]) == [users["buttons-z2m"]]
    assert narrowed([users["buttons-z2m"]], frozenset({"z02"})) == []


def test_nobody_has_a_right_outside_the_hall_or_to_everything() -> None:
    for user in USERS:
        for _, topic in rights(HALL, user):
            assert topic.startswith(f"hall/{HALL}/")
            assert "#" not in topic


def test_every_user_stands_in_the_list_once() -> None:
    named = [line.removeprefix("user ") for line in access_list(HALL, USERS).splitlines() if line.startswith("user ")]
    assert named == [user.name for user in USERS]
    assert len(set(named)) == len(named)
