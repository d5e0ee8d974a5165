"""Read the settings: the defaults, then one file's keys over them."""

import os
import tomllib
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from config.settings.model import Settings
from config.settings.problems import FilesWrong, Problem, problems_of

CHECKOUT: Final = Path(__file__).parents[2]
DEFAULTS: Final = Path(__file__).with_name("defaults.toml")
SETTINGS_VARIABLE: Final = "SERVICE_HALL_SETTINGS"
"""Environment variable that names the settings file when no argument does."""


def load_settings(file: Path | None = None) -> Settings:
    """The settings with ``file`` (or $SERVICE_HALL_SETTINGS) over the defaults. Raises FilesWrong."""
    named = file or (Path(os.environ[SETTINGS_VARIABLE]) if os.environ.get(SETTINGS_VARIABLE) else None)
    merged = read_toml(DEFAULTS)
    if named is not None:
        merged = _over(merged, read_toml(named))
    try:
        settings = Settings.model_validate(merged)
    except ValidationError as error:
        raise FilesWrong(problems_of(named or DEFAULTS, error)) from error
    return _absolute(settings)


def read_toml(file: Path) -> dict[str, Any]:
    """One TOML file. Raises FilesWrong when it is missing or no TOML."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError as error:
        raise FilesWrong([Problem(str(file), "(file)", "is missing")]) from error
    except OSError as error:
        raise FilesWrong([Problem(str(file), "(file)", f"can't be read: {error.strerror}")]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FilesWrong([Problem(str(file), "(file)", f"is no TOML: {error}")]) from error


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
