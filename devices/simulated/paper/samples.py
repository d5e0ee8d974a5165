"""One of each paper with everything that can stand on it, and the longest real names, for previews."""

from collections.abc import Mapping
from typing import Final

from config.paper.fields import Content, PaperName, numbered
from config.text import Text
from config.vocabulary import Language
from devices.kinds.slip import TicketSlip

HALL: Final = Text("龙里县政务服务中心", "Longli County Government Service Center")
SERVICE: Final = Text("不动产转移登记", "Transfer of real estate")
DEPARTMENT: Final = Text("县自然资源局", "Natural Resources Bureau")
COUNTERS: Final = Text("3–5号窗口、8号窗口", "Counters 3–5, 8")
HOURS: Final = Text("今天 09:00–12:00、13:00–17:00", "Today 09:00–12:00, 13:00–17:00")
WAIT: Final = Text("预计等候 20–35 分钟", "About 20–35 min")
NOTES: Final = (
    Text("优先服务", "Priority"),
    Text("请留意屏幕叫号", "Please watch the screens for your number"),
    Text("评价码 A012 ABCD EFGH IJKL MNOP", "Rating code A012 ABCD EFGH IJKL MNOP"),
)
MATERIALS: Final = (
    Text("不动产登记申请书（窗口提供）", "Application form (at the counter)"),
    Text("双方居民身份证原件及复印件", "Identity cards of both parties, with copies"),
    Text("不动产权证书原件", "The certificate of ownership"),
    Text("买卖合同，或者继承、赠与的证明文件", "The contract of sale, or the proof of inheritance or gift"),
    Text("契税完税凭证或者减免税凭证", "Proof that the deed tax was paid or waived"),
)
SERVICES: Final = (
    (Text("不动产转移登记", "Transfer of real estate"), 48, 44, 2),
    (Text("户口登记", "Household registration"), 131, 126, 5),
    (Text("医疗费用报销", "Medical expense claim"), 1_024, 998, 21),
    (Text("建设工程消防设计审查验收及备案", "Fire safety review of construction works"), 7, 6, 0),
)
CLASSES: Final = ((Text("普通", "Ordinary"), 1_150, 1_120, 27), (Text("优先", "Priority"), 60, 54, 1))
MARKS: Final = (
    (Text("非常满意", "Very satisfied"), 402),
    (Text("满意", "Satisfied"), 96),
    (Text("基本满意", "Basically satisfied"), 12),
    (Text("不满意", "Dissatisfied"), 3),
    (Text("非常不满意", "Very dissatisfied"), 1),
)


def sample(paper: PaperName, language: Language) -> Content:
    """The sample of this paper."""
    match paper:
        case PaperName.TICKET:
            return _ticket(language).content()
        case PaperName.NOTICE:
            return _notice(language)
        case PaperName.RECEIPT:
            return _receipt(language)
        case PaperName.DAILY:
            return _daily(language)


def _ticket(language: Language) -> TicketSlip:
    return TicketSlip(
        hall=HALL.in_language(language),
        number="A012",
        service=SERVICE.in_language(language),
        department=DEPARTMENT.in_language(language),
        people_ahead=12,
        counted_from="09:10",
        taken_at="2026-11-21 09:20",
        wait=WAIT.in_language(language),
        counters=COUNTERS.in_language(language),
        language=language,
        qr="http://10.0.0.8:18080/visit/20261121-A012-ABCDEFGHIJKLMNOP",
        notes=_all(NOTES, language),
    )


def _of_service(language: Language) -> dict[str, str]:
    texts = {"hall": HALL, "service": SERVICE, "department": DEPARTMENT, "counters": COUNTERS}
    return {name: text.in_language(language) for name, text in texts.items()} | {"printed_at": "2026-11-21 09:20"}


def _notice(language: Language) -> Content:
    texts = _of_service(language) | {"hours": HOURS.in_language(language)}
    return Content(PaperName.NOTICE, language, texts, {"materials": numbered(_all(MATERIALS, language))})


def _receipt(language: Language) -> Content:
    texts = _of_service(language) | {
        "code": "4071 5926",
        "qr": "40715926",
        "day": Text("11月24日 星期二", "Tuesday 24 November").in_language(language),
        "time": "09:30",
        "name": "王*",
    }
    return Content(PaperName.RECEIPT, language, texts, {"materials": numbered(_all(MATERIALS[:3], language))})


def _daily(language: Language) -> Content:
    texts = {
        "hall": HALL.in_language(language),
        "day": "2026-11-21",
        "printed_at": "2026-11-21 17:04",
        "taken": "1210",
        "served": "1174",
        "no_show": "28",
        "waiting": "8",
        "reviewed": "514",
        "no_review": "660",
        "bad_open": "4",
        "mean_wait": Text("14 分钟", "14 min").in_language(language),
        "longest_wait": Text("65 分钟", "65 min").in_language(language),
    }
    lists = {
        "services": tuple(_counted(*line, language) for line in SERVICES),
        "classes": tuple(_counted(*line, language) for line in CLASSES),
        "marks": tuple({"name": name.in_language(language), "count": str(count)} for name, count in MARKS),
    }
    return Content(PaperName.DAILY, language, texts, lists)


def _counted(name: Text, taken: int, served: int, no_show: int, language: Language) -> Mapping[str, str]:
    counts = {"taken": str(taken), "served": str(served), "no_show": str(no_show)}
    return {"name": name.in_language(language), **counts}


def _all(texts: tuple[Text, ...], language: Language) -> tuple[str, ...]:
    return tuple(text.in_language(language) for text in texts)
