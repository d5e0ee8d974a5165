"""Read the settings: the defaults, then one file's keys over them."""

import json
import os
import tomllib
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from config.settings.model import BrokerSettings, Section, Settings
from config.settings.problems import FilesWrong, Problem, problems_of
from config.text import Text
from config.tls import Tls, TlsWrong, tls_of

CHECKOUT: Final = Path(__file__).parents[2]
DEFAULTS: Final = Path(__file__).with_name("defaults.toml")
SETTINGS_VARIABLE: Final = "SERVICE_HALL_SETTINGS"
"""Environment variable that names the settings file when no argument does."""
Checked = TypeVar("Checked", bound=Section)


def load_settings(file: Path | None = None) -> Settings:
    """The settings with ``file`` (or $SERVICE_HALL_SETTINGS) over the defaults. Raises FilesWrong."""
    named = file or (Path(os.environ[SETTINGS_VARIABLE]) if os.environ.get(SETTINGS_VARIABLE) else None)
    merged = read_toml(DEFAULTS)
    if named is not None:
        merged = _over(merged, read_toml(named))
    try:
        settings = checked(Settings, merged)
    except ValidationError as error:
        raise FilesWrong(problems_of(named or DEFAULTS, error)) from error
    settings = _absolute(settings)
    if problem := _tls_problem(settings.broker):
        raise FilesWrong([Problem((named or DEFAULTS).name, *problem)])
    return settings


def broker_tls(broker: BrokerSettings) -> Tls | None:
    """How an outside broker is spoken to. Raises TlsWrong."""
    return tls_of(CHECKOUT, broker.tls_ca, broker.tls_certificate, broker.tls_key)


def _tls_problem(broker: BrokerSettings) -> tuple[str, Text] | None:
    try:
        tls = broker_tls(broker)
        if tls is not None:
            tls.context()
    except TlsWrong as wrong:
        return f"broker.{wrong.key}", wrong.reason
    if tls is not None and broker.embedded:
        outside = Text("只用于外部代理（embedded = false）", "is for an outside broker (embedded = false)")
        return "broker.tls_ca", outside
    return None


def checked(model: type[Checked], raw: dict[str, Any]) -> Checked:
    """A file's content as its model: a text is no number, no number is a switch. Raises ValidationError.

    Read as JSON: there pydantic's strict rules take a list for a tuple, a text for a date or a name of a closed list.
    """
    return model.model_validate_json(json.dumps(raw, default=str), strict=True)


def read_toml(file: Path) -> dict[str, Any]:
    """One TOML file. Raises FilesWrong when it is missing or no TOML."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError as error:
        raise FilesWrong([Problem(str(file), "(file)", Text("缺少这个文件", "is missing"))]) from error
    except OSError as error:
        reason = Text(f"无法读取：{error.strerror}", f"can't be read: {error.strerror}")
        raise FilesWrong([Problem(str(file), "(file)", reason)]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        reason = Text(f"不是 TOML：{error}", f"is no TOML: {error}")
        raise FilesWrong([Problem(str(file), "(file)", reason)]) from error


def _over(base: dict[str, Any], upper: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in upper.items():
        old = base.get(key)
        merged[key] = _over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _absolute(settings: Settings) -> Settings:
    folders = settings.folders
    placed = folders.model_copy(update={"var": CHECKOUT / folders.var, "halls": CHECKOUT / folders.halls})
    return settings.model_copy(update={"folders": placed})
