"""What the rules look at: the project's own files as git knows them, and the imports and names in them."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

CHECKOUT = Path(__file__).resolve().parents[2]
ROOMS = ("config", "queue_server", "devices", "kiosk", "hall_display", "tests")


@dataclass(frozen=True)
class Source:
    """One file: its path inside the checkout and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file."""
        return ast.parse(self.text, self.path)

    @property
    def name(self) -> str:
        """File name without folders."""
        return PurePosixPath(self.path).name

    @property
    def room(self) -> str:
        """Top-level folder, or "" for a file that lies beside the rooms."""
        first, slash, _ = self.path.partition("/")
        return first if slash else ""

    @property
    def module(self) -> str:
        """Dotted name that a Python file is imported by."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def lines(self) -> int:
        """Length in lines."""
        return len(self.text.splitlines())

    @property
    def is_program(self) -> bool:
        """Whether it can be started: a __main__ file, or one that ends with the start guard."""
        return self.name == "__main__.py" or '\nif __name__ == "__main__":' in self.text

    def at(self, node: ast.AST, wrong: str) -> str:
        """A breach at a node of the tree."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {wrong}"


@dataclass(frozen=True)
class Import:
    """One imported dotted name; for `from a import b` this is `a.b`, whatever b is."""

    name: str
    node: ast.stmt

    def reaches(self, module: str) -> bool:
        """Whether the import is of this module or of something inside it."""
        return self.name == module or self.name.startswith(module + ".")


def imports(source: Source) -> Iterator[Import]:
    """Every import in the file, also those inside functions and under TYPE_CHECKING; relative ones resolved."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                folders = PurePosixPath(source.path).parts[: -node.level]
                base = ".".join([*folders, base] if base else folders)
            yield from (Import(f"{base}.{alias.name}", node) for alias in node.names)


@cache
def sources() -> tuple[Source, ...]:
    """Every text file of the project: tracked by git, or new and not ignored."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=CHECKOUT,
        capture_output=True,
        check=True,
        text=True,
    )
    found = []
    for path in sorted(filter(None, listing.stdout.split("\0"))):
        file = CHECKOUT / path
        if file.is_file():
            content = file.read_bytes()
            if b"\0" not in content:
                found.append(Source(path, content.decode("utf-8")))
    return tuple(found)


def python_sources() -> tuple[Source, ...]:
    """The Python files among them."""
    return tuple(source for source in sources() if source.path.endswith(".py"))


def is_product(source: Source) -> bool:
    """Whether the file is part of what a hall runs, as against its tests."""
    return source.room in ROOMS and source.room != "tests"


def expect_none(breaches: Iterable[str]) -> None:
    """Fail with every breach on a line of its own."""
    found = list(breaches)
    assert not found, "\n" + "\n".join(found)
