"""The fonts taken out at set-up are whole, Simplified Chinese, and made once."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from config import fonts


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty var folder in force for the test."""
    monkeypatch.setenv("SERVICE_HALL_VAR", str(tmp_path))
    return tmp_path


def test_both_weights_are_simplified_chinese_faces(var: Path) -> None:
    for path, name in ((fonts.regular(), "NotoSansCJKsc-Regular"), (fonts.bold(), "NotoSansCJKsc-Bold")):
        assert path.parent == var / "fonts"
        with TTFont(path) as face:
            assert face["name"].getDebugName(6) == name
            assert {ord(glyph) for glyph in "直骨今令龙里县A0"} <= face.getBestCmap().keys()


def test_a_face_is_made_once_and_leaves_no_draft(var: Path) -> None:
    first = fonts.regular().stat()
    second = fonts.regular().stat()
    assert (first.st_ino, first.st_mtime_ns) == (second.st_ino, second.st_mtime_ns)
    assert [path.name for path in (var / "fonts").iterdir()] == ["NotoSansSC-Regular.otf"]


def test_the_folder_is_the_checkouts_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SERVICE_HALL_VAR", raising=False)
    assert fonts.var_folder() == Path(__file__).resolve().parents[2] / "var"


def test_a_missing_collection_is_named(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_COLLECTIONS", var / "nothing")
    with pytest.raises(fonts.FontMissing, match="fonts-noto-cjk"):
        fonts.regular()
    assert fonts.main() == 1
