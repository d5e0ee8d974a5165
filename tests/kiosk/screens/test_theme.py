"""The theme keeps its promises: contrast, and sizes that follow the window."""

import pytest

from config import theme


@pytest.mark.parametrize(("ink", "ground"), theme.PAIRS)
def test_text_stands_out(ink: str, ground: str) -> None:
    assert theme.contrast(ink, ground) >= theme.CONTRAST_MIN


def test_contrast_knows_black_and_white() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("size", "factor"), [((1080, 1920), 1.0), ((1920, 1080), 1.0), ((1366, 768), 768 / 1080)])
def test_lengths_follow_the_short_side(size: tuple[int, int], factor: float) -> None:
    scale = theme.Scale(*size)
    assert scale.px(100) == pytest.approx(100 * factor)
    assert scale.portrait == (size[1] > size[0])


def test_the_smallest_text_is_large_enough_for_its_distance() -> None:
    pixels_per_mm = 1920 / (27 * 25.4 * 16 / (16**2 + 9**2) ** 0.5)
    cap_height_mm = theme.FLOOR * 0.733 / pixels_per_mm
    assert cap_height_mm >= 7.3
