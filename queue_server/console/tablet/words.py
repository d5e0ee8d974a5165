"""The words of the tablet's page at a counter, and of the lead's list of tablets."""

from typing import Final

TABLET_WORDS: Final[dict[str, tuple[str, str]]] = {
    "tablet_title": ("服务评价", "Your mark"),
    "tablet_welcome": ("您好", "Welcome"),
    "tablet_called": ("正在呼叫", "Now calling"),
    "tablet_serving": ("正在办理", "Now serving"),
    "tablet_paused": ("暂停服务", "Paused"),
    "tablet_closed": ("窗口未开放", "Closed"),
    "tablet_later": ("办完以后，请在这里评价服务", "When it is done, please judge the service here"),
    "tablet_nothing": ("现在没有可以评价的服务", "There is nothing to judge now"),
    "tablet_rate": ("{number}，请评价这次服务", "{number}, how was it?"),
    "tablet_why": ("哪里不满意？（可不选）", "What was wrong? (optional)"),
    "tablet_send": ("提交评价", "Send"),
    "tablet_back": ("重新选择", "Choose again"),
    "tablet_sending": ("正在提交……", "Sending…"),
    "tablet_not_sent": ("没有提交成功，请再按一次（不会重复评价）", "Not sent. Press again; it counts once"),
    "tablet_thanks": ("感谢您的评价", "Thank you"),
    "tablet_bad_given": ("我们会认真处理", "We will look into it"),
    "tablet_not_taken": ("这次没有记下", "This was not taken"),
    "tablet_old": ("暂时连接不上，请稍候", "No connection, one moment please"),
    "tablets": ("评价平板", "Tablets"),
    "tablets_hint": (
        "在窗口的平板上打开该窗口的地址，只用于本窗口评价；请勿外传",
        "Open a counter's address on its tablet; it judges at that counter only. Keep it in the hall",
    ),
    "tablets_new": (
        "地址外传了：把设置 console.tablet_edition 加一并重启，旧地址全部作废",
        "Where one has left it: raise console.tablet_edition by one and start again, and all addresses are new",
    ),
}
