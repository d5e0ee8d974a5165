"""Why the console itself turned something away. Same shape as the queue server's refusals: code and words."""

from enum import StrEnum
from typing import Final, NamedTuple

from config.wire.message import Message, Words2


class ProblemCode(StrEnum):
    """Everything that the console refuses by itself."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NOT_FOUND = "not_found"
    METHOD_WRONG = "method_wrong"
    NOT_SIGNED_IN = "not_signed_in"
    NOT_ALLOWED = "not_allowed"
    NO_COUNTER = "no_counter"
    FORGED = "forged"
    WRONG_PASSWORD = "wrong_password"
    RESTING = "resting"
    COUNTER_NOT_YOURS = "counter_not_yours"
    UNKNOWN_COUNTER = "unknown_counter"
    NO_PICTURE = "no_picture"
    BROKER_AWAY = "broker_away"
    NO_ANSWER = "no_answer"
    TOO_BUSY = "too_busy"
    KEY_MISSING = "key_missing"
    TOO_OFTEN = "too_often"
    VISIT_NOT_KNOWN_YET = "visit_not_known_yet"
    VISIT_OVER = "visit_over"


class _Row(NamedTuple):
    status: int
    zh: str
    en: str


ROWS: Final[dict[ProblemCode, _Row]] = {
    ProblemCode.UNREADABLE: _Row(422, "请求内容无法识别。", "The request can't be read."),
    ProblemCode.TOO_LARGE: _Row(413, "请求内容过大。", "The request is too large."),
    ProblemCode.NOT_FOUND: _Row(404, "没有这个页面。", "There is no such page."),
    ProblemCode.METHOD_WRONG: _Row(405, "不能用这种方式访问。", "This page can't be asked in this way."),
    ProblemCode.NOT_SIGNED_IN: _Row(401, "请先登录。", "Please sign in first."),
    ProblemCode.NOT_ALLOWED: _Row(403, "您的账号没有这项权限。", "Your account may not do this."),
    ProblemCode.NO_COUNTER: _Row(403, "登录时没有选择窗口。", "No counter was chosen at sign-in."),
    ProblemCode.FORGED: _Row(403, "请求不是从本页发出的，请刷新。", "This came from elsewhere; reload the page."),
    ProblemCode.WRONG_PASSWORD: _Row(401, "账号或密码不正确。", "Name or password is not right."),
    ProblemCode.RESTING: _Row(
        429, "密码多次输错，账号暂停登录，请稍后再试。", "Too many wrong passwords; this account rests. Try later."
    ),
    ProblemCode.COUNTER_NOT_YOURS: _Row(403, "您不能在这个窗口办公。", "You may not work at this counter."),
    ProblemCode.UNKNOWN_COUNTER: _Row(422, "没有这个窗口。", "There is no such counter."),
    ProblemCode.NO_PICTURE: _Row(404, "还没有收到这一项的数据。", "Nothing has been received about this yet."),
    ProblemCode.BROKER_AWAY: _Row(
        503, "与叫号系统的连接中断，操作未发出。", "The connection to the queue is down; nothing was sent."
    ),
    ProblemCode.NO_ANSWER: _Row(
        503,
        "叫号系统没有答复，请重试（不会重复叫号）。",
        "No answer came; try again (nothing happens twice).",
    ),
    ProblemCode.KEY_MISSING: _Row(422, "缺少对方系统的编号（key）。", "The other system's key is missing."),
    ProblemCode.TOO_OFTEN: _Row(429, "操作太频繁，请一分钟后再试。", "Too often; try again in a minute."),
    ProblemCode.VISIT_NOT_KNOWN_YET: _Row(
        404, "号票正在登记，请稍候。", "Your ticket is being registered; please wait a moment."
    ),
    ProblemCode.VISIT_OVER: _Row(410, "这次办事已经结束，感谢您的到来。", "This visit is over. Thank you for coming."),
    ProblemCode.TOO_BUSY: _Row(503, "操作太多，请稍候再试。", "Too much at once; try again in a moment."),
}


class Problem(Message):
    """The body of an answer that the console gives by itself; ``words`` can be shown as they are."""

    code: ProblemCode
    words: Words2


class TurnedAway(Exception):
    """The console refuses by itself."""

    def __init__(self, code: ProblemCode) -> None:
        super().__init__(code)
        self.code = code

    @property
    def status(self) -> int:
        """The HTTP status."""
        return ROWS[self.code].status

    @property
    def words(self) -> Words2:
        """What the person at the browser reads."""
        row = ROWS[self.code]
        return Words2(zh=row.zh, en=row.en)

    @property
    def body(self) -> bytes:
        """The ``Problem`` as JSON."""
        return Problem(code=self.code, words=self.words).model_dump_json().encode()
