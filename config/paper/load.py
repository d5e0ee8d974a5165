"""The layouts of a hall: those that come with the product, and the hall's own where it has some.

A hall's own file that is wrong is named and not used: the paper looks as it does everywhere, and people get numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.paper.fields import PaperName
from config.paper.layout import Layout, layout_problems
from config.settings.entries import read_entries
from config.settings.problems import FilesWrong, Problem
from config.text import Text

SHIPPED: Final = Path(__file__).with_name("layouts")
OWN: Final = "paper"
"""The folder in a hall's plan that has its own layouts."""


@dataclass(frozen=True)
class Papers:
    """A layout for each paper, and what is wrong with files that are not used."""

    layouts: Mapping[PaperName, Layout]
    problems: tuple[Problem, ...] = ()


def shipped_papers() -> Papers:
    """The product's own. Raises FilesWrong."""
    found: dict[PaperName, Layout] = {}
    for paper in PaperName:
        layout, problems = _read(SHIPPED / f"{paper}.toml", paper)
        if layout is None or problems:
            raise FilesWrong(problems)
        found[paper] = layout
    return Papers(found)


def read_papers(plan_dir: Path) -> Papers:
    """The product's, and over them what lies in the hall's folder ``paper``."""
    layouts = dict(shipped_papers().layouts)
    problems: list[Problem] = []
    folder = plan_dir / OWN
    for file in sorted(folder.glob("*.toml")):
        if file.stem not in set(PaperName):
            there = ", ".join(PaperName)
            wrong = Text(f"没有这种单据；可用：{there}", f"no such paper; there are: {there}")
            problems.append(Problem(f"{OWN}/{file.name}", "(file)", wrong))
            continue
        paper = PaperName(file.stem)
        layout, found = _read(file, paper)
        problems += [Problem(f"{OWN}/{file.name}", problem.key, problem.reason) for problem in found]
        if layout is not None and not found:
            layouts[paper] = layout
    return Papers(layouts, tuple(problems))


def _read(file: Path, paper: PaperName) -> tuple[Layout | None, list[Problem]]:
    read = read_entries(file, Layout)
    if read.content is None or read.problems:
        return None, read.problems
    return read.content, layout_problems(file.name, paper, read.content)
