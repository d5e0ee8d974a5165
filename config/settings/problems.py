"""What is wrong with files, all at once: file, key, reason."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError


@dataclass(frozen=True)
class Problem:
    """One thing to mend."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.reason}"


class FilesWrong(Exception):
    """Settings or plan files can't be used."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def problems_of(file: Path, error: ValidationError) -> list[Problem]:
    """pydantic's findings as problems; the value is shown, settings files hold no secrets."""
    return [
        Problem(file.name, ".".join(map(str, found["loc"])) or "(file)", reason_of(found["msg"], found["input"]))
        for found in error.errors(include_url=False)
    ]


def reason_of(message: str, value: object) -> str:
    """What is wrong, with the value where it is short."""
    shown = repr(value)
    return message if isinstance(value, dict | list) or len(shown) > 60 else f"{message}, got {shown}"
