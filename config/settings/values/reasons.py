"""What pydantic finds wrong with a value, in plain words of both languages, with the value itself where it is short."""

import json
from typing import Any, Final

from pydantic_core import ErrorDetails

from config.settings.values.shapes import PATTERNS
from config.text import Text

SHOWN_MAX: Final = 60
"""The longest value in a reason, in characters."""
WHOLE: Final = Text("应为整数", "must be a whole number")
NUMBER: Final = Text("应为数", "must be a number")
LIST: Final = Text("应为列表 […]", "must be a list […]")
TABLE: Final = Text("应为表 {{ … }}", "must be a table {{ … }}")
ONE_OF: Final = Text("应为以下之一：{expected}", "must be one of {expected}")
A_DATE: Final = Text("应为日期，如 2027-05-01", "must be a date such as 2027-05-01")
A_TIME: Final = Text('应为时刻，如 "12:00"', 'must be a time such as "12:00"')

REASONS: Final = {
    "extra_forbidden": Text("没有这一项", "there is no such key"),
    "missing": Text("缺少这一项", "is missing"),
    "int_type": WHOLE,
    "int_parsing_size": WHOLE,
    "bool_type": Text("应为 true 或 false", "must be true or false"),
    "float_type": NUMBER,
    "finite_number": NUMBER,
    "string_type": Text("应为加引号的文字", "must be a text in quotes"),
    "path_type": Text("应为加引号的路径", "must be a path in quotes"),
    "string_too_short": Text("不能为空", "must not be blank"),
    "string_too_long": Text("最多 {max_length} 个字符", "must have at most {max_length} characters"),
    "string_pattern_mismatch": Text("格式应为 {pattern}", "must have the form {pattern}"),
    "greater_than_equal": Text("不能小于 {ge}", "must not be less than {ge}"),
    "greater_than": Text("应大于 {gt}", "must be more than {gt}"),
    "less_than_equal": Text("不能大于 {le}", "must not be more than {le}"),
    "enum": ONE_OF,
    "literal_error": ONE_OF,
    "tuple_type": LIST,
    "list_type": LIST,
    "dict_type": TABLE,
    "model_type": TABLE,
    "too_short": Text("至少要有 {min_length} 项", "must have at least {min_length} entries"),
    "too_long": Text("最多 {max_length} 项", "must have at most {max_length} entries"),
    "date_type": A_DATE,
    "date_parsing": A_DATE,
    "date_from_datetime_parsing": A_DATE,
    "date_from_datetime_inexact": A_DATE,
    "time_type": A_TIME,
    "time_parsing": A_TIME,
}
"""By pydantic's name of the error; the values between braces are its own."""


class Wrong(ValueError):
    """What a validator of ours finds, in both languages."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.en)
        self.said = said


def reason_of(found: ErrorDetails) -> Text:
    """What is wrong, with the value where it is short."""
    said, value = _said(found), found["input"]
    shown = json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, dict | list) or len(shown) > SHOWN_MAX:
        return said
    return Text(f"{said.zh}，现为 {shown}", f"{said.en}, is {shown}")


def _said(found: ErrorDetails) -> Text:
    values: dict[str, Any] = found.get("ctx", {})
    if isinstance(wrong := values.get("error"), Wrong):
        return wrong.said
    if (pattern := values.get("pattern")) in PATTERNS:
        return PATTERNS[pattern]
    said = REASONS.get(found["type"])
    if said is None:
        return Text(found["msg"], found["msg"])
    listed = {**values, "expected": str(values.get("expected", "")).replace(" or ", ", ")}
    return Text(said.zh.format_map(listed).replace("', '", "'、'"), said.en.format_map(listed))
