"""The words of the pages, in Chinese and English. The server's own words (refusals, reasons) come with its messages."""

from typing import Final

from config.vocabulary import Language

_WORDS: Final[dict[str, tuple[str, str]]] = {
    # everywhere
    "language": ("English", "中文"),
    "sign_out": ("退出登录", "Sign out"),
    "overview": ("大厅总览", "Overview"),
    "my_counter": ("我的窗口", "My counter"),
    "skip": ("跳到主要内容", "Skip to the main part"),
    # sign-in
    "sign_in": ("登录", "Sign in"),
    "sign_in_title": ("窗口工作台", "Counter desk"),
    "name": ("账号", "Name"),
    "password": ("密码", "Password"),
    "counter": ("办公窗口", "Counter"),
    "choose_counter": ("请选择窗口（大厅负责人可不选）", "Choose a counter (leads may skip)"),
    # a counter's state
    "state_open": ("开放", "Open"),
    "state_paused": ("暂停", "Paused"),
    "state_closed": ("关闭", "Closed"),
    "state_unknown": ("等待数据", "Waiting for data"),
    # what to do
    "do_open": ("开窗", "Open"),
    "do_resume": ("恢复", "Resume"),
    "do_call-next": ("叫号", "Call next"),
    "do_call-again": ("重呼", "Call again"),
    "do_start": ("开始办理", "Start"),
    "do_finish": ("办结", "Done"),
    "do_no-show": ("过号", "No-show"),
    "do_pause": ("暂停", "Pause"),
    "do_close": ("关窗", "Close"),
    # the ticket
    "now_at_counter": ("当前办事人", "At the counter"),
    "ticket_called": ("已叫号，等待到窗", "Called, on the way"),
    "ticket_serving": ("正在办理", "Being served"),
    "class_ordinary": ("普通", "Ordinary"),
    "class_booked": ("预约", "Booked"),
    "class_priority": ("优先", "Priority"),
    "waited": ("等候时长", "Waited"),
    "serving_for": ("已办理", "Serving for"),
    "times_called": ("已呼叫", "Called"),
    "times": ("{n} 次", "{n}×"),
    "visitor": ("姓名", "Name"),
    "nameless": ("未登记", "Not given"),
    "why": ("为何叫此号", "Why this ticket"),
    "empty_open": ("请呼叫下一位", "Call the next visitor"),
    "empty_nobody": ("现在无人等候", "Nobody is waiting"),
    "empty_closed": ("窗口尚未开放", "The counter is closed"),
    "empty_paused": ("窗口已暂停", "The counter is paused"),
    "empty_unknown": ("正在等待叫号系统的数据", "Waiting for the queue's data"),
    "hint_open": ("按“叫号”，系统按规则选出下一位", "The rules say who comes next"),
    "hint_nobody": ("有人取号后会立即显示在右侧", "New tickets appear on the right at once"),
    "hint_closed": ("按“开窗”后开始叫号", "Press Open to begin"),
    "hint_paused": ("原因：{reason}", "Reason: {reason}"),
    "hint_unknown": ("数据到达后自动显示", "It appears by itself"),
    "hint_elsewhere": ("此窗口由 {name} 开放", "This counter was opened by {name}"),
    # the list
    "waiting": ("等候队列", "Waiting"),
    "people": ("{n} 人", "{n}"),
    "counted_as": ("视为 {time} 到达", "counted as {time}"),
    "taken_at": ("{time} 取号", "taken {time}"),
    "second": ("协办", "Second"),
    "and_more": ("另有 {n} 人", "and {n} more"),
    "list_empty": ("无人等候", "Nobody waits"),
    "served_today": ("今日已办", "Served today"),
    # the mark
    "mark": ("上一位的评价", "Last visitor's mark"),
    "mark_open": ("{number} 正在评价，剩余 {left}", "{number}: open for {left}"),
    "mark_none": ("未评价", "No mark"),
    "very_satisfied": ("非常满意", "Very satisfied"),
    "satisfied": ("满意", "Satisfied"),
    "basically_satisfied": ("基本满意", "Basically satisfied"),
    "dissatisfied": ("不满意", "Dissatisfied"),
    "very_dissatisfied": ("非常不满意", "Very dissatisfied"),
    # pausing and going
    "pause_title": ("暂停原因", "Why pause?"),
    "pause_1": ("临时离开", "Back in a moment"),
    "pause_2": ("内部事务", "Internal work"),
    "pause_3": ("用餐休息", "Meal break"),
    "pause_4": ("设备故障", "Equipment fault"),
    "pause_other": ("其他原因", "Other reason"),
    "cancel": ("取消", "Cancel"),
    "leave_title": ("窗口还未关闭", "The counter is not closed"),
    "leave_text": (
        "退出登录不会关窗，大厅里仍显示开放。",
        "Signing out does not close it.",
    ),
    # connection
    "away_console": (
        "与工作台断开，画面不是最新，正在自动重连。",
        "No connection. What you see is old; reconnecting.",
    ),
    "away_broker": (
        "消息服务中断，画面不是最新，正在自动重连。",
        "The broker is away. What you see is old; reconnecting.",
    ),
    "away_server": (
        "叫号系统离线，画面不是最新，恢复后自动继续。",
        "The queue is away. What you see is old; it resumes.",
    ),
    "sending": ("正在发送……", "Sending…"),
    "no_answer": ("没有得到答复，请再按一次（不会重复叫号）。", "No answer came. Press again; nothing happens twice."),
    "keys_on": ("快捷键：开", "Shortcut keys: on"),
    "keys_off": ("快捷键：关", "Shortcut keys: off"),
    # overview
    "fig_taken": ("今日取号", "Taken"),
    "fig_waiting": ("正在等候", "Waiting"),
    "fig_at_counters": ("正在办理", "At counters"),
    "fig_served": ("今日办结", "Served"),
    "fig_no_show": ("过号", "No-shows"),
    "fig_mean_wait_s": ("平均等候", "Mean wait"),
    "fig_longest_wait_s": ("最长等候", "Longest wait"),
    "counters": ("开放和暂停的窗口", "Open and paused counters"),
    "closed_counters": ("关闭的窗口", "Closed counters"),
    "queues": ("最忙业务", "Busiest services"),
    "marks": ("评价", "Marks"),
    "no_review": ("未评价", "No mark"),
    "devices": ("设备", "Devices"),
    "devices_ok": ("{n} 台设备全部正常", "All {n} devices are well"),
    "no_devices": ("还没有设备报到", "No device has reported yet"),
    "device_ok": ("正常", "Well"),
    "device_warning": ("注意", "Warning"),
    "device_down": ("停用", "Down"),
    "waiting_n": ("{n} 人等候", "{n} waiting"),
    "since": ("{time} 起", "since {time}"),
    "minutes": ("{n} 分", "{n} min"),
    "seconds": ("{n} 秒", "{n} s"),
    "hours": ("{h} 时 {n} 分", "{h} h {n} min"),
}


def words_in(language: Language) -> dict[str, str]:
    """All words of the pages in one language."""
    place = 0 if language is Language.CHINESE else 1
    return {key: texts[place] for key, texts in _WORDS.items()}
