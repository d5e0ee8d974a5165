"""The words of the lead's page of bad marks, and of the day's figures about marks."""

from typing import Final

MARK_WORDS: Final[dict[str, tuple[str, str]]] = {
    "bad_marks": ("差评整改", "Bad marks"),
    "bad_marks_n": ("差评整改（{n}）", "Bad marks ({n})"),
    "bad_open_title": ("待处理", "To be answered"),
    "bad_done_title": ("已处理", "Answered"),
    "bad_none": ("没有待处理的差评", "Nothing to answer"),
    "bad_done_none": ("还没有处理过差评", "Nothing was answered yet"),
    "bad_more": ("另有 {n} 条较早的差评没有显示", "{n} older ones are not shown"),
    "bad_due": ("{day} 前处理", "due {day}"),
    "bad_overdue": ("已逾期：{day}", "overdue since {day}"),
    "bad_no_reason": ("未选原因", "No reason chosen"),
    "bad_answered": ("{who} {time} 处理", "{who}, {time}"),
    "bad_again_until": ("{time} 前可再评价", "may judge again until {time}"),
    "bad_again": ("二次评价：{level}", "Second mark: {level}"),
    "bad_again_never": ("未再评价", "Not judged again"),
    "do_put_right": ("处理", "Answer"),
    "put_right_title": ("{number} 的差评如何处理", "What became of {number}'s mark?"),
    "put_right_words": ("做了什么（来访者会看到）", "What was done (the visitor sees it)"),
    "put_right_missing": ("请写明做了什么。", "Say what was done."),
    "put_right_hint": (
        "提交后来访者可再评价一次，第一次评价仍保留。",
        "The visitor may then judge once more; the first mark stays on record.",
    ),
    "do_tell": ("提交", "Send"),
    "redress_put_right": ("已整改", "Put right"),
    "redress_explained": ("已解释说明", "Explained"),
    "redress_unfounded": ("经核实不属实", "No ground found"),
    # the day's figures
    "reviewed": ("已评价", "Judged"),
    "review_open": ("可评价未评", "May still judge"),
    "no_review": ("逾期未评（不计为满意）", "No mark in time (counts as nothing)"),
    "bad_rate": ("差评率（占已评价）", "Bad marks among the judged"),
}
