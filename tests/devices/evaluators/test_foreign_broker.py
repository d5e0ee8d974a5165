"""Buttons at a broker of others: its password from the hall's secrets, TLS with an authority of its own."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from config.settings.plan_files import DeviceSettings
from config.tls import Tls
from config.vocabulary import CounterId, Level, Trouble
from config.wire.link import Address
from devices.faults import PortGone, SettingsWrong
from devices.kinds.evaluator import MarkPressed
from devices.registry import build_driver
from devices.simulated.lines.broker_line import Publisher
from devices.simulated.stage import Stage
from tests.certificates import Authority
from tests.contracts.mosquitto import Broker, secured
from tests.devices.rig import PATIENCE_S, device, site, step_until

PASSWORD = "given by the gateway's owner"
USER = "hall"


@pytest.fixture(scope="module", name="authority")
def _authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(name="broker")
def _broker(tmp_path: Path, authority: Authority) -> Iterator[Broker]:
    """Knows one user, and wants a certificate from everybody."""
    passwords = tmp_path / "passwords"
    passwords.write_text(f"{USER}:{PASSWORD}\n")
    program = shutil.which("mosquitto_passwd") or "/usr/bin/mosquitto_passwd"
    subprocess.run([program, "-U", str(passwords)], check=True)
    broker = Broker(tmp_path, (*secured(authority, clients=True), f"password_file {passwords}"))
    broker.start()
    yield broker
    broker.stop()


def buttons(port: int, tls: Tls | None = None, **options: Any) -> DeviceSettings:
    """One button."""
    names = {"tls_ca": "ca", "tls_certificate": "certificate", "tls_key": "key"}
    files = {option: str(getattr(tls, name)) for option, name in names.items() if tls and getattr(tls, name)}
    more = {"preset": "zigbee2mqtt", "counters": {"unit-1": "z01"}, "levels": {"single": "satisfied"}, "user": USER}
    return device("b", "evaluator", "mqtt_buttons", f"mqtt:127.0.0.1:{port}", **(more | files | options))


@contextmanager
def driving(settings: DeviceSettings, ports: Path, password: str = PASSWORD) -> Iterator[Any]:
    """A driver that knows this password."""
    driver = build_driver(settings, replace(site(ports), device_password={"b": password}.__getitem__))
    yield driver
    driver.close()


def refused(driver: Any, trouble: Trouble) -> str:
    """Why it does not get in; the first tries may end before the broker is heard out."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with pytest.raises(PortGone) as gone:
            driver.open()
        if gone.value.trouble is trouble:
            return str(gone.value)
    raise AssertionError(f"{trouble} is not named within {PATIENCE_S} s")


def test_a_press_comes_over_tls(ports: Path, broker: Broker, authority: Authority) -> None:
    tls = authority.client()
    with driving(buttons(broker.port, tls), ports) as driver:
        driver.open()
        button = Publisher(Address(broker.host, broker.port, USER, PASSWORD, tls))
        button.start()
        button.tell("zigbee2mqtt/unit-1", b'{"action":"single"}')
        assert step_until(driver, lambda _: True) == MarkPressed(CounterId("z01"), Level.SATISFIED)
        button.stop()


def test_a_wrong_password_is_told_without_it(ports: Path, broker: Broker, authority: Authority) -> None:
    with driving(buttons(broker.port, authority.client()), ports, "another") as driver:
        said = refused(driver, Trouble.PORT_GONE)
    assert "Not authorized" in said
    assert "another" not in said


def test_wrong_certificates_on_either_side_have_a_name(
    ports: Path, tmp_path: Path, broker: Broker, authority: Authority
) -> None:
    ours, stranger = authority.client(), Authority(tmp_path, "stranger").client("theirs")
    for tls, why in (
        (Tls(stranger.ca, ours.certificate, ours.key), "is not believed"),
        (Tls(authority.ca, stranger.certificate, stranger.key), "does not accept our certificate"),
        (Tls(authority.ca), "certificate required"),
    ):
        with driving(buttons(broker.port, tls), ports) as driver:
            assert why in refused(driver, Trouble.CERTIFICATE_WRONG)


def test_a_broker_without_tls_is_not_reached_with_it(ports: Path, tmp_path: Path, authority: Authority) -> None:
    broker = Broker(tmp_path)
    broker.start()
    with driving(buttons(broker.port, Tls(authority.ca)), ports) as driver:
        assert refused(driver, Trouble.PORT_GONE)
    broker.stop()


def test_a_file_that_is_no_certificate_is_named_when_the_port_is_opened(
    ports: Path, tmp_path: Path, authority: Authority
) -> None:
    empty = tmp_path / "empty.pem"
    empty.touch()
    for tls, key in ((Tls(empty), "tls_ca"), (Tls(authority.ca, ports / "none.pem"), "tls_certificate")):
        with driving(buttons(1, tls), ports) as driver, pytest.raises(SettingsWrong, match=key):
            driver.open()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"tls_certificate": "ours.pem"}, "needs tls_ca"),
        ({"tls_ca": "ca.pem", "tls_key": "ours.key"}, "needs tls_certificate"),
        ({"password": PASSWORD}, "secrets.toml"),
    ],
)
def test_wrong_options_are_named_and_no_password_is_shown(ports: Path, options: dict[str, Any], why: str) -> None:
    with pytest.raises(SettingsWrong, match=why) as wrong:
        build_driver(buttons(1, **options), site(ports))
    assert PASSWORD not in str(wrong.value)


@pytest.mark.parametrize("options", [{"user": USER}, {"user": "", "tls_ca": "ca.pem"}])
def test_the_halls_own_broker_has_its_settings_elsewhere(ports: Path, options: dict[str, Any]) -> None:
    settings = buttons(1, **options).model_copy(update={"port": "mqtt:hall/buttons/{address}"})
    with pytest.raises(SettingsWrong, match="the hall's own"):
        build_driver(settings, replace(site(ports), hall_broker=lambda user: Address("127.0.0.1", 1, user, "")))


def test_a_bench_says_that_it_has_no_twin_for_it(ports: Path, authority: Authority) -> None:
    stage = Stage(ports)
    stage.build([buttons(1, Tls(authority.ca))])
    assert "certificate" in str(stage.missing)
