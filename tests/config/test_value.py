"""Values are frozen to the type checker and compare by their fields."""

from pathlib import Path

from mypy import api

from config.value import value


@value(frozen=True, slots=True)
class _Place:
    row: int
    name: str = ""


def test_values_are_equal_and_hash_by_their_fields() -> None:
    assert _Place(1) == _Place(1, "")
    assert len({_Place(1), _Place(1), _Place(2)}) == 2
    assert not hasattr(_Place(1), "__dict__")


def test_the_type_checker_refuses_to_change_one(tmp_path: Path) -> None:
    program = tmp_path / "changes.py"
    head = "from config.value import value\n\n@value(frozen=True, slots=True)\nclass Place:\n    row: int\n\n"
    program.write_text(f"{head}place = Place(1)\nplace.row = 2\n")
    told, _, code = api.run(["--strict", "--cache-dir", str(tmp_path / "cache"), str(program)])
    assert code == 1
    assert told.count("error") == 2, told  # the line and the summary
    assert 'Property "row" defined in "Place" is read-only' in told
