"""The words of what is printed at a kiosk."""

from typing import Final

PRINTING_WORDS: Final[dict[str, tuple[str, str]]] = {
    "daily_slip": ("大厅日报", "Daily slip"),
    "daily_slip_hint": ("今天到现在的数字，由取号机打印", "The day's figures so far, printed by a kiosk"),
    "print_at": ("打印的取号机", "Kiosk that prints"),
    "print_nowhere": ("没有取号机能打印", "No kiosk prints"),
    "do_print": ("打印", "Print"),
    "receipt_at": ("回执打印在", "Receipts at"),
    "do_receipt": ("回执", "Receipt"),
    "reprint_at": ("补打小票的取号机", "Kiosk that prints the ticket again"),
    "do_reprint": ("补打小票", "Print again"),
    "paper_coming": ("正在打印…", "Printing…"),
    "paper_printed": ("已在 {kiosk} 打印", "Printed at {kiosk}"),
    "paper_unsure": ("{kiosk}：不确定是否出纸，请看一下", "{kiosk}: paper is not certain, please look"),
    "paper_failed": ("{kiosk} 未能打印：{trouble}", "Not printed at {kiosk}: {trouble}"),
}
