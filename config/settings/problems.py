"""What is wrong with files, all at once: file, key, reason in both languages."""

from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from config.settings.values.reasons import reason_of
from config.text import Text


@dataclass(frozen=True)
class Problem:
    """One thing to mend."""

    file: str
    key: str
    reason: Text

    @property
    def told(self) -> Text:
        """Where it is and what it is, for who reads one language."""
        return Text(f"{self.file}: {self.key}: {self.reason.zh}", f"{self.file}: {self.key}: {self.reason.en}")

    def __str__(self) -> str:
        return f"{self.told.zh} / {self.reason.en}"


class FilesWrong(Exception):
    """Settings or plan files can't be used."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def problems_of(file: Path, error: ValidationError) -> list[Problem]:
    """pydantic's findings as problems; the value is shown, settings files hold no secrets."""
    return [
        Problem(file.name, ".".join(map(str, found["loc"])) or "(file)", reason_of(found))
        for found in error.errors(include_url=False)
    ]


def twice(file: str, key: str, values: Iterable[str]) -> Iterator[Problem]:
    """A problem for each value that stands there more than once."""
    for value, times in Tally(values).items():
        if times > 1:
            yield Problem(file, key, Text(f"“{value}”出现 {times} 次", f"{value!r} stands {times} times"))
