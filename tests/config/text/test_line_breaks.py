"""Where lines end: never before a closing mark, never inside a number, and about equally long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.text.line_breaks import CLOSING, OPENING, even, filled, pieces

TEXTS = st.text(st.sampled_from("县政务服务中心大厅ABC abc 123，。（）“”第年"), max_size=60)
ROOMS = st.integers(12, 60)


def width(text: str) -> float:
    """In columns: a Hanzi takes two."""
    return sum(1 if sign.isascii() else 2 for sign in text)


@given(TEXTS, ROOMS)
def test_nothing_is_lost_and_nothing_is_wider_than_the_room(text: str, room: int) -> None:
    assert "".join(pieces(text)) == text
    for lines in (filled(text, room, width), even(text, room, width)):
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert all(width(line) <= room for line in lines)
    assert len(even(text, room, width)) <= max(len(filled(text, room, width)), 1)


@given(TEXTS, ROOMS)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str, room: int) -> None:
    if all(width(part.rstrip()) <= room for part in pieces(text)):
        lines = [line for line in even(text, room, width) if line]
        assert not any(line[0] in CLOSING for line in lines[1:])
        assert not any(line[-1] in OPENING for line in lines[:-1])


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("县人力资源社会保障局", 14, ["县人力资源", "社会保障局"]),
        ("龙里县政务服务中心", 16, ["龙里县政务", "服务中心"]),
        ("小票补打次数已满，请记下号码或到咨询台", 36, ["小票补打次数已满，", "请记下号码或到咨询台"]),
        ("军人、退役军人、烈属、因公牺牲军人遗属", 24, ["军人、退役军人、烈属、", "因公牺牲军人遗属"]),
        ("第 1 项，共 2 项：雷电防护装置设计审核", 26, ["第 1 项，共 2 项：", "雷电防护装置设计审核"]),
        ("中秋节，10月10日上午9:00开始", 18, ["中秋节，10月10日", "上午9:00开始"]),
        ("checking again, please do not start over", 24, ["checking again, please", "do not start over"]),
        ("Your number:\nA012", 40, ["Your number:", "A012"]),
        ("", 10, [""]),
    ],
)
def test_lines_are_about_equally_long_and_end_at_a_pause(text: str, room: int, lines: list[str]) -> None:
    assert even(text, room, width) == lines
