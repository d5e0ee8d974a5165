"""The shapes of single values in settings and plan files, and what is said of a text that does not have its shape."""

from typing import Annotated, Final

from pydantic import Field, StringConstraints

from config.text import Text
from config.vocabulary import NAME_PATTERN

PREFIX_PATTERN: Final = r"^[A-Z]{1,3}$"
POST_PATTERN: Final = r"^[A-Z0-9]{1,2}$"
DIGIT_PATTERN: Final = r"^[1-9]$"
ENDING_PATTERN: Final = r"^[0-9]{1,6}$"
CLOCK: Final = r"([01]\d|2[0-3]):[0-5]\d"
SPAN_PATTERN: Final = f"^{CLOCK}-{CLOCK}$"

NameText = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
Prefix = Annotated[str, StringConstraints(pattern=PREFIX_PATTERN)]
PostName = Annotated[str, StringConstraints(pattern=POST_PATTERN)]
Digit = Annotated[str, StringConstraints(pattern=DIGIT_PATTERN)]
Ending = Annotated[str, StringConstraints(pattern=ENDING_PATTERN)]
SpanText = Annotated[str, StringConstraints(pattern=SPAN_PATTERN)]
"""``09:00-12:00``."""
Shown = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
"""What people read; blanks alone are nothing."""
ShortShown = Annotated[str, StringConstraints(min_length=1, max_length=30, strip_whitespace=True)]
Minutes = Annotated[int, Field(ge=0, le=720)]

PATTERNS: Final = {
    NAME_PATTERN: Text(
        "应为小写字母、数字和连字符，最多 40 个", "must be small letters, digits and hyphens, 40 at most"
    ),
    PREFIX_PATTERN: Text("应为一至三个大写字母", "must be one to three capital letters"),
    POST_PATTERN: Text("应为一两个大写字母或数字", "must be one or two capital letters or digits"),
    DIGIT_PATTERN: Text('应为 "1" 至 "9" 之一', 'must be one digit from "1" to "9"'),
    ENDING_PATTERN: Text("应为一至六个数字", "must be one to six digits"),
    SPAN_PATTERN: Text('应为 "09:00-12:00" 这样的时段', 'must be a span such as "09:00-12:00"'),
}
"""What a text with this pattern must be."""
