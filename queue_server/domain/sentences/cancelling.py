"""By whom and when a ticket was cancelled, in words."""

from datetime import datetime
from typing import Final

from config.plan import Text
from config.vocabulary import Canceller
from queue_server.domain.facts import TicketCancelled
from queue_server.domain.hall import Hall
from queue_server.domain.sentences.tickets import clock

BY: Final = {
    Canceller.PHONE: Text("由本人用手机取消", "was given up by its visitor on a phone"),
    Canceller.KIOSK: Text("由本人在取号机（{by}）取消", "was given up by its visitor at a kiosk ({by})"),
    Canceller.CLERK: Text("由工作人员（{by}）取消", "was cancelled by a clerk ({by})"),
    Canceller.HALL_LEAD: Text("由大厅负责人（{by}）取消", "was cancelled by a hall lead ({by})"),
    Canceller.OTHER_SYSTEM: Text(
        "随预约由外部系统（{by}）取消", "was cancelled with its appointment by another system ({by})"
    ),
    Canceller.SERVER: Text(
        "由系统作废：取号机（{by}）未等到答复，已自行另发一号",
        "was cancelled by rule: the kiosk ({by}) had no answer in time and gave a number of its own instead",
    ),
    None: Text("已取消（{by}）", "was cancelled ({by})"),
}


def cancelled_words(hall: Hall, fact: TicketCancelled, at: datetime) -> Text:
    """As known; journals of earlier versions name whoever was told, and not what that is."""
    said, when = BY[fact.canceller], clock(hall.zone, at)
    return Text(f"{when}{said.zh.format(by=fact.by)}", f"{said.en.format(by=fact.by)} at {when}")
